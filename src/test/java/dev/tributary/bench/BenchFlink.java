package dev.tributary.bench;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/** A Flink of this process's own, the same for both contenders. A failure ends the job: it must not be measured. */
final class BenchFlink extends LocalStreamEnvironment {

    private @Nullable JobClient job;

    private BenchFlink(Configuration configuration) {
        super(configuration);
    }

    /** Makes the Flink and has {@code getExecutionEnvironment()} answer it, as {@code flink run} does with its own. */
    static BenchFlink install(@Nullable String savepoint) {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.setString(
                "metrics.reporter." + CounterReporter.NAME + ".factory.class", CounterReporter.class.getName());
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        BenchFlink flink = new BenchFlink(configuration);
        initializeContextEnvironment(ignored -> flink);
        return flink;
    }

    @Override
    public JobClient executeAsync(StreamGraph graph) throws Exception {
        JobClient started = super.executeAsync(graph);
        job = started;
        return started;
    }

    /** Throws the job's failure if it has one. */
    void requireRunning() throws Exception {
        JobClient running = Objects.requireNonNull(job);
        if (running.getJobStatus().get().isGloballyTerminalState()) {
            running.getJobExecutionResult().get();
            throw new IllegalStateException("the job ended before its work was done");
        }
    }

    String stopWithSavepoint(Path folder) throws Exception {
        return Objects.requireNonNull(job)
                .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(2, TimeUnit.MINUTES);
    }
}
