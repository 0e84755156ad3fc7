package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Watches the classic mutations of targets (ClickHouse issue 116686 is what it guards against). */
final class MutationGuard {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ClickHouseClient clickHouse;

    MutationGuard(ClickHouseClient clickHouse) {
        this.clickHouse = clickHouse;
    }

    /**
     * The mutations of a table. Another one is seen by its number also when the server has just cleaned an old one away.
     *
     * @param unfinished how many are under way
     */
    record Mutations(long count, long latest, long unfinished) {

        static final Mutations NONE = new Mutations(0, 0, 0);

        boolean quiet() {
            return unfinished == 0;
        }

        /** Whether none has come since, and none was cleaned away. */
        boolean areThoseOf(Mutations before) {
            return count == before.count && latest == before.latest;
        }
    }

    /**
     * Waits until no mutation of the target is unfinished.
     *
     * @throws ClickHouseException one that passes, when that takes long
     */
    Mutations awaitQuiet(TableId target) {
        Mutations[] found = {Mutations.NONE};
        try {
            Polling.until(
                    () -> {
                        found[0] = of(target);
                        return found[0].quiet();
                    },
                    PATIENCE,
                    "a mutation of " + target + " did not finish; see system.mutations for what holds it up");
        } catch (Polling.PatienceEndedException e) {
            throw ClickHouseException.passing(String.valueOf(e.getMessage()));
        }
        return found[0];
    }

    Mutations of(TableId target) {
        return of(List.of(target)).getOrDefault(target, Mutations.NONE);
    }

    /** The mutations of those targets that have any. */
    Map<TableId, Mutations> of(Collection<TableId> targets) {
        if (targets.isEmpty()) {
            return Map.of();
        }
        String names = targets.stream()
                .map(target ->
                        "(" + Identifiers.literal(target.database()) + ", " + Identifiers.literal(target.table()) + ")")
                .collect(Collectors.joining(", "));
        Map<TableId, Mutations> found = new HashMap<>();
        // mutation_12.txt, or 0000000012 in replicated tables: as texts, 9 would be above 12
        clickHouse
                .query("SELECT database, table, count(), max(toUInt64OrZero(extract(mutation_id, '\\\\d+'))),"
                        + " countIf(NOT is_done)"
                        + " FROM system.mutations WHERE (database, table) IN (" + names
                        + ") GROUP BY database, table")
                .forEach(row -> found.put(
                        new TableId(text(row.get(0)), text(row.get(1))),
                        new Mutations(number(row.get(2)), number(row.get(3)), number(row.get(4)))));
        return found;
    }

    private static long number(@Nullable String value) {
        return Long.parseLong(text(value));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNull(value);
    }
}
