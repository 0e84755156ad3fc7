package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.NamePattern;
import dev.tributary.config.Patterns.ServerPattern;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.ServiceDatabase;
import dev.tributary.connections.ServiceDatabaseReader;
import dev.tributary.inspect.MySqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The connections that are selected at a moment: those of a job's plan, and what its patterns and the service database select
 * beyond them. Entries count in the order of a plan: an earlier one of the same database has its place.
 */
final class SelectedConnections {

    private static final String THAT_DATABASE =
            "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?";

    private final SyncConfig config;
    private final MySqlEndpoint endpoint;
    private final Secrets secrets;

    /** @param endpoint of the server that is looked at */
    SelectedConnections(SyncConfig config, MySqlEndpoint endpoint, Secrets secrets) {
        this.config = config;
        this.endpoint = endpoint;
        this.secrets = secrets;
    }

    /** The active connections of the plan that lead to the server. */
    List<ConnectionConfig> configured() {
        return config.connections().stream()
                .filter(connection -> connection.active() && isHere(connection.endpoint()))
                .toList();
    }

    /**
     * Those that lead to the server now.
     *
     * @param visible the databases that its account sees
     * @param service the active and inactive connections of the service database that the plan does not have
     */
    List<ConnectionConfig> now(Set<String> visible, List<ConnectionConfig> service) {
        Set<String> databases = new HashSet<>();
        List<ConnectionConfig> here = new ArrayList<>(configured());
        config.connections().stream()
                .filter(connection -> isHere(connection.endpoint()))
                .forEach(connection -> databases.add(connection.database()));
        service.stream()
                .filter(connection -> isHere(connection.endpoint()))
                .filter(connection -> databases.add(connection.database()) && connection.active())
                .forEach(here::add);
        for (ServerPattern pattern : config.patterns().servers()) {
            if (pattern.active() && isHere(pattern.endpoint())) {
                visible.stream()
                        .filter(database -> pattern.selects(database) && isMeant(database) && databases.add(database))
                        .forEach(database -> here.add(pattern.connection(database)));
            }
        }
        return here;
    }

    /** What no pattern means: databases of the system, and the service database, in which the job writes. */
    private boolean isMeant(String database) {
        ServiceDatabase service = config.serviceDatabase();
        boolean isService = service != null && service.database().equals(database) && isHere(service.endpoint());
        return !isService && !NamePattern.isOfTheSystem(database);
    }

    /** What the service database has beyond the plan; none where it does not answer. */
    List<ConnectionConfig> ofServiceDatabase() {
        if (config.serviceDatabase() == null) {
            return List.of();
        }
        Set<String> names =
                config.connections().stream().map(ConnectionConfig::name).collect(Collectors.toSet());
        SyncConfig alone = config.withSources(List.of(), List.of());
        return new ServiceDatabaseReader(secrets, new Checklist())
                .complete(alone).connections().stream()
                        .filter(connection -> !names.contains(connection.name()))
                        .toList();
    }

    /** Those of servers that the plan does not have, told by one server of all. */
    List<ConnectionConfig> ofFurtherServers(List<ConnectionConfig> service) {
        TreeSet<String> servers = config.connections().stream()
                .filter(ConnectionConfig::active)
                .map(connection -> key(connection.endpoint()))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean isFirst = !servers.isEmpty() && servers.first().equals(key(endpoint));
        return service.stream()
                .filter(connection -> connection.active() && isFirst && !servers.contains(key(connection.endpoint())))
                .toList();
    }

    /** What is wrong with the name of a connection that the plan does not have; empty if nothing is. */
    String problem(ConnectionConfig connection, List<ConnectionConfig> here) {
        String name = connection.name();
        if (!NamePattern.isConnectionName(name) || !NamePattern.isDatabaseName(connection.database())) {
            return "'" + name + "' cannot be the name of a connection, or '" + connection.database()
                    + "' not that of a database, here; rename the database, or add it to exclude-databases";
        }
        boolean isTaken =
                config.connections().stream().anyMatch(other -> other.name().equals(name))
                        || here.stream()
                                .anyMatch(other -> other.name().equals(name)
                                        && !other.database().equals(connection.database()));
        return isTaken ? taken(name, "another connection") : problemOfOtherServers(name);
    }

    private static String taken(String name, String owner) {
        return "its connection's name '" + name + "' is also that of " + owner
                + "; choose another name-prefix, or add it to exclude-databases";
    }

    /** A database of another server can have come by the same name meanwhile, and rows of both would be one's. */
    private String problemOfOtherServers(String name) {
        for (ServerPattern pattern : config.patterns().servers()) {
            if (!pattern.active() || isHere(pattern.endpoint()) || !name.startsWith(pattern.namePrefix())) {
                continue;
            }
            String database = name.substring(pattern.namePrefix().length());
            if (!pattern.selects(database)) {
                continue;
            }
            String server = ServerGroup.subject(pattern.endpoint().addresses().get(0));
            try (MySqlSession session = MySqlSession.openAny(
                    pattern.endpoint(), null, config.source().connectTimeout())) {
                List<String> found = new ArrayList<>();
                session.query(THAT_DATABASE, row -> found.add(row.getString(1)), database);
                if (found.contains(database)) {
                    return taken(name, "a database of " + server);
                }
            } catch (SQLException e) {
                return "whether " + server + " has a database of the same name cannot be asked: "
                        + MySqlSession.describe(e) + "; it is asked again";
            }
        }
        return "";
    }

    private boolean isHere(MySqlEndpoint other) {
        return key(other).equals(key(endpoint));
    }

    private static String key(MySqlEndpoint endpoint) {
        return endpoint.addresses().get(0).key();
    }
}
