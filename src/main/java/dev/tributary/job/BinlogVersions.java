package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.server.BinlogEnd;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** Versions for rows that are read while the job is stopped. */
final class BinlogVersions {

    private final ReplicationPlan plan;
    private final ClickHouseClient clickHouse;
    private final String letters;

    BinlogVersions(ReplicationPlan plan, ClickHouseClient clickHouse) {
        this.plan = plan;
        this.clickHouse = clickHouse;
        this.letters = Identifiers.quote(new TableId(plan.config().clickHouse().controlDatabase(), DeadLetters.TABLE));
    }

    /**
     * A version above those of all rows that were merged, and not above those that the job will merge when it goes on: the end of
     * the server's binlog, with the numbers of its files raised as the job raised them if it took another's place. 0 where it has
     * no binlog.
     */
    long next(ServerPlan server, List<RoutePlan> routes) {
        OptionalLong end =
                BinlogEnd.of(server.endpoint().each(), plan.config().source().connectTimeout());
        if (end.isEmpty()) {
            return 0;
        }
        long merged = routes.stream().mapToLong(this::merged).max().orElse(0);
        return RowVersion.shifted(end.getAsLong(), RowVersion.shift(end.getAsLong(), merged));
    }

    private long merged(RoutePlan route) {
        String version = Identifiers.quote(TargetSchema.VERSION);
        String ofDatabase =
                Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = " + Identifiers.literal(route.sourceDatabase());
        return Long.parseLong(Objects.requireNonNull(clickHouse.queryValue("SELECT greatest((SELECT max(" + version
                + ") FROM " + letters + " WHERE " + lettersOf(plan, route) + "), (SELECT max(" + version + ") FROM "
                + Identifiers.quote(route.target().target()) + " WHERE " + ofDatabase + "))")));
    }

    /** ClickHouse's condition for the dead letters of a table. */
    static String lettersOf(ReplicationPlan plan, RoutePlan route) {
        return "job = " + Identifiers.literal(plan.config().job().name()) + " AND "
                + Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = " + Identifiers.literal(route.sourceDatabase())
                + " AND source_table = "
                + Identifiers.literal(route.source().id().table());
    }
}
