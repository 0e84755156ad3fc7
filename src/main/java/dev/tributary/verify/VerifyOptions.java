package dev.tributary.verify;

import dev.tributary.plan.RoutePlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to compare and how patiently.
 *
 * @param source only the connection of this name; null for all
 * @param table only the source tables of this name; null for all
 * @param rechecks how often differing rows are looked up again, since replication can be running
 * @param pause before each time
 * @param maxDifferences how many differences of a table are kept with their values
 */
public record VerifyOptions(
        @Nullable String source, @Nullable String table, int rechecks, Duration pause, int maxDifferences) {

    boolean includes(RoutePlan route) {
        return (source == null || source.equals(route.sourceDatabase()))
                && (table == null || table.equals(route.source().id().table()));
    }

    boolean includesAll() {
        return source == null && table == null;
    }
}
