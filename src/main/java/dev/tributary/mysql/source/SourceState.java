package dev.tributary.mysql.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint keeps of a server's enumerator.
 *
 * @param server null as long as it was never reached
 * @param binlogAssigned whether a reader was given the binlog
 * @param routes the tables that are replicated, so that a restored job notices which of them go elsewhere now
 * @param tables how far each is
 * @param plan tells the plan of the job whose state it is from others; empty in states of before
 * @param added the routes that the job has taken in beyond its plan
 */
record SourceState(
        @Nullable ServerIdentity server,
        boolean binlogAssigned,
        List<RouteIdentity> routes,
        List<TableProgressState> tables,
        String plan,
        List<RouteBatch> added) {

    /** One of a job that has taken nothing in. */
    SourceState(
            @Nullable ServerIdentity server,
            boolean binlogAssigned,
            List<RouteIdentity> routes,
            List<TableProgressState> tables) {
        this(server, binlogAssigned, routes, tables, "", List.of());
    }

    SourceState {
        added = List.copyOf(added);
        routes = List.copyOf(routes);
        tables = List.copyOf(tables);
    }
}
