package dev.tributary.job;

import dev.tributary.config.SyncConfig.JobOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink of this process's own, with the web UI on loopback. Its state ends with the process. */
final class LocalFlink {

    private LocalFlink() {}

    static StreamExecutionEnvironment environment(JobOptions job) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.PORT, job.webPort());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(2));
        return StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
    }

    /** Waits for the job's end; a signal to the process cancels the job first, so that nothing is left half done. */
    static void await(JobClient client, JobOptions job) throws Exception {
        Thread cancel = new Thread(() -> cancel(client), "cancel-job");
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            client.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            removeHook(cancel);
        }
    }

    private static void cancel(JobClient client) {
        try {
            client.cancel().get(20, java.util.concurrent.TimeUnit.SECONDS);
        } catch (Exception e) {
            // the process ends either way; staged batches of an open epoch are dropped at the next start
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
