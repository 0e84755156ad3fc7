package dev.tributary.sink;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.Map;

/**
 * Changes the columns of rows that lie in a target, statement by statement of the source. Readers find every row all the
 * time, as it was before or after. May be carried out again from any point: see {@link EarlierRewrite}.
 */
final class RewriteInPlace {

    private static final InsertableColumn MARKER = new InsertableColumn("UInt64", "", false);

    private final TableId target;
    private final MergeCommittable committable;
    private final List<KeyBucket> buckets;
    private final TargetRows rows;
    private final Fence fence;
    private final ClickHouseClient clickHouse;
    private final String queryId;

    RewriteInPlace(
            MergeCommittable committable,
            List<KeyBucket> buckets,
            TargetRows rows,
            Fence fence,
            ClickHouseClient clickHouse,
            String queryId) {
        this.target = committable.target();
        this.committable = committable;
        this.buckets = buckets;
        this.rows = rows;
        this.fence = fence;
        this.clickHouse = clickHouse;
        this.queryId = queryId;
    }

    void carryOut(List<TableRewrite> rewrites, Map<String, InsertableColumn> columns) {
        Map<String, InsertableColumn> known = columns;
        for (int number = 0; number < rewrites.size(); number++) {
            for (KeyBucket bucket : buckets) {
                if (anyRow(rewrites.get(number), known, bucket)) {
                    known = withMarker(known);
                    EarlierRewrite rewrite = new EarlierRewrite(rewrites.get(number), known);
                    rows.update(
                            target,
                            rewrite.assignments(),
                            ofUnstagedKeys(rewrite.condition(), bucket) + " AND " + fence.condition(),
                            clickHouse,
                            queryId + "/update" + number + "-" + bucket.suffix());
                }
            }
        }
    }

    /** Whether a row of the target is still to be changed by one of the rewrites. */
    boolean anyRow(List<TableRewrite> rewrites, Map<String, InsertableColumn> columns) {
        return rewrites.stream()
                .anyMatch(rewrite -> buckets.stream().anyMatch(bucket -> anyRow(rewrite, columns, bucket)));
    }

    private boolean anyRow(TableRewrite rewrite, Map<String, InsertableColumn> columns, KeyBucket bucket) {
        String condition = ofUnstagedKeys(new EarlierRewrite(rewrite, columns).condition(), bucket);
        return "1"
                .equals(clickHouse.queryValue(
                        "SELECT count() > 0 FROM " + Identifiers.quote(target) + " WHERE " + condition));
    }

    private String ofUnstagedKeys(String condition, KeyBucket bucket) {
        StagedKeys staged = StagedKeys.of(committable, bucket);
        return staged.isEmpty()
                ? condition
                : condition + " AND " + bucket.condition(staged.columns()) + " AND NOT (" + staged.condition() + ")";
    }

    /** The columns with the marker, which the target gets if it lacks it. */
    Map<String, InsertableColumn> withMarker(Map<String, InsertableColumn> columns) {
        InsertableColumn found = columns.get(TargetSchema.REWRITTEN);
        if (found == null) {
            clickHouse.execute("ALTER TABLE " + Identifiers.quote(target) + " ADD COLUMN IF NOT EXISTS "
                    + Identifiers.quote(TargetSchema.REWRITTEN) + " " + MARKER.type());
            return new Catalog(clickHouse).insertableColumns(target);
        }
        if (!found.type().equals(MARKER.type())) {
            throw new IllegalStateException("column '" + TargetSchema.REWRITTEN + "' of the target " + target
                    + " is of the type " + found.type() + ", but it is the replication's own and a " + MARKER.type()
                    + "; rename it");
        }
        return columns;
    }
}
