package dev.tributary.job;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.JobOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink of this process's own, with the web UI, on loopback. */
final class LocalFlink {

    private static final Logger LOG = LoggerFactory.getLogger(LocalFlink.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long CANCEL_SECONDS = 20;

    private LocalFlink() {}

    /** Runs the job until its end. A bounded run keeps no checkpoints: it begins again. */
    static void run(ReplicationJob job, RunOptions options) throws Exception {
        SyncConfig config = job.plan().config();
        Path folder = options.mode() == RunMode.SYNC ? options.state() : null;
        try (LocalState state = folder == null ? null : LocalState.open(folder, config)) {
            Configuration flink = configuration(config.job());
            TargetPreparation.prepare(job.plan());
            RunReport report = RunReport.begin(config);
            if (state != null) {
                state.configure(flink);
            }
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
            job.build(environment);
            if (state != null) {
                Optional<String> newest = state.newest(flink);
                if (newest.isPresent()) {
                    ReplicationJob.restore(environment, newest.get(), options);
                }
            }
            JobClient client = environment.executeAsync(job.name());
            LOG.info("{} runs; web interface: http://{}:{}", job.name(), LOOPBACK, flink.get(RestOptions.PORT));
            if (await(client, folder)) {
                LOG.info("{} is complete: {}", job.name(), report.end());
            }
        }
    }

    private static Configuration configuration(JobOptions job) throws ConfigurationException {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.PORT, webPort(job));
        configuration.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(2));
        return configuration;
    }

    /** The port that is asked for, or one that is free: Flink would not say which one it took, nor which one was taken. */
    private static int webPort(JobOptions job) throws ConfigurationException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), job.webPort()));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ConfigurationException(List.of(new Problem(
                    "job.web-port",
                    "port " + job.webPort()
                            + " is taken on this machine; choose another one, or 0 for any that is free")));
        }
    }

    /**
     * Waits for the job's end; a signal to the process cancels the job first, so that nothing is left half done.
     *
     * @return whether it ended by itself
     */
    private static boolean await(JobClient client, @Nullable Path folder) throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        Thread cancel = new Thread(
                () -> {
                    asked.set(true);
                    cancel(client, folder);
                },
                "cancel-job");
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            client.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            if (!asked.get()) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        } finally {
            removeHook(cancel);
        }
        return !asked.get();
    }

    private static void cancel(JobClient client, @Nullable Path folder) {
        LOG.info("The process is asked to end: the job is cancelled");
        try {
            client.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
            LOG.info(
                    "The job has ended; {}",
                    folder == null
                            ? "the next start takes a new snapshot"
                            : "the next start goes on from its newest checkpoint, in " + folder);
        } catch (Exception e) {
            // The process ends either way. What was staged without a checkpoint is dropped after the next start.
            LOG.warn("The job could not be cancelled: {}", e.toString());
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }
}
