package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.util.List;
import java.util.Objects;
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

    /** @param maximumPercent of a source database's rows in a target that a snapshot may remove; 100 for all */
    RemovalGuard(ClickHouseClient clickHouse, int maximumPercent) {
        this.clickHouse = clickHouse;
        this.maximumPercent = maximumPercent;
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
        String staged = StagedKeys.of(committable).condition();
        for (TableRewrite rewrite : committable.rewrites()) {
            if (rewrite.removesRows() && rewrite.isAfterSnapshot()) {
                check(rewrite, staged);
            }
        }
    }

    private void check(TableRewrite removal, String staged) {
        List<@Nullable String> counts = clickHouse
                .query("SELECT count(), countIf(" + EarlierRows.removed(removal) + " AND NOT (" + staged + ")) FROM "
                        + Identifiers.quote(removal.target()) + " WHERE "
                        + Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = "
                        + Identifiers.literal(removal.sourceDatabase()))
                .get(0);
        long all = number(counts.get(0));
        long removed = number(counts.get(1));
        if (all >= SMALLEST_TARGET && removed * 100 > all * maximumPercent) {
            throw new RemovalRefusedException(removal, removed, all, maximumPercent);
        }
    }

    private static long number(@Nullable String value) {
        return Long.parseLong(Objects.requireNonNull(value));
    }
}
