package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * DELETE of all staged keys, then INSERT of the last staged change of each key that is not a delete. Readers without FINAL
 * find one row per key, and none for a moment between the two statements.
 */
final class DeleteInsertMerge implements MergeStrategy {

    private static final int MAXIMUM_DELETES = 20;

    private final Map<String, Object> deleteSettings;
    private final boolean guarded;

    private DeleteInsertMerge(Map<String, Object> deleteSettings, boolean guarded) {
        this.deleteSettings = deleteSettings;
        this.guarded = guarded;
    }

    /** Deletes through patch parts, which the target's block number and offset columns make possible. */
    static DeleteInsertMerge byPatchParts() {
        return new DeleteInsertMerge(
                Map.of("lightweight_delete_mode", "lightweight_update_force", "enable_lightweight_update", 1), true);
    }

    /** Deletes through a mutation of the row mask, and waits until it is done on all replicas. */
    static DeleteInsertMerge byLightweightMutation() {
        return new DeleteInsertMerge(
                Map.of("lightweight_delete_mode", "alter_update", "lightweight_deletes_sync", 2), false);
    }

    @Override
    public void merge(MergeCommittable committable, ClickHouseClient clickHouse, String queryIdPrefix) {
        String id = queryIdPrefix + committable.commitId();
        if (guarded) {
            deleteBesideMutations(committable, clickHouse, id);
        } else {
            clickHouse.execute(deleteStatement(committable), deleteSettings, id + "/delete");
        }
        // A merge's INSERT may equal one before it byte for byte (A → B → A): deduplication would swallow it.
        clickHouse.execute(insertStatement(committable), Map.of("insert_deduplicate", 0), id + "/insert");
    }

    /**
     * A classic mutation that runs at the same time, whoever started it, can lose the deletes of patch parts. So the DELETE
     * counts only when no unfinished mutation was there before it and no new one appeared beside it.
     */
    private void deleteBesideMutations(MergeCommittable committable, ClickHouseClient clickHouse, String id) {
        MutationGuard guard = new MutationGuard(clickHouse, committable.target());
        for (int attempt = 0; attempt < MAXIMUM_DELETES; attempt++) {
            String before = guard.awaitQuiet();
            clickHouse.execute(deleteStatement(committable), deleteSettings, id + "/delete" + attempt);
            if (guard.latest().equals(before)) {
                return;
            }
        }
        throw new IllegalStateException(MAXIMUM_DELETES + " deletes in " + committable.target()
                + " each met a mutation that another client started meanwhile; end those mutations (system.mutations)");
    }

    static String deleteStatement(MergeCommittable committable) {
        String keys = Identifiers.quoteAll(committable.schema().keyColumnNames());
        return "DELETE FROM " + Identifiers.quote(committable.target()) + " WHERE (" + keys + ") IN ("
                + selectStaged(committable, keys) + ")";
    }

    static String insertStatement(MergeCommittable committable) {
        TargetSchema schema = committable.schema();
        List<String> targetColumns = new ArrayList<>(schema.columnNames());
        targetColumns.add(TargetSchema.VERSION);
        String columns = Identifiers.quoteAll(targetColumns);
        String keys = Identifiers.quoteAll(schema.keyColumnNames());
        String deleted = Identifiers.quote(TargetSchema.DELETED);
        return "INSERT INTO " + Identifiers.quote(committable.target()) + " (" + columns + ") SELECT " + columns
                + " FROM (SELECT * FROM (" + selectStaged(committable, columns + ", " + deleted) + ") ORDER BY " + keys
                + ", " + Identifiers.quote(TargetSchema.VERSION) + " DESC LIMIT 1 BY " + keys + ") WHERE NOT "
                + deleted;
    }

    private static String selectStaged(MergeCommittable committable, String columns) {
        return committable.stagingTables().stream()
                .map(table -> "SELECT " + columns + " FROM " + Identifiers.quote(table))
                .collect(Collectors.joining(" UNION ALL "));
    }
}
