package dev.tributary.job;

import dev.tributary.config.RunMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How and where a run takes place.
 *
 * @param local whether in a Flink of this process, else by the environment that Flink's client set up
 * @param state where a local run keeps its checkpoints, null: nowhere; a bounded run keeps none
 * @param resume whether to go on from the newest checkpoint or savepoint that is left of earlier runs; a local run with a
 *     folder always does
 * @param leavesRemovedServers whether the state may have servers that the configuration does not have any more
 */
public record RunOptions(
        RunMode mode, boolean local, @Nullable Path state, boolean resume, boolean leavesRemovedServers) {

    /** In this process, without any state. */
    static RunOptions localSnapshot() {
        return new RunOptions(RunMode.ETL, true, null, false, false);
    }
}
