package dev.tributary.status;

import dev.tributary.schema.ServerPauses;
import dev.tributary.status.JobStatus.Pause;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which servers are paused: pauses name connections, and tables know whose server is which. */
final class PausedServers {

    private PausedServers() {}

    static List<Server> mark(List<Server> servers, List<Table> tables, List<ServerPauses.Pause> pauses) {
        Map<String, Pause> byServer = new HashMap<>();
        for (ServerPauses.Pause pause : pauses) {
            tables.stream()
                    .filter(table -> table.sourceDatabase().equals(pause.sourceDatabase()))
                    .forEach(table -> byServer.putIfAbsent(
                            table.server(), new Pause(pause.sourceDatabase(), pause.cause(), pause.since())));
        }
        return servers.stream()
                .map(server -> server.withPause(byServer.get(server.name())))
                .toList();
    }
}
