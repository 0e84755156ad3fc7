package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One merge from its staging tables into its target, repeatable from any point at which it may have died:
 *
 * <ol>
 *   <li>in the ledger: it is done, only staging is left to drop;
 *   <li>staging complete: whatever part of DELETE and INSERT had happened, both once more give the same rows;
 *   <li>neither: rows would be missing, a loud end.
 * </ol>
 *
 * The order is DELETE, INSERT, ledger, drop. A statement of a dead attempt that still runs on the server would undo a later
 * merge: such statements are found by their query ids and killed before the first merge of a target, and after a failure.
 */
final class MergeProcedure {

    private static final Logger LOG = LoggerFactory.getLogger(MergeProcedure.class);

    private final ClickHouseClient clickHouse;
    private final StagingArea staging;
    private final Ledger ledger;
    private final String job;
    private final Fence fence;
    private final Map<TableId, DeleteMechanism> mechanisms;
    private final Map<TableId, Boolean> clearedOfStrays = new ConcurrentHashMap<>();

    MergeProcedure(MergeSinkOptions options, ClickHouseClient clickHouse, Fence fence) {
        this.clickHouse = clickHouse;
        this.fence = fence;
        this.staging = options.stagingArea(clickHouse);
        this.ledger = new Ledger(clickHouse, options.clickHouse().controlDatabase(), options.job());
        this.job = options.job();
        this.mechanisms = options.mechanisms();
    }

    void carryOut(MergeCommittable committable) {
        long start = System.nanoTime();
        if (ledger.contains(committable.commitId())) {
            LOG.info("Commit {} into {} is in the ledger already", committable.commitId(), committable.target());
            staging.drop(committable);
            return;
        }
        requireStaging(committable);
        if (clearedOfStrays.putIfAbsent(committable.target(), true) == null) {
            new StrayStatements(clickHouse, queryIdPrefix(committable)).end();
        }
        try {
            strategy(committable.target()).merge(committable, clickHouse, queryIdPrefix(committable));
            ledger.record(committable, (System.nanoTime() - start) / 1_000_000, fence);
        } catch (RuntimeException e) {
            clearedOfStrays.remove(committable.target());
            throw e;
        }
        staging.drop(committable);
    }

    private void requireStaging(MergeCommittable committable) {
        List<TableId> missing = new ArrayList<>(committable.stagingTables());
        missing.removeAll(staging.existing(committable.stagingTables()));
        if (!missing.isEmpty()) {
            throw new CommitLostException(committable, missing);
        }
    }

    private MergeStrategy strategy(TableId target) {
        DeleteMechanism mechanism = mechanisms.getOrDefault(target, DeleteMechanism.PATCH_PARTS);
        return switch (mechanism) {
            case PATCH_PARTS -> new DeleteInsertMerge(staging, fence, new PatchedRows());
            case LIGHTWEIGHT_MUTATION -> new DeleteInsertMerge(staging, fence, new MutatedRows());
            case AUTO -> throw new IllegalStateException("the plan of " + target + " left its delete mechanism open");
        };
    }

    private String queryIdPrefix(MergeCommittable committable) {
        return job + "/" + committable.target() + "/";
    }
}
