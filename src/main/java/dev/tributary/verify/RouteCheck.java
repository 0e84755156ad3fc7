package dev.tributary.verify;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.plan.RoutePlan;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one source table with its rows in the target. A table whose key an index has in a common order is read
 * in pages of both sides, so that no query of MySQL takes long; any other is one sorted query of each side.
 */
final class RouteCheck {

    static final int PAGE_ROWS = 200_000;
    private static final int KEYS_PER_LOOKUP = 200;

    /** So many differing rows are looked up again; a table with more is not merely behind, and they count at once. */
    private static final int MAX_SUSPECTS = 10_000;

    private final ComparedTable table;
    private final Statements statements;
    private final ClickHouseClient target;
    private final int pageRows;

    private List<Difference> suspects = new ArrayList<>();
    private long beyondSuspects;
    private long rows;

    RouteCheck(RoutePlan route, ClickHouseClient target, int pageRows) {
        this.table = ComparedTable.of(route);
        this.statements = new Statements(table);
        this.target = target;
        this.pageRows = pageRows;
    }

    /** Compares all rows. */
    void scan(Connection source) throws SQLException {
        if (!table.isPageable()) {
            scanRange(source, KeyRange.ALL);
            return;
        }
        List<String> from = null;
        do {
            List<String> end = pageEnd(source, new KeyRange(from, null));
            scanRange(source, new KeyRange(from, end));
            from = end;
        } while (from != null);
    }

    private @Nullable List<String> pageEnd(Connection source, KeyRange range) throws SQLException {
        try (SourceRows keys = new SourceRows(source, statements.sourcePageEnd(range, pageRows))) {
            List<@Nullable String> key = keys.next();
            return key == null ? null : table.keyOf(key);
        }
    }

    private void scanRange(Connection source, KeyRange range) throws SQLException {
        rows += compare(source, statements.sourceRange(range), statements.targetRange(range));
    }

    /** Looks the differing rows up again on both sides; those that are equal by now are forgotten. */
    void recheck(Connection source) throws SQLException {
        List<List<String>> keys =
                suspects.stream().map(Difference::key).distinct().toList();
        suspects = new ArrayList<>();
        for (int i = 0; i < keys.size(); i += KEYS_PER_LOOKUP) {
            List<List<String>> some = keys.subList(i, Math.min(keys.size(), i + KEYS_PER_LOOKUP));
            compare(source, statements.sourceKeys(some), statements.targetKeys(some));
        }
    }

    private long compare(Connection source, String sourceSql, String targetSql) throws SQLException {
        try (SourceRows sourceRows = new SourceRows(source, sourceSql)) {
            MergeJoin join = new MergeJoin(table, sourceRows, this::suspect);
            target.stream(targetSql, join);
            join.finish();
            return join.sourceRows();
        } catch (ClickHouseException e) {
            if (e.getCause() instanceof SQLException ofSource) {
                throw ofSource; // it happened while the target's rows came in, but is none of ClickHouse's
            }
            throw e;
        }
    }

    private void suspect(Difference difference) {
        if (suspects.size() < MAX_SUSPECTS) {
            suspects.add(difference);
        } else {
            beyondSuspects++;
        }
    }

    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    RouteReport report(int maxDifferences) {
        RoutePlan route = table.route();
        return new RouteReport(
                route.sourceDatabase(),
                route.source().id(),
                route.target().target(),
                table.key().stream().map(ComparedColumn::name).toList(),
                rows,
                suspects.size() + beyondSuspects,
                suspects.subList(0, Math.min(suspects.size(), maxDifferences)));
    }
}
