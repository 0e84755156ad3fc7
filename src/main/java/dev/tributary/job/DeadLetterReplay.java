package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        ClickHouseOptions options = plan.config().clickHouse();
        try (ClickHouseClient clickHouse = new ClickHouseClient(options)) {
            if (!anyLetters(clickHouse)) {
                return new Outcome(0, List.of()); // and nothing is made for them
            }
            TargetPreparation.prepareBesideStoppedJob(plan);
            // A run without state drops what earlier ones have staged.
            StoppedJob.requireNothingStaged(clickHouse, plan.config(), "replay");
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
            BinlogVersions versions = new BinlogVersions(plan, clickHouse);
            Map<String, Long> begins = new HashMap<>();
            found.stream()
                    .collect(Collectors.groupingBy(Letters::server))
                    .forEach((server, some) -> begins.put(
                            server.name(),
                            versions.next(
                                    server, some.stream().map(Letters::route).toList())));
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

    private record Letters(ServerPlan server, RoutePlan route, long count) {}

    /** Of any job, since letters of before know of none. */
    private boolean anyLetters(ClickHouseClient clickHouse) {
        return "1".equals(clickHouse.queryValue("EXISTS TABLE " + letters))
                && !"0".equals(clickHouse.queryValue("SELECT count() FROM " + letters));
    }

    private long count(ClickHouseClient clickHouse, RoutePlan route) {
        return Long.parseLong(Objects.requireNonNull(clickHouse.queryValue(
                "SELECT count() FROM " + letters + " WHERE " + BinlogVersions.lettersOf(plan, route))));
    }

    private List<String> remaining(ClickHouseClient clickHouse, RoutePlan route) {
        return clickHouse
                .query("SELECT row_key, column_name, cause FROM " + letters + " WHERE "
                        + BinlogVersions.lettersOf(plan, route) + " ORDER BY row_key")
                .stream()
                .map(row -> "row " + row.get(0) + " of " + route.source().id() + " (connection "
                        + route.sourceDatabase() + "), column " + row.get(1) + ": " + row.get(2))
                .toList();
    }

    /** Letters that are older than the snapshot when it is over are of rows that it did not find. */
    private void deleteStale(ClickHouseClient clickHouse, RoutePlan route, long begin) {
        clickHouse.execute("DELETE FROM " + letters + " WHERE " + BinlogVersions.lettersOf(plan, route) + " AND "
                + Identifiers.quote(TargetSchema.VERSION) + " < " + begin);
    }
}
