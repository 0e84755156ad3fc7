package dev.tributary.faults;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.Difference;
import dev.tributary.verify.Verifier;
import dev.tributary.verify.VerifyOptions;
import dev.tributary.verify.VerifyReport;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a comparison of every value found.
 *
 * @param rows compared
 * @param lost rows of MySQL that are not in ClickHouse
 * @param doubled keys with more than one row, as read without {@code FINAL}
 * @param wrong rows with other values, or that MySQL does not have
 * @param examples the first of each table
 */
record Comparison(long rows, long lost, long doubled, long wrong, List<String> examples) {

    static final Comparison NOTHING = new Comparison(0, 0, 0, 0, List.of());

    private static final int EXAMPLES = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    boolean isExact() {
        return lost == 0 && doubled == 0 && wrong == 0;
    }

    Comparison plus(Comparison other) {
        List<String> all = new ArrayList<>(examples);
        all.addAll(other.examples);
        return new Comparison(rows + other.rows, lost + other.lost, doubled + other.doubled, wrong + other.wrong, all);
    }

    /** Compares every value. Nobody may be writing; what differs is compared again while ClickHouse may still catch up. */
    static Comparison of(TestStand stand) throws Exception {
        return of(stand, 90);
    }

    /** Compares every value where rows were falsified, which nothing puts right. */
    static Comparison ofFalsified(TestStand stand) throws Exception {
        return of(stand, 2);
    }

    private static Comparison of(TestStand stand, int rechecks) throws Exception {
        ReplicationPlan plan = Planner.plan(ConfigReader.read("direct", stand.directYaml(), Secrets.ofProcess()));
        VerifyOptions options = new VerifyOptions(null, null, rechecks, Duration.ofSeconds(2), Integer.MAX_VALUE);
        return of(new Verifier(plan, options, route -> {}).verify());
    }

    /** Waits until ClickHouse shows what was written last into every table; in vain, it returns all the same. */
    static void awaitCaughtUp(TestStand stand) throws SQLException, InterruptedException {
        String note = UUID.randomUUID().toString();
        for (Tenant tenant : Tenant.ALL) {
            try (Connection connection = stand.mysql(tenant.server()).rootConnection(tenant.name())) {
                for (String table : Bank.TABLES) {
                    Bank.mark(connection, table, note);
                }
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String table : Bank.TABLES) {
            String query = "SELECT uniqExact(_source_database) = " + Tenant.ALL.size() + " FROM bank." + table
                    + " WHERE id = 0 AND note = '" + note + "'";
            while (!ClickHouse.answers(stand, query) && System.nanoTime() < deadline) {
                Thread.sleep(200);
            }
        }
    }

    private static Comparison of(VerifyReport report) {
        Comparison all = NOTHING;
        for (RouteReport route : report.routes()) {
            List<String> examples = route.details().stream()
                    .limit(EXAMPLES)
                    .map(difference -> route.sourceDatabase() + ": " + route.target() + " " + difference.kind() + " "
                            + route.keyColumns() + " " + difference.key() + " " + difference.values())
                    .toList();
            all = all.plus(new Comparison(
                    route.rows(),
                    count(route, Difference.Kind.MISSING),
                    count(route, Difference.Kind.DUPLICATE),
                    count(route, Difference.Kind.DIFFERENT) + count(route, Difference.Kind.EXTRA),
                    examples));
        }
        return all;
    }

    private static long count(RouteReport route, Difference.Kind kind) {
        return route.details().stream()
                .filter(difference -> difference.kind() == kind)
                .count();
    }
}
