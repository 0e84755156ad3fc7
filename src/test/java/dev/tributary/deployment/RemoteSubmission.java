package dev.tributary.deployment;

import dev.tributary.config.RunMode;
import dev.tributary.job.ReplicationJob;
import dev.tributary.job.RunOptions;
import dev.tributary.plan.ReplicationPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/** What {@code flink run -d} does, from this JVM: a client of its own takes longer to start than the job. */
final class RemoteSubmission extends StreamExecutionEnvironment {

    private @Nullable JobID submitted;

    private RemoteSubmission(Configuration flink) {
        super(flink);
    }

    /**
     * Submits the job that {@code run} does.
     *
     * @param conf the folder of Flink's configuration, as clients of the cluster have it
     * @param savepoint to go on from; empty for none
     * @return the job's id
     */
    static String submit(Path conf, Path jar, ReplicationPlan plan, String savepoint) throws Exception {
        Configuration flink = GlobalConfiguration.loadConfiguration(conf.toString());
        flink.set(DeploymentOptions.TARGET, "remote");
        flink.set(DeploymentOptions.ATTACHED, false);
        flink.set(PipelineOptions.JARS, List.of(jar.toUri().toString()));
        if (!savepoint.isEmpty()) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        RemoteSubmission environment = new RemoteSubmission(flink);
        initializeContextEnvironment(ignored -> environment);
        try {
            ReplicationJob.run(plan, new RunOptions(RunMode.SYNC, false, null, false, false));
        } finally {
            resetContextEnvironment();
        }
        return Objects.requireNonNull(environment.submitted).toString();
    }

    @Override
    public JobClient executeAsync(StreamGraph graph) throws Exception {
        JobClient job = super.executeAsync(graph);
        submitted = job.getJobID();
        return job;
    }
}
