package dev.tributary.sink;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import java.util.Map;

/**
 * DELETE of all staged keys, then INSERT of the last staged change of each key that is not a delete. Readers without FINAL
 * find one row per key, and none for a moment between the two statements. What statements did to earlier rows comes first,
 * see {@link EarlierRows}.
 */
final class DeleteInsertMerge implements MergeStrategy {

    private final StagingArea staging;
    private final Fence fence;
    private final TargetRows rows;

    DeleteInsertMerge(StagingArea staging, Fence fence, TargetRows rows) {
        this.staging = staging;
        this.fence = fence;
        this.rows = rows;
    }

    @Override
    public void merge(MergeCommittable committable, ClickHouseClient clickHouse, String queryIdPrefix) {
        String id = queryIdPrefix + committable.commitId();
        MergeStatements statements = statements(committable, clickHouse, id);
        if (statements.deletes()) {
            rows.delete(committable.target(), statements.deleteCondition(), clickHouse, id + "/delete");
        }
        if (statements.inserts()) {
            // A merge's INSERT may equal one before it byte for byte (A → B → A): deduplication would swallow it.
            clickHouse.execute(statements.insert(), Map.of("insert_deduplicate", 0), id + "/insert");
        }
    }

    /** Rows of a single schema need no look at the target: ClickHouse casts them on the way in. */
    private MergeStatements statements(MergeCommittable committable, ClickHouseClient clickHouse, String id) {
        if (committable.groups().size() == 1 && committable.rewrites().isEmpty()) {
            return new MergeStatements(committable, Map.of(), EarlierRows.UNTOUCHED, fence);
        }
        EarlierRows earlier = committable.rewrites().isEmpty()
                ? EarlierRows.UNTOUCHED
                : EarlierRows.prepare(
                        committable, clickHouse, staging, new RewriteInPlace(committable, rows, fence, clickHouse, id));
        return new MergeStatements(
                committable, new Catalog(clickHouse).insertableColumns(committable.target()), earlier, fence);
    }
}
