package dev.tributary.job;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** The Flink of the tests of this JVM, started when first asked for: one for each job would load its RPC system anew. */
final class SharedFlink {

    private static final int PARALLELISM = 2;

    /** A job that was cancelled may still hold its own when the next one comes. */
    private static final int SLOTS = 4 * PARALLELISM;

    private static final class Holder {
        static final MiniCluster CLUSTER = started();
    }

    private SharedFlink() {}

    /** @param job options of one job */
    static StreamExecutionEnvironment environment(Configuration job) {
        return new TestStreamEnvironment(Holder.CLUSTER, job, PARALLELISM, List.of(), List.of());
    }

    private static MiniCluster started() {
        Configuration flink = new Configuration();
        flink.setString("metrics.reporter.probe.factory.class", MetricProbe.class.getName());
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .withRandomPorts()
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("Flink does not start", e);
        }
        return cluster;
    }
}
