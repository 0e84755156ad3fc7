package dev.tributary.plan;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.model.TableId;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * One MySQL server with all the databases that are read from it through one binlog connection.
 *
 * @param name stable across runs: the source's operator uid derives from it. The endpoint's {@code host:port}, in the form
 *     {@code host_port}
 * @param endpoint where and as whom to connect
 * @param firstServerId the first of the server-ids that the source uses, one per parallel reader; the ranges of two servers
 *     never overlap
 * @param versionsFrom what the versions of a run's rows must not be below, however low the numbers of the server's binlog are
 */
public record ServerPlan(
        String name, MySqlEndpoint endpoint, long firstServerId, List<RoutePlan> routes, long versionsFrom)
        implements Serializable {

    public ServerPlan {
        routes = List.copyOf(routes);
    }

    /** A server whose binlog alone decides about versions. */
    public ServerPlan(String name, MySqlEndpoint endpoint, long firstServerId, List<RoutePlan> routes) {
        this(name, endpoint, firstServerId, routes, 0);
    }

    /** The same server with other tables. */
    public ServerPlan withRoutes(List<RoutePlan> others) {
        return new ServerPlan(name, endpoint, firstServerId, others, versionsFrom);
    }

    /** The same server, with versions at or above the given one. */
    public ServerPlan withVersionsFrom(long version) {
        return new ServerPlan(name, endpoint, firstServerId, routes, version);
    }

    /** The same server with some of its tables left out. */
    public ServerPlan without(Set<TableId> tables) {
        return withRoutes(routes.stream()
                .filter(route -> !tables.contains(route.source().id()))
                .toList());
    }
}
