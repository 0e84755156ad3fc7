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
 * Changes the columns of rows that lie in a target, for many statements of the source at once. Readers find every row all the
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
        List<List<TableRewrite>> together = EarlierRewrite.together(rewrites);
        for (int number = 0; number < together.size(); number++) {
            for (KeyBucket bucket : buckets) {
                if (anyRow(new EarlierRewrite(together.get(number), known), bucket)) {
                    known = withMarker(known);
                    EarlierRewrite rewrite = new EarlierRewrite(together.get(number), known);
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
        return EarlierRewrite.together(rewrites).stream()
                .map(together -> new EarlierRewrite(together, columns))
                .anyMatch(rewrite -> buckets.stream().anyMatch(bucket -> anyRow(rewrite, bucket)));
    }

    private boolean anyRow(EarlierRewrite rewrite, KeyBucket bucket) {
        String condition = rewrite.condition();
        return !condition.equals("0")
                && "1"
                        .equals(clickHouse.queryValue("SELECT count() > 0 FROM " + Identifiers.quote(target) + " WHERE "
                                + ofUnstagedKeys(condition, bucket)));
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
