package dev.tributary.connections;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.NamePattern;
import dev.tributary.config.Patterns;
import dev.tributary.config.Patterns.Match;
import dev.tributary.config.Patterns.ServerPattern;
import dev.tributary.config.Problem;
import dev.tributary.config.ServerAddress;
import dev.tributary.config.Spelling;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.ServiceDatabase;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.connections.ServerCatalogs.Answer;
import dev.tributary.inspect.MySqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Names the connections and tables that the patterns of a configuration stand for, by what the servers have now. Entries of their
 * own come first and count in the place of what a pattern would make of the same database or table; of two patterns the first
 * one counts.
 */
final class PatternExpansion {

    private final SyncConfig config;
    private final Checklist checklist;
    private final ServerCatalogs catalogs;
    private final List<ConnectionConfig> connections;
    private final Set<String> names = new HashSet<>();
    private final Set<List<String>> databases = new HashSet<>();
    private final List<Match> matches = new ArrayList<>();

    PatternExpansion(SyncConfig config, Checklist checklist) {
        this.config = config;
        this.checklist = checklist;
        this.catalogs = new ServerCatalogs(config.source().connectTimeout());
        this.connections = new ArrayList<>(config.connections());
        for (ConnectionConfig connection : connections) {
            names.add(connection.name());
            databases.add(identity(connection.endpoint(), connection.database()));
        }
    }

    SyncConfig expand() {
        List<ServerPattern> servers = config.patterns().servers().stream()
                .filter(ServerPattern::active)
                .toList();
        List<Answer<SortedSet<String>>> answers =
                catalogs.databases(servers.stream().map(ServerPattern::endpoint).toList());
        boolean complete = true;
        for (int i = 0; i < servers.size(); i++) {
            SortedSet<String> visible = answers.get(i).value();
            SQLException failure = answers.get(i).failure();
            if (visible != null) {
                expand(servers.get(i), visible);
            } else if (failure != null) {
                refuse(servers.get(i), failure);
                complete = false;
            }
        }
        TableExpansion tables = new TableExpansion(config, connections, catalogs, checklist);
        Patterns patterns = config.patterns();
        List<TableConfig> allTables = patterns.tables().isEmpty() ? config.tables() : tables.expand(complete);
        matches.addAll(tables.matches());
        return config.withSources(connections, allTables, patterns.withMatches(matches));
    }

    private void refuse(ServerPattern server, SQLException failure) {
        checklist.failed(
                server.place(),
                address(server) + " cannot be used as user '"
                        + server.endpoint().user() + "': "
                        + MySqlSession.describe(failure)
                        + "; which databases its patterns stand for is asked of it when a plan is made, so "
                        + MySqlSession.remedy(failure));
    }

    private void expand(ServerPattern server, SortedSet<String> visible) {
        visible.removeIf(database -> isLeftOut(server, database));
        for (int i = 0; i < server.databases().size(); i++) {
            NamePattern pattern = server.databases().get(i);
            String place = server.place() + ".databases[" + i + "]";
            List<String> matching = visible.stream().filter(pattern::matches).toList();
            List<String> selected =
                    matching.stream().filter(name -> !server.excludes(name)).toList();
            if (selected.isEmpty()) {
                matchesNothing(server, place, pattern, matching, visible);
            } else {
                matches.add(new Match(place, pattern, selected));
                checklist.passed(
                        place,
                        pattern + " stands for " + count(selected, "database") + " of " + address(server) + ": "
                                + String.join(", ", selected));
            }
        }
        visible.stream().filter(server::selects).forEach(database -> add(server, database));
    }

    private void matchesNothing(
            ServerPattern server, String place, NamePattern pattern, List<String> excluded, Set<String> visible) {
        String near = pattern.isPattern() ? null : Spelling.nearest(pattern.text(), visible);
        checklist.failed(
                place,
                new Problem(
                        place,
                        excluded.isEmpty()
                                ? pattern + " matches no database of " + address(server) + " that user '"
                                        + server.endpoint().user() + "' can see; "
                                        + (near == null ? "" : "did you mean '" + near + "'? Otherwise ")
                                        + "correct or remove it, or GRANT the account what it has to read"
                                : pattern + " matches nothing but what exclude-databases leaves out: " + excluded
                                        + "; correct one of the two"));
    }

    /** What no pattern means: databases of the system, and the service database, in which this job writes. */
    private boolean isLeftOut(ServerPattern server, String database) {
        ServiceDatabase service = config.serviceDatabase();
        return NamePattern.isOfTheSystem(database)
                || service != null
                        && identity(service.endpoint(), service.database())
                                .equals(identity(server.endpoint(), database));
    }

    private void add(ServerPattern server, String database) {
        if (!databases.add(identity(server.endpoint(), database))) {
            checklist.passed(
                    server.place(),
                    "database '" + database + "' of " + address(server)
                            + " has an entry before this one, which counts");
            return;
        }
        String name = server.connectionName(database);
        if (!NamePattern.isConnectionName(name) || !NamePattern.isDatabaseName(database)) {
            refuse(server, database, "cannot be the name of a connection or of a database here", "rename the database");
        } else if (!names.add(name)) {
            refuse(server, database, "is also that of another connection", "choose another name-prefix");
        } else {
            connections.add(server.connection(database));
        }
    }

    private void refuse(ServerPattern server, String database, String reason, String remedy) {
        checklist.failed(
                server.place(),
                "database '" + database + "' of " + address(server) + " would be connection '"
                        + server.connectionName(database) + "', which " + reason + "; " + remedy
                        + ", or add it to exclude-databases");
    }

    private static ServerAddress first(MySqlEndpoint endpoint) {
        return endpoint.addresses().get(0);
    }

    private static String address(ServerPattern server) {
        return "server " + first(server.endpoint());
    }

    private static List<String> identity(MySqlEndpoint endpoint, String database) {
        return List.of(first(endpoint).key(), database);
    }

    static String count(List<String> names, String noun) {
        return names.size() + " " + noun + (names.size() == 1 ? "" : "s");
    }
}
