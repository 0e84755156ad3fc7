package dev.tributary.plan;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.journal.Event;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.Journal;
import dev.tributary.schema.ServerPauses;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about whole MySQL servers: that nothing is read of them for a while. Written into ClickHouse, where a
 * running job looks every few seconds, and into its events.
 */
public final class ServerControl {

    private final SyncConfig config;
    private final List<Server> servers;

    /**
     * @param source the name of a connection to the server; null for all servers
     * @throws ConfigurationException if there is no such connection
     */
    public ServerControl(SyncConfig configured, @Nullable String source) throws ConfigurationException {
        TableSelection all = new TableSelection(configured, null, null);
        TableSelection selected = new TableSelection(configured, source, null);
        config = all.config();
        Set<ConnectionConfig> known = new LinkedHashSet<>(all.connections());
        known.addAll(selected.connections());
        Map<String, List<ConnectionConfig>> byServer =
                known.stream().collect(Collectors.groupingBy(ServerControl::key, TreeMap::new, Collectors.toList()));
        Set<String> wanted =
                selected.connections().stream().map(ServerControl::key).collect(Collectors.toSet());
        servers = byServer.entrySet().stream()
                .filter(server -> wanted.contains(server.getKey()))
                .map(server -> Server.of(server.getValue()))
                .toList();
    }

    private static String key(ConnectionConfig connection) {
        return connection.endpoint().addresses().get(0).key();
    }

    /**
     * A MySQL server.
     *
     * @param name its first address
     * @param connections the names of all connections to it, which are read together
     */
    public record Server(String name, List<String> connections) {

        public Server {
            connections = List.copyOf(connections);
        }

        private static Server of(List<ConnectionConfig> connections) {
            return new Server(
                    connections.get(0).endpoint().addresses().get(0).toString(),
                    connections.stream().map(ConnectionConfig::name).toList());
        }

        @Override
        public String toString() {
            return "MySQL server " + name + " (" + String.join(", ", connections) + ")";
        }
    }

    public List<Server> servers() {
        return servers;
    }

    /** Has nothing be read of the servers from the end of a transaction on, until {@link #resume}. */
    public void pause(String reason) throws ConfigurationException {
        TableControl.inClickHouse(config, client -> {
            pauses(client).pause(connections(servers), reason);
            tell(client, servers, EventKind.PAUSE_ASKED, "it is paused by " + Operator.name() + ": " + reason);
            return true;
        });
    }

    /**
     * Has those of the servers that are paused be read on from where they were.
     *
     * @return those that were
     */
    public List<Server> resume() throws ConfigurationException {
        return TableControl.inClickHouse(config, client -> {
            List<String> paused = pauses(client).all().stream()
                    .map(ServerPauses.Pause::sourceDatabase)
                    .toList();
            List<Server> resumed = servers.stream()
                    .filter(server -> server.connections().stream().anyMatch(paused::contains))
                    .toList();
            pauses(client).resume(connections(resumed));
            tell(client, resumed, EventKind.RESUME_ASKED, "it is resumed by " + Operator.name());
            return resumed;
        });
    }

    private ServerPauses pauses(ClickHouseClient client) {
        return new ServerPauses(
                client, config.clickHouse().controlDatabase(), config.job().name());
    }

    private static List<String> connections(List<Server> servers) {
        return servers.stream().flatMap(server -> server.connections().stream()).toList();
    }

    private void tell(ClickHouseClient client, List<Server> about, EventKind kind, String text) {
        if (about.isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        Journal.write(
                client,
                config.clickHouse().controlDatabase(),
                config.job().name(),
                about.stream()
                        .map(server -> new Event(now, kind, server.name(), "", "", text, ""))
                        .toList());
    }
}
