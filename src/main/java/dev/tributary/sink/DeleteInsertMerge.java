package dev.tributary.sink;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * DELETE of all staged keys, then INSERT of the last staged change of each key that is not a delete. Readers without FINAL
 * find one row per key, and none for a moment between the two statements. Of very many rows that is done for one {@link
 * KeyBucket} after the other. What statements did to earlier rows comes first, see {@link EarlierRows}.
 */
final class DeleteInsertMerge implements MergeStrategy {

    /** However many partitions the rows are for: a merge that had to stop there would have deleted already. */
    static final Map<String, Object> INSERT_SETTINGS =
            // A merge's INSERT may equal one before it byte for byte (A → B → A): deduplication would swallow it.
            // Each key comes once, so a look for rows to collapse finds none, and costs as much as the insert itself.
            Map.of("insert_deduplicate", 0, "max_partitions_per_insert_block", 0, "optimize_on_insert", 0);

    private final StagingArea staging;
    private final Fence fence;
    private final TargetRows rows;
    private final int rowsPerBucket;

    DeleteInsertMerge(StagingArea staging, Fence fence, TargetRows rows, int rowsPerBucket) {
        this.staging = staging;
        this.fence = fence;
        this.rows = rows;
        this.rowsPerBucket = rowsPerBucket;
    }

    @Override
    public void merge(MergeCommittable committable, ClickHouseClient clickHouse, String queryIdPrefix) {
        String id = queryIdPrefix + committable.commitId();
        if (committable.rewrites().isEmpty()) {
            // Rows of a single schema need no look at the target: ClickHouse casts them on the way in.
            Map<String, InsertableColumn> columns = committable.groups().size() == 1
                    ? Map.of()
                    : new Catalog(clickHouse).insertableColumns(committable.target());
            merge(committable, columns, EarlierRows.UNTOUCHED, clickHouse, id);
        } else {
            Map<String, InsertableColumn> columns = new Catalog(clickHouse).insertableColumns(committable.target());
            RewriteInPlace inPlace = new RewriteInPlace(
                    committable, buckets(committable, columns, EarlierRows.UNTOUCHED), rows, fence, clickHouse, id);
            EarlierRows earlier = EarlierRows.prepare(committable, clickHouse, staging, inPlace);
            merge(
                    committable,
                    new Catalog(clickHouse).insertableColumns(committable.target()),
                    earlier,
                    clickHouse,
                    id);
        }
    }

    private void merge(
            MergeCommittable committable,
            Map<String, InsertableColumn> columns,
            EarlierRows earlier,
            ClickHouseClient clickHouse,
            String id) {
        for (KeyBucket bucket : buckets(committable, columns, earlier)) {
            MergeStatements statements = new MergeStatements(committable, columns, earlier, bucket, fence);
            if (statements.deletes()) {
                rows.delete(
                        committable.target(),
                        statements.deleteCondition(),
                        clickHouse,
                        id + "/delete" + bucket.suffix());
            }
            if (statements.inserts()) {
                clickHouse.execute(statements.insert(), INSERT_SETTINGS, id + "/insert" + bucket.suffix());
            }
        }
    }

    private List<KeyBucket> buckets(
            MergeCommittable committable, Map<String, InsertableColumn> columns, EarlierRows earlier) {
        long rowCount = KeyBucket.stagedRows(committable);
        List<TableId> tables = new ArrayList<>(committable.stagingTables());
        TableId carried = earlier.carried();
        if (carried != null) {
            rowCount += staging.rows(List.of(carried)).getOrDefault(carried, 0L);
            tables.add(carried);
        }
        return KeyBucket.of(committable, columns, rowCount, staging.bytes(tables), rowsPerBucket);
    }
}
