package dev.tributary.verify;

import dev.tributary.config.LoadLimits;
import dev.tributary.model.TableId;
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
 * @param pace how the first pass goes about it
 */
public record VerifyOptions(
        @Nullable String source, @Nullable String table, int rechecks, Duration pause, int maxDifferences, Pace pace) {

    /**
     * How the first pass reads.
     *
     * @param connections how many read a MySQL server side by side
     * @param maxLoad above which none of them begins another range
     */
    public record Pace(VerifyMethod method, int connections, LoadLimits maxLoad) {
        public static final Pace USUAL = new Pace(VerifyMethod.CHECKSUMS, 2, LoadLimits.NONE);
    }

    public VerifyOptions(
            @Nullable String source, @Nullable String table, int rechecks, Duration pause, int maxDifferences) {
        this(source, table, rechecks, pause, maxDifferences, Pace.USUAL);
    }

    boolean includes(RoutePlan route) {
        return includes(route.sourceDatabase(), route.source().id());
    }

    boolean includes(String sourceDatabase, TableId id) {
        return (source == null || source.equals(sourceDatabase)) && (table == null || table.equals(id.table()));
    }

    boolean includesAll() {
        return source == null && table == null;
    }
}
