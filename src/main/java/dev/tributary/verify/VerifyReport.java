package dev.tributary.verify;

import dev.tributary.model.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param routes one entry per source table compared
 * @param notes what is worth knowing without being a difference
 */
public record VerifyReport(List<RouteReport> routes, List<String> notes) {

    /**
     * @param keyColumns the names behind the values of {@link Difference#key}
     * @param rows how many rows of the source were compared
     * @param method how they were compared
     * @param whyByRows why checksums do not serve for this table; null where they do
     * @param differences how many there are
     * @param details the first of them
     */
    public record RouteReport(
            String sourceDatabase,
            TableId source,
            TableId target,
            List<String> keyColumns,
            long rows,
            VerifyMethod method,
            @Nullable String whyByRows,
            long differences,
            List<Difference> details) {

        public RouteReport {
            keyColumns = List.copyOf(keyColumns);
            details = List.copyOf(details);
        }
    }

    public VerifyReport {
        routes = List.copyOf(routes);
        notes = List.copyOf(notes);
    }

    public long rows() {
        return routes.stream().mapToLong(RouteReport::rows).sum();
    }

    public long differences() {
        return routes.stream().mapToLong(RouteReport::differences).sum();
    }

    /** The whole result in one line. */
    public String summary() {
        return "verified " + routes.size() + " tables, " + rows() + " rows, " + differences() + " differences";
    }
}
