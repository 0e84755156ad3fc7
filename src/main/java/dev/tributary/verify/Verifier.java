package dev.tributary.verify;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the source tables of a plan with their targets, row by row and value by value, as a reader without {@code
 * FINAL} sees them.
 *
 * <p>Replication can be running meanwhile. So the rows that differ in the first pass are only suspects: they are looked up
 * again, all tables together, after a pause and up to a number of times, and those that still differ count.
 */
public final class Verifier {

    /** A query that sorts a whole table sends nothing until it is done. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofHours(1);

    /**
     * UTF-8 and UTC whatever the server's defaults are; time for the other side to keep up before MySQL drops the
     * connection; and sorting by whole keys (up to 3072 bytes) instead of by their first kilobyte.
     */
    static final String SESSION = "SET character_set_results = utf8mb4, time_zone = '+00:00',"
            + " net_write_timeout = 3600, max_sort_length = 16384";

    private final ReplicationPlan plan;
    private final VerifyOptions options;
    private final VerifyProgress progress;
    private final @Nullable VerifyState state;
    private final @Nullable Repairer repairer;

    public Verifier(ReplicationPlan plan, VerifyOptions options, VerifyProgress progress) {
        this(plan, options, progress, null, null);
    }

    /**
     * @param state where the ranges that are equal are kept, null for nowhere
     * @param repairer of the rows that differ, null where they stay as they are
     */
    public Verifier(
            ReplicationPlan plan,
            VerifyOptions options,
            VerifyProgress progress,
            @Nullable VerifyState state,
            @Nullable Repairer repairer) {
        this.state = state;
        this.repairer = repairer;
        this.plan = plan;
        this.options = options;
        this.progress = progress;
    }

    /**
     * @throws SQLException of a MySQL server, which the message names
     * @throws dev.tributary.clickhouse.ClickHouseException of ClickHouse
     * @throws RepairException if rows could not be repaired
     */
    public VerifyReport verify() throws SQLException, InterruptedException, RepairException {
        try (ClickHouseClient target = new ClickHouseClient(plan.config().clickHouse())) {
            Map<ServerPlan, List<RouteCheck>> checks = checks(target);
            progress.began(targetRows(target));
            for (Map.Entry<ServerPlan, List<RouteCheck>> server : checks.entrySet()) {
                new ServerScan(server.getValue(), work -> inSession(server.getKey(), work), options, progress).run();
            }
            for (int i = 0; i < options.rechecks() && !suspicious(checks).isEmpty(); i++) {
                // Time for the running replication to bring what was on its way when the rows were read.
                Thread.sleep(options.pause().toMillis());
                for (Map.Entry<ServerPlan, List<RouteCheck>> server :
                        suspicious(checks).entrySet()) {
                    recheck(server.getKey(), server.getValue());
                }
            }
            List<String> repairs = new ArrayList<>();
            if (repairer != null) {
                for (Map.Entry<ServerPlan, List<RouteCheck>> server :
                        suspicious(checks).entrySet()) {
                    repairs.addAll(repair(repairer, server.getKey(), server.getValue()));
                }
            }
            List<RouteReport> reports = checks.values().stream()
                    .flatMap(List::stream)
                    .map(check -> check.report(options.maxDifferences()))
                    .toList();
            if (state != null) {
                state.delete();
            }
            repairs.addAll(notes(target));
            return new VerifyReport(reports, repairs);
        }
    }

    private Map<ServerPlan, List<RouteCheck>> checks(ClickHouseClient target) {
        Map<ServerPlan, List<RouteCheck>> checks = new LinkedHashMap<>();
        for (ServerPlan server : plan.servers()) {
            List<RouteCheck> ofServer = server.routes().stream()
                    .filter(options::includes)
                    .map(route -> check(server, route, target))
                    .toList();
            if (!ofServer.isEmpty()) {
                checks.put(server, ofServer);
            }
        }
        return checks;
    }

    private RouteCheck check(ServerPlan server, RoutePlan route, ClickHouseClient target) {
        ComparedTable table = ComparedTable.of(route);
        Statements statements = new Statements(table);
        EqualRanges equal = state == null
                ? EqualRanges.forgotten(table)
                : state.of(
                        table,
                        String.join(
                                "\n",
                                server.endpoint().addresses().toString(),
                                statements.sourceRange(KeyRange.ALL),
                                plan.config().clickHouse().url(),
                                statements.targetRange(KeyRange.ALL)));
        return new RouteCheck(table, target, options.pace().method(), RouteCheck.ROWS_PER_RANGE, equal);
    }

