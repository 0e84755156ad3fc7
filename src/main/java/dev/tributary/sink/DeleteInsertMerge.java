package dev.tributary.sink;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.InsertableColumn;
import java.util.Map;

/**
 * DELETE of all staged keys, then INSERT of the last staged change of each key that is not a delete. Readers without FINAL
 * find one row per key, and none for a moment between the two statements.
 */
final class DeleteInsertMerge implements MergeStrategy {

    private static final int MAXIMUM_DELETES = 20;

    private final StagingArea staging;
    private final Fence fence;
    private final Map<String, Object> deleteSettings;
    private final boolean guarded;

    private DeleteInsertMerge(StagingArea staging, Fence fence, Map<String, Object> deleteSettings, boolean guarded) {
        this.staging = staging;
        this.fence = fence;
        this.deleteSettings = deleteSettings;
        this.guarded = guarded;
    }

    /** Deletes through patch parts, which the target's block number and offset columns make possible. */
    static DeleteInsertMerge byPatchParts(StagingArea staging, Fence fence) {
        return new DeleteInsertMerge(
                staging,
                fence,
                Map.of("lightweight_delete_mode", "lightweight_update_force", "enable_lightweight_update", 1),
                true);
    }

    /** Deletes through a mutation of the row mask, and waits until it is done on all replicas. */
    static DeleteInsertMerge byLightweightMutation(StagingArea staging, Fence fence) {
        return new DeleteInsertMerge(
                staging,
                fence,
                Map.of("lightweight_delete_mode", "alter_update", "lightweight_deletes_sync", 2),
                false);
    }

    @Override
    public void merge(MergeCommittable committable, ClickHouseClient clickHouse, String queryIdPrefix) {
        String id = queryIdPrefix + committable.commitId();
        MergeStatements statements = statements(committable, clickHouse);
        if (statements.deletes()) {
            delete(committable, statements.delete(), clickHouse, id);
        }
        if (statements.inserts()) {
            // A merge's INSERT may equal one before it byte for byte (A → B → A): deduplication would swallow it.
            clickHouse.execute(statements.insert(), Map.of("insert_deduplicate", 0), id + "/insert");
        }
    }

    /** Rows of a single schema need no look at the target: ClickHouse casts them on the way in. */
    private MergeStatements statements(MergeCommittable committable, ClickHouseClient clickHouse) {
        boolean plain =
                committable.groups().size() == 1 && committable.rewrites().isEmpty();
        Map<String, InsertableColumn> columns =
                plain ? Map.of() : new Catalog(clickHouse).insertableColumns(committable.target());
        EarlierRows earlier = EarlierRows.prepare(committable, columns, clickHouse, staging);
        return new MergeStatements(committable, columns, earlier, fence);
    }

    private void delete(MergeCommittable committable, String statement, ClickHouseClient clickHouse, String id) {
        if (guarded) {
            deleteBesideMutations(committable, statement, clickHouse, id);
        } else {
            clickHouse.execute(statement, deleteSettings, id + "/delete");
        }
    }

    /**
     * A classic mutation that runs at the same time, whoever started it, can lose the deletes of patch parts. So the DELETE
     * counts only when no unfinished mutation was there before it and no new one appeared beside it.
     */
    private void deleteBesideMutations(
            MergeCommittable committable, String statement, ClickHouseClient clickHouse, String id) {
        MutationGuard guard = new MutationGuard(clickHouse, committable.target());
        for (int attempt = 0; attempt < MAXIMUM_DELETES; attempt++) {
            String before = guard.awaitQuiet();
            clickHouse.execute(statement, deleteSettings, id + "/delete" + attempt);
            if (guard.latest().equals(before)) {
                return;
            }
        }
        throw new IllegalStateException(MAXIMUM_DELETES + " deletes in " + committable.target()
                + " each met a mutation that another client started meanwhile; end those mutations (system.mutations)");
    }
}
