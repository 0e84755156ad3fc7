package dev.tributary.plan;

import dev.tributary.config.MySqlEndpoint;
import java.io.Serializable;
import java.util.List;

/**
 * One MySQL server with all the databases that are read from it through one binlog connection.
 *
 * @param name stable across runs: the source's operator uid derives from it. The endpoint's {@code host:port}, in the form
 *     {@code host_port}
 * @param endpoint where and as whom to connect
 * @param firstServerId the first of the server-ids that the source uses, one per parallel reader; the ranges of two servers
 *     never overlap
 */
public record ServerPlan(String name, MySqlEndpoint endpoint, long firstServerId, List<RoutePlan> routes)
        implements Serializable {

    public ServerPlan {
        routes = List.copyOf(routes);
    }
}
