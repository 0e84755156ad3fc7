package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.server.BinlogEnd;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings the rows of the dead letters into their targets after values or configuration were mended: a bounded snapshot of the
 * tables that have letters, by the same way as any other. A letter goes when its row is in the target, or is not in MySQL any
 * more. The job must be stopped; when it goes on from its state, it reads again what changed since, and ends in the newest
 * rows.
 */
public final class DeadLetterReplay {

    private final ReplicationPlan plan;
    private final String letters;

    /**
     * What came out.
     *
     * @param before letters that were to be replayed
     * @param remaining those that are left of them, each as text with its cause
     */
    public record Outcome(long before, List<String> remaining) {

        public Outcome {
            remaining = List.copyOf(remaining);
        }
    }

    /** @param selected which tables are replayed */
    public DeadLetterReplay(ReplicationPlan plan, Predicate<RoutePlan> selected) {
        this.plan = plan.restrictedTo(selected).keepingUnencodableRowsAside();
        this.letters = Identifiers.quote(new TableId(plan.config().clickHouse().controlDatabase(), DeadLetters.TABLE));
    }

    /** @throws ConfigurationException if the job runs */
    public Outcome run() throws Exception {
        TargetPreparation.prepare(plan);
        ClickHouseOptions options = plan.config().clickHouse();
        try (ClickHouseClient clickHouse = new ClickHouseClient(options)) {
            requireNothingStaged(clickHouse);
            List<Letters> found = new ArrayList<>();
            for (ServerPlan server : plan.servers()) {
                for (RoutePlan route : server.routes()) {
                    long count = count(clickHouse, route);
                    if (count > 0) {
                        found.add(new Letters(server, route, count));
                    }
                }
            }
            if (found.isEmpty()) {
                return new Outcome(0, List.of());
            }
            List<RoutePlan> routes = found.stream().map(Letters::route).toList();
            Map<String, Long> begins = new HashMap<>();
            found.stream()
                    .collect(Collectors.groupingBy(Letters::server))
                    .forEach((server, some) -> begins.put(server.name(), begin(clickHouse, server, some)));
            ReplicationPlan some = plan.restrictedTo(routes::contains)
                    .withVersionsFrom(server -> begins.getOrDefault(server.name(), 0L));
            ReplicationJob.run(some, RunOptions.localSnapshot());
            found.forEach(each -> deleteStale(
                    clickHouse, each.route(), begins.getOrDefault(each.server().name(), 0L)));
            return new Outcome(
                    found.stream().mapToLong(Letters::count).sum(),
                    routes.stream()
                            .flatMap(route -> remaining(clickHouse, route).stream())
                            .toList());
        }
    }

    /** A run without state drops what earlier ones have staged; a job that failed may have commits to finish with it. */
    private void requireNothingStaged(ClickHouseClient clickHouse) throws ConfigurationException {
        SyncConfig config = plan.config();
        String staged = clickHouse.queryValue("SELECT count() FROM system.tables WHERE database = "
                + Identifiers.literal(config.clickHouse().stagingDatabase()) + " AND startsWith(name, "
                + Identifiers.literal(config.job().name() + "__") + ")");
        if (!"0".equals(staged)) {
            throw new ConfigurationException(
                    List.of(
                            new Problem(
                                    "job.name",
                                    "the job '" + config.job().name() + "' was not stopped with a savepoint: " + staged
                                            + " staging tables wait for it to go on. Start it, stop it with a savepoint, and replay then")));
        }
    }

    private record Letters(ServerPlan server, RoutePlan route, long count) {}

    private long count(ClickHouseClient clickHouse, RoutePlan route) {
        return Long.parseLong(Objects.requireNonNull(
                clickHouse.queryValue("SELECT count() FROM " + letters + " WHERE " + of(route))));
    }

    private List<String> remaining(ClickHouseClient clickHouse, RoutePlan route) {
        return clickHouse
                .query("SELECT row_key, column_name, cause FROM " + letters + " WHERE " + of(route)
                        + " ORDER BY row_key")
                .stream()
                .map(row -> "row " + row.get(0) + " of " + route.source().id() + " (connection "
                        + route.sourceDatabase() + "), column " + row.get(1) + ": " + row.get(2))
                .toList();
    }

    private String of(RoutePlan route) {
        return "job = " + Identifiers.literal(plan.config().job().name()) + " AND "
                + Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = " + Identifiers.literal(route.sourceDatabase())
                + " AND source_table = "
                + Identifiers.literal(route.source().id().table());
    }

    /**
     * A version above those of all rows that were merged, and not above those that the job will merge when it goes on: the end of
     * the server's binlog, with the numbers of its files raised as the job raised them if it took another's place. 0 where it has
     * no binlog.
     */
    private long begin(ClickHouseClient clickHouse, ServerPlan server, List<Letters> found) {
        OptionalLong end =
                BinlogEnd.of(server.endpoint().each(), plan.config().source().connectTimeout());
        if (end.isEmpty()) {
            return 0;
        }
        long merged = found.stream()
                .mapToLong(each -> merged(clickHouse, each.route()))
                .max()
                .orElse(0);
        return RowVersion.shifted(end.getAsLong(), RowVersion.shift(end.getAsLong(), merged));
    }

    private long merged(ClickHouseClient clickHouse, RoutePlan route) {
        String version = Identifiers.quote(TargetSchema.VERSION);
        String ofDatabase =
                Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = " + Identifiers.literal(route.sourceDatabase());
        return Long.parseLong(Objects.requireNonNull(clickHouse.queryValue("SELECT greatest((SELECT max(" + version
                + ") FROM " + letters + " WHERE " + of(route) + "), (SELECT max(" + version + ") FROM "
                + Identifiers.quote(route.target().target()) + " WHERE " + ofDatabase + "))")));
    }

    /** Letters that are older than the snapshot when it is over are of rows that it did not find. */
    private void deleteStale(ClickHouseClient clickHouse, RoutePlan route, long begin) {
        clickHouse.execute("DELETE FROM " + letters + " WHERE " + of(route) + " AND "
                + Identifiers.quote(TargetSchema.VERSION) + " < " + begin);
    }
}
