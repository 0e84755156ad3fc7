package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    private final DeleteMechanisms mechanisms;
    private final RemovalGuard removals;
    private final int rowsPerBucket;
    private final TargetRows patched = new PatchedRows();
    private final TargetRows mutated = new MutatedRows();
    private final Set<TableId> clearedOfStrays = ConcurrentHashMap.newKeySet();

    /** @param removalTold hears of snapshots that remove most of the rows of a small target */
    MergeProcedure(
            MergeSinkOptions options,
            ClickHouseClient clickHouse,
            Fence fence,
            Consumer<RemovalGuard.Removal> removalTold) {
        this.clickHouse = clickHouse;
        this.fence = fence;
        this.staging = options.stagingArea(clickHouse);
        this.ledger = new Ledger(clickHouse, options.clickHouse().controlDatabase(), options.job());
        this.job = options.job();
        this.mechanisms = new DeleteMechanisms(options, clickHouse);
        this.removals = new RemovalGuard(
                clickHouse,
                options.merge().maximumRemovedPercent(),
                options.merge().rowsPerBucket(),
                removalTold);
        this.rowsPerBucket = options.merge().rowsPerBucket();
    }

    /** One merge from its beginning to its end. */
    void carryOut(MergeCommittable committable) {
        for (MergeCommittable open : open(List.of(committable))) {
            record(List.of(merge(open)));
        }
    }

    /**
     * Begins a round of merges into different targets: whatever can be asked for all of them is asked once.
     *
     * @return those that are to be merged; of the others, which are in the ledger, staging is dropped
     */
    List<MergeCommittable> open(Collection<MergeCommittable> round) {
        Set<String> done =
                ledger.contained(round.stream().map(MergeCommittable::commitId).toList());
        List<MergeCommittable> open = new ArrayList<>();
        List<MergeCommittable> merged = new ArrayList<>();
        round.forEach(committable -> (done.contains(committable.commitId()) ? merged : open).add(committable));
        if (!merged.isEmpty()) {
            merged.forEach(committable -> LOG.info(
                    "Commit {} into {} is in the ledger already", committable.commitId(), committable.target()));
            staging.dropOf(merged);
        }
        if (!open.isEmpty()) {
            requireStaging(open);
            endStrays(open);
            rows(DeleteMechanism.PATCH_PARTS)
                    .prepare(
                            open.stream()
                                    .map(MergeCommittable::target)
                                    .filter(target -> mechanisms.of(target) == DeleteMechanism.PATCH_PARTS)
                                    .collect(Collectors.toSet()),
                            clickHouse);
        }
        return open;
    }

    /** Brings the staged rows of an open merge into the target. */
    DoneMerge merge(MergeCommittable committable) {
        long start = System.nanoTime();
        TableId target = committable.target();
        try {
            removals.check(committable);
            new DeleteInsertMerge(staging, fence, rows(mechanisms.of(target)), rowsPerBucket)
                    .merge(committable, clickHouse, queryIdPrefix(target));
        } catch (RuntimeException e) {
            clearedOfStrays.remove(target);
            throw e;
        }
        return new DoneMerge(committable, (System.nanoTime() - start) / 1_000_000);
    }

    /** Enters merges in the ledger and drops what they were made from. */
    void record(Collection<DoneMerge> merges) {
        mergeDisturbedAgain(merges);
        ledger.record(merges, fence);
        drop(merges);
    }

    /** As {@link #record}, after a try that failed and may have done it all the same. */
    void recordAgain(Collection<DoneMerge> merges) {
        Set<String> entered = ledger.contained(
                merges.stream().map(merge -> merge.committable().commitId()).toList());
        List<DoneMerge> missing = merges.stream()
                .filter(merge -> !entered.contains(merge.committable().commitId()))
                .toList();
        if (!missing.isEmpty()) {
            mergeDisturbedAgain(missing);
            ledger.record(missing, fence);
        }
        drop(merges);
    }

    /** What a merge deleted can be there again where somebody mutated the target beside it. */
    private void mergeDisturbedAgain(Collection<DoneMerge> merges) {
        Set<TableId> disturbed = patched.disturbed(
                merges.stream().map(merge -> merge.committable().target()).toList(), clickHouse);
        for (DoneMerge merge : merges) {
            TableId target = merge.committable().target();
            if (disturbed.contains(target)) {
                LOG.info("A mutation of {} came beside the merge into it, which is carried out once more", target);
                merge(merge.committable());
                patched.settled(target);
            }
        }
    }

    private void drop(Collection<DoneMerge> merges) {
        staging.dropOf(merges.stream().map(DoneMerge::committable).toList());
    }

    private void requireStaging(List<MergeCommittable> open) {
        Map<TableId, Long> found = staging.rows(open.stream()
                .flatMap(committable -> committable.stagingTables().stream())
                .toList());
        for (MergeCommittable committable : open) {
            List<TableId> missing = committable.stagingTables().stream()
                    .filter(table -> !found.containsKey(table))
                    .toList();
            if (!missing.isEmpty()) {
                throw new CommitLostException(committable, missing);
            }
            committable.groups().stream()
                    .flatMap(group -> group.tables().stream())
                    .forEach(table -> requireRows(table, found.getOrDefault(table.id(), 0L)));
        }
    }

    /** A replica that has not heard of all that another one acknowledged would make a merge without those rows. */
    private static void requireRows(StagingTable table, long found) {
        if (found < table.rows()) {
            throw ClickHouseException.passing("the staging table " + table.id() + " shows " + found + " rows, but "
                    + table.rows() + " were acknowledged; merging waits until all of them are there");
        }
    }

    private void endStrays(List<MergeCommittable> open) {
        List<TableId> unclear = open.stream()
                .map(MergeCommittable::target)
                .filter(target -> !clearedOfStrays.contains(target))
                .toList();
        if (!unclear.isEmpty()) {
            new StrayStatements(
                            clickHouse,
                            unclear.stream().map(this::queryIdPrefix).toList())
                    .end();
            clearedOfStrays.addAll(unclear);
        }
    }

    private TargetRows rows(DeleteMechanism mechanism) {
        return switch (mechanism) {
            case PATCH_PARTS -> patched;
            case LIGHTWEIGHT_MUTATION -> mutated;
            case AUTO -> throw new IllegalStateException("a plan left a target's delete mechanism open");
        };
    }

    private String queryIdPrefix(TableId target) {
        return job + "/" + target + "/";
    }
}
