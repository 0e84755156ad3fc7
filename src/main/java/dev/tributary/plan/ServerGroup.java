package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The active connections that share a MySQL server, and so one source.
 *
 * @param name {@code host_port}, stable across runs
 */
record ServerGroup(String name, MySqlEndpoint endpoint, List<ConnectionConfig> connections) {

    ServerGroup {
        connections = List.copyOf(connections);
    }

    String subject() {
        return "server " + endpoint.host() + ":" + endpoint.port();
    }

    List<String> databases() {
        return connections.stream().map(ConnectionConfig::database).toList();
    }

    /** Groups by host and port, sorted by name; refuses what one source cannot do. */
    static List<ServerGroup> of(List<ConnectionConfig> connections, Checklist checklist) {
        Map<String, List<ConnectionConfig>> byName = new TreeMap<>();
        for (ConnectionConfig connection : connections) {
            String name = connection.endpoint().host().toLowerCase(Locale.ROOT) + "_"
                    + connection.endpoint().port();
            byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(connection);
        }
        List<ServerGroup> groups = new ArrayList<>();
        byName.forEach((name, members) -> {
            ServerGroup group = new ServerGroup(name, members.get(0).endpoint(), members);
            group.refuseDifferences(checklist);
            groups.add(group);
        });
        return groups;
    }

    private void refuseDifferences(Checklist checklist) {
        ConnectionConfig first = connections.get(0);
        Map<String, String> owners = new TreeMap<>();
        for (ConnectionConfig connection : connections) {
            String path = "connection '" + connection.name() + "'";
            MySqlEndpoint other = connection.endpoint();
            String sameFor = "; all connections to " + subject() + " are read through one, so give both the same";
            if (!other.user().equals(endpoint.user())) {
                checklist.failed(
                        path,
                        "its user '" + other.user() + "' differs from '" + endpoint.user() + "' of connection '"
                                + first.name() + "'" + sameFor);
            } else if (!other.password().equals(endpoint.password())) {
                checklist.failed(path, "its password differs from that of connection '" + first.name() + "'" + sameFor);
            } else if (other.tls() != endpoint.tls()) {
                checklist.failed(
                        path,
                        "its tls " + other.tls() + " differs from " + endpoint.tls() + " of connection '" + first.name()
                                + "'" + sameFor);
            }
            String owner = owners.putIfAbsent(connection.database(), connection.name());
            if (owner != null) {
                checklist.failed(
                        path,
                        "database '" + connection.database() + "' of " + subject()
                                + " is already replicated by connection '" + owner + "'; remove one of the two");
            }
        }
    }
}
