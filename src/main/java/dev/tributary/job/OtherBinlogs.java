package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.server.BinlogEnd;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before a first snapshot, removes rows that come from another binlog: of a server that was replaced, or whose binlog was
 * begun anew. Their versions lie beyond the end of the one that is there now, so that they would never count as older than the
 * snapshot, and those that MySQL does not have any more would stay for ever.
 */
final class OtherBinlogs {

    private static final Logger LOG = LoggerFactory.getLogger(OtherBinlogs.class);

    private OtherBinlogs() {}

    static void removeRows(ReplicationPlan plan) {
        try (ClickHouseClient clickHouse = new ClickHouseClient(plan.config().clickHouse())) {
            for (ServerPlan server : plan.servers()) {
                OptionalLong end =
                        BinlogEnd.of(server.endpoint(), plan.config().source().connectTimeout());
                if (end.isPresent()) {
                    server.routes().forEach(route -> removeRows(clickHouse, route, end.getAsLong()));
                }
            }
        }
    }

    private static void removeRows(ClickHouseClient clickHouse, RoutePlan route, long end) {
        String table = Identifiers.quote(route.target().target());
        String ofDatabase =
                Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = " + Identifiers.literal(route.sourceDatabase());
        String beyond = clickHouse.queryValue("SELECT count() > 0 FROM " + table + " WHERE " + ofDatabase + " AND "
                + Identifiers.quote(TargetSchema.VERSION) + " > " + Long.toUnsignedString(end));
        if ("1".equals(beyond)) {
            LOG.warn(
                    "{} holds rows of '{}' from another binlog than the server has now: they are removed before the"
                            + " snapshot",
                    table,
                    route.sourceDatabase());
            clickHouse.execute("DELETE FROM " + table + " WHERE " + ofDatabase);
        }
    }
}