    private static Map<ServerPlan, List<RouteCheck>> suspicious(Map<ServerPlan, List<RouteCheck>> checks) {
        Map<ServerPlan, List<RouteCheck>> suspicious = new LinkedHashMap<>();
        checks.forEach((server, all) -> {
            List<RouteCheck> some = all.stream().filter(RouteCheck::hasSuspects).toList();
            if (!some.isEmpty()) {
                suspicious.put(server, some);
            }
        });
        return suspicious;
    }

    private void recheck(ServerPlan server, List<RouteCheck> checks) throws SQLException, InterruptedException {
        inSession(server, connection -> {
            for (RouteCheck check : checks) {
                check.recheck(connection);
            }
        });
    }

    /** Repairs the rows that differ and looks them up once more; answers what was done. */
    private List<String> repair(Repairer by, ServerPlan server, List<RouteCheck> checks)
            throws SQLException, InterruptedException, RepairException {
        List<String> done = new ArrayList<>();
        for (RouteCheck check : checks) {
            RouteReport before = check.report(0);
            String table = before.sourceDatabase() + ": " + before.source() + " → " + before.target();
            List<KeyCondition> keys = check.differingRows();
            if (keys.isEmpty()) {
                done.add(table + " has " + before.differences()
                        + " differences, too many to be repaired one by one; 'resync' reads the table anew");
                continue;
            }
            try {
                by.repair(server, check.route(), keys);
            } catch (Exception e) {
                throw new RepairException("the rows of " + table + " could not be repaired: " + e.getMessage(), e);
            }
            recheck(server, List.of(check));
            long left = check.report(0).differences();
            done.add(table + ": " + before.differences() + " differences were repaired"
                    + (left == 0 ? ", the rows are equal now" : ", " + left + " are left"));
        }
        return done;
    }

    private void inSession(ServerPlan server, ServerScan.SessionWork work) throws SQLException, InterruptedException {
        Duration connectTimeout = plan.config().source().connectTimeout();
        try (MySqlSession session = MySqlSession.openAny(server.endpoint(), null, connectTimeout)) {
            Connection connection = session.connection();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER_TIMEOUT.toMillis()));
            try (Statement statement = connection.createStatement()) {
                statement.execute(SESSION);
            }
            work.run(connection);
        } catch (SQLException e) {
            throw new SQLException("MySQL server " + server.name() + ": " + MySqlSession.describe(e), e);
        }
    }

    /** How many rows the targets have of what is compared, which tells about how much there is to do. */
    private long targetRows(ClickHouseClient target) {
        Map<TargetSchema, Set<String>> sources = plan.servers().stream()
                .flatMap(server -> server.routes().stream())
                .filter(options::includes)
                .collect(Collectors.groupingBy(
                        RoutePlan::target,
                        LinkedHashMap::new,
                        Collectors.mapping(RoutePlan::sourceDatabase, Collectors.toSet())));
        long rows = 0;
        for (Map.Entry<TargetSchema, Set<String>> of : sources.entrySet()) {
            String sql = "SELECT count() FROM " + Identifiers.quote(of.getKey().target()) + " WHERE "
                    + Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " IN ("
                    + of.getValue().stream().map(Identifiers::literal).collect(Collectors.joining(", ")) + ")";
            rows += Long.parseLong(String.valueOf(target.queryValue(sql)));
        }
        return rows;
    }

    private List<String> notes(ClickHouseClient target) {
        List<String> notes = options.includesAll() ? strangers(target) : new ArrayList<>();
        plan.leftOut().stream()
                .filter(table -> options.includes(table.sourceDatabase(), table.table()))
                .forEach(table -> notes.add(table + ". It was not compared"));
        return notes;
    }

    /** Rows in the targets that no active connection accounts for, such as those of a database that was taken out. */
    private List<String> strangers(ClickHouseClient target) {
        Map<TargetSchema, Set<String>> sources = plan.servers().stream()
                .flatMap(server -> server.routes().stream())
                .collect(Collectors.groupingBy(
                        RoutePlan::target,
                        LinkedHashMap::new,
                        Collectors.mapping(RoutePlan::sourceDatabase, Collectors.toSet())));
        List<String> notes = new ArrayList<>();
        sources.forEach((schema, names) -> {
            String column = Identifiers.quote(TargetSchema.SOURCE_DATABASE);
            String sql = "SELECT " + column + ", count() FROM " + Identifiers.quote(schema.target()) + " GROUP BY "
                    + column + " ORDER BY " + column;
            for (List<@Nullable String> row : target.query(sql)) {
                String name = String.valueOf(row.get(0));
                if (!names.contains(name) && !isLeftOut(name)) {
                    notes.add(schema.target() + " holds " + row.get(1) + " rows of '" + row.get(0)
                            + "', which is no active connection");
                }
            }
        });
        return notes;
    }

    private boolean isLeftOut(String sourceDatabase) {
        return plan.leftOut().stream().anyMatch(table -> table.sourceDatabase().equals(sourceDatabase));
    }
}
