package dev.tributary.mysql;

import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint keeps of a server's enumerator.
 *
 * @param serverUuid the server's {@code server_uuid}, null as long as it was never reached
 * @param routes the tables that are replicated, so that a restored job notices which of them go elsewhere now
 * @param snapshotVersions the version that each table's snapshot rows carry: where the binlog ended before the snapshot
 *     began
 * @param splits the connector's own state, null as long as the server was never reached
 */
record ServerSourceState(
        @Nullable String serverUuid,
        List<RouteIdentity> routes,
        Map<String, Long> snapshotVersions,
        @Nullable PendingSplitsState splits) {

    ServerSourceState {
        routes = List.copyOf(routes);
        snapshotVersions = Map.copyOf(snapshotVersions);
    }
}
