package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the removals of complete snapshots that take an improbable share of a source database's rows. Such a snapshot is most
 * likely of a wrong server, or of one that is being restored.
 */
final class RemovalGuard {

    /** Fewer rows than these change often enough as a whole. */
    private static final long SMALLEST_TARGET = 5_000;

    private final ClickHouseClient clickHouse;
    private final int maximumPercent;
    private final int rowsPerBucket;
    private final Consumer<Removal> told;

    /** Of most rows that a small target has of a source database. @param all that it has */
    record Removal(TableRewrite rewrite, long removed, long all) {}

    /**
     * Makes a guard.
     *
     * @param told hears of removals that are large, and let pass since the target is small
     * @param maximumPercent of a source database's rows in a target that a snapshot may remove; 100 for all
     */
    RemovalGuard(ClickHouseClient clickHouse, int maximumPercent, int rowsPerBucket, Consumer<Removal> told) {
        this.told = told;
        this.clickHouse = clickHouse;
        this.maximumPercent = maximumPercent;
        this.rowsPerBucket = rowsPerBucket;
    }

    /**
     * To be called before a merge changes anything. A merge that is repeated was let pass before, and has less left to remove.
     *
     * @throws RemovalRefusedException if a removal takes more
     */
    void check(MergeCommittable committable) {
        if (maximumPercent >= 100) {
            return;
        }
        List<StagedKeys> staged = new ArrayList<>();
        List<String> buckets = new ArrayList<>();
        for (KeyBucket bucket :
                KeyBucket.of(committable, Map.of(), KeyBucket.stagedRows(committable), 0, rowsPerBucket)) {
            StagedKeys keys = StagedKeys.of(committable, bucket);
            staged.add(keys);
            buckets.add(keys.isEmpty() ? "1" : bucket.condition(keys.columns()));
        }
        for (TableRewrite rewrite : committable.rewrites()) {
            if (rewrite.removesRows() && rewrite.isAfterSnapshot()) {
                check(rewrite, staged, buckets);
            }
        }
    }

    private void check(TableRewrite removal, List<StagedKeys> staged, List<String> buckets) {
        long all = 0;
        long removed = 0;
        for (int i = 0; i < buckets.size(); i++) {
            List<@Nullable String> counts = clickHouse
                    .query("SELECT count(), countIf(" + EarlierRows.removed(removal) + " AND NOT ("
                            + staged.get(i).condition() + ")) FROM " + Identifiers.quote(removal.target()) + " WHERE "
                            + Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = "
                            + Identifiers.literal(removal.sourceDatabase()) + " AND " + buckets.get(i))
                    .get(0);
            all += number(counts.get(0));
            removed += number(counts.get(1));
        }
        if (removed * 100 > all * maximumPercent) {
            if (all >= SMALLEST_TARGET) {
                throw new RemovalRefusedException(removal, removed, all, maximumPercent);
            }
            told.accept(new Removal(removal, removed, all));
        }
    }

    private static long number(@Nullable String value) {
        return Long.parseLong(Objects.requireNonNull(value));
    }
}
