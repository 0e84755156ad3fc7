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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        List<String> names =
                selected.connections().stream().map(ServerControl::address).distinct().toList();
        Map<String, List<String>> connections = new TreeMap<>();
        List<ConnectionConfig> known = new ArrayList<>(all.connections());
        selected.connections().stream()
                .filter(connection -> !known.contains(connection))
                .forEach(known::add);
        known.stream()
                .filter(connection -> names.contains(address(connection)))
                .forEach(connection -> connections
                        .computeIfAbsent(address(connection), unused -> new ArrayList<>())
                        .add(connection.name()));
        servers = connections.entrySet().stream()
                .map(each -> new Server(each.getKey(), each.getValue()))
                .toList();
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

        @Override
        public String toString() {
            return "MySQL server " + name + " (" + String.join(", ", connections) + ")";
        }
    }

    private static String address(ConnectionConfig connection) {
        return connection.endpoint().addresses().get(0).toString();
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

    private void tell(
            ClickHouseClient client, List<Server> about, EventKind kind, String text) {
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
