package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.SecretUnavailableException;
import dev.tributary.config.ServerAddress;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import java.util.ArrayList;
import java.util.List;
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
        return subject(endpoint.addresses().get(0));
    }

    static String subject(ServerAddress address) {
        return "server " + address;
    }

    List<String> databases() {
        return connections.stream().map(ConnectionConfig::database).toList();
    }

    /** Groups by the first address, sorted by name; refuses what one source cannot do. */
    static List<ServerGroup> of(List<ConnectionConfig> connections, Checklist checklist) {
        Map<String, List<ConnectionConfig>> byName = new TreeMap<>();
        for (ConnectionConfig connection : connections) {
            String name = connection.endpoint().addresses().get(0).key();
            byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(connection);
        }
        List<ServerGroup> groups = new ArrayList<>();
        byName.forEach((name, members) -> {
            ServerGroup group = new ServerGroup(name, members.get(0).endpoint(), members);
            group.refuseDifferences(checklist);
            groups.add(group);
        });
        refuseSharedAddresses(groups, checklist);
        return groups;
    }

    /** One server in two groups would be followed twice, by two sources that know nothing of each other. */
    private static void refuseSharedAddresses(List<ServerGroup> groups, Checklist checklist) {
        Map<String, ServerGroup> owners = new TreeMap<>();
        for (ServerGroup group : groups) {
            for (ServerAddress address : group.endpoint().addresses()) {
                ServerGroup owner = owners.putIfAbsent(address.key(), group);
                if (owner != null && owner != group) {
                    checklist.failed(
                            "connection '" + group.connections().get(0).name() + "'",
                            "its server " + address + " is also one of connection '"
                                    + owner.connections().get(0).name()
                                    + "', under another first host; give both the same hosts in the same order");
                }
            }
        }
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
            } else if (differ(other.password(), endpoint.password())) {
                checklist.failed(path, "its password differs from that of connection '" + first.name() + "'" + sameFor);
            } else if (other.tls() != endpoint.tls()) {
                checklist.failed(
                        path,
                        "its tls " + other.tls() + " differs from " + endpoint.tls() + " of connection '" + first.name()
                                + "'" + sameFor);
            } else if (!other.tlsFiles().equals(endpoint.tlsFiles())) {
                checklist.failed(
                        path,
                        "its tls-ca, tls-certificate or tls-key differs from that of connection '" + first.name() + "'"
                                + sameFor);
            } else if (!other.further().equals(endpoint.further())) {
                checklist.failed(
                        path,
                        "its hosts " + other.addresses() + " differ from " + endpoint.addresses() + " of connection '"
                                + first.name() + "'" + sameFor);
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

    /** Two references may lead to one password. */
    private static boolean differ(Secret one, Secret other) {
        try {
            return !one.equals(other) && !one.reveal().equals(other.reveal());
        } catch (SecretUnavailableException e) {
            return true;
        }
    }
}
