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
 */
record SourceState(
        @Nullable ServerIdentity server,
        boolean binlogAssigned,
        List<RouteIdentity> routes,
        List<TableProgressState> tables) {

    SourceState {
        routes = List.copyOf(routes);
        tables = List.copyOf(tables);
    }
}
