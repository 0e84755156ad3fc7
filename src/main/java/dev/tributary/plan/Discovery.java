package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.NamePattern;
import dev.tributary.config.Patterns.ServerPattern;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.ServiceDatabase;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.connections.ServiceDatabaseReader;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.model.TableId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one server of a running job for what has come and gone since its plan was made: databases and tables that patterns
 * select, and connections of the service database. It changes nothing; the next plan takes it in. Used by one thread at a time.
 */
public final class Discovery {

    /** What can be found. */
    public enum Kind {
        DATABASE_APPEARED,
        DATABASE_GONE,
        /** One that was gone is there again. */
        DATABASE_BACK,
        TABLE_APPEARED
    }

    /** @param table null where it is about a whole database */
    public record Finding(
            Kind kind,
            String connection,
            String database,
            @Nullable TableId table) {}

    private static final String DATABASES = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA";

    private static final String TABLES = "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES"
            + " WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA IN (%s)";

    private final SyncConfig config;
    private final ServerPlan server;
    private final Secrets secrets;

    /** Tables that the plan left out knowingly, as those that are set aside. Null before the first look. */
    private @Nullable Set<TableId> leftOut;

    private Set<Finding> before = Set.of();

    /** @param config that of the plan, in which every connection and table is named */
    public Discovery(SyncConfig config, ServerPlan server, Secrets secrets) {
        this.config = config;
        this.server = server;
        this.secrets = secrets;
    }

    /**
     * What is so now, and was not at the last look.
     *
     * @throws SQLException if the server does not answer, of which others tell
     */
    public List<Finding> look() throws SQLException {
        Set<Finding> now = new HashSet<>();
        try (MySqlSession session =
                MySqlSession.openAny(server.endpoint(), null, config.source().connectTimeout())) {
            Set<String> visible = new TreeSet<>();
            session.query(DATABASES, row -> visible.add(row.getString(1)));
            findDatabases(visible, now);
            findTables(session, visible, now);
        }
        findServiceConnections(now);
        List<Finding> news = new ArrayList<>();
        now.stream().filter(finding -> !before.contains(finding)).forEach(news::add);
        before.stream()
                .filter(finding -> finding.kind() == Kind.DATABASE_GONE && !now.contains(finding))
                .forEach(finding ->
                        news.add(new Finding(Kind.DATABASE_BACK, finding.connection(), finding.database(), null)));
        before = now;
        return news;
    }

    private void findDatabases(Set<String> visible, Set<Finding> found) {
        Set<String> planned = config.connections().stream()
                .filter(this::isHere)
                .map(ConnectionConfig::database)
                .collect(Collectors.toSet());
        for (ServerPattern pattern : config.patterns().servers()) {
            if (pattern.active() && key(pattern.endpoint()).equals(key(server.endpoint()))) {
                visible.stream()
                        .filter(database -> pattern.selects(database)
                                && !NamePattern.isOfTheSystem(database)
                                && !isServiceDatabase(database)
                                && planned.add(database))
                        .forEach(database -> found.add(
                                new Finding(Kind.DATABASE_APPEARED, pattern.connectionName(database), database, null)));
            }
        }
        active().stream()
                .filter(connection -> !visible.contains(connection.database()))
                .forEach(connection ->
                        found.add(new Finding(Kind.DATABASE_GONE, connection.name(), connection.database(), null)));
    }

    private void findTables(MySqlSession session, Set<String> visible, Set<Finding> found) throws SQLException {
        List<ConnectionConfig> here = active().stream()
                .filter(connection -> visible.contains(connection.database()))
                .toList();
        if (config.patterns().tables().isEmpty() || here.isEmpty()) {
            return;
        }
        Set<TableId> routed =
                server.routes().stream().map(route -> route.source().id()).collect(Collectors.toSet());
        Set<String> named = config.tables().stream().map(TableConfig::source).collect(Collectors.toSet());
        Set<TableId> unrouted = new TreeSet<>();
        String[] databases = here.stream().map(ConnectionConfig::database).toArray(String[]::new);
        session.query(
                TABLES.formatted(String.join(", ", Collections.nCopies(databases.length, "?"))),
                row -> {
                    TableId table = new TableId(row.getString(1), row.getString(2));
                    if (config.patterns().makesTable(table.table()) && !routed.contains(table)) {
                        unrouted.add(table);
                    }
                },
                databases);
        Set<TableId> known = leftOut;
        if (known == null) {
            known = unrouted.stream()
                    .filter(table -> named.contains(table.table()))
                    .collect(Collectors.toSet());
            leftOut = known;
        }
        for (ConnectionConfig connection : here) {
            for (TableId table : unrouted) {
                if (table.database().equals(connection.database()) && !known.contains(table)) {
                    found.add(new Finding(Kind.TABLE_APPEARED, connection.name(), table.database(), table));
                }
            }
        }
    }

    /** Those of this server; and by one server of all, those of servers that the plan does not have. */
    private void findServiceConnections(Set<Finding> found) {
        if (config.serviceDatabase() == null) {
            return;
        }
        Set<String> names =
                config.connections().stream().map(ConnectionConfig::name).collect(Collectors.toSet());
        TreeSet<String> servers = config.connections().stream()
                .filter(ConnectionConfig::active)
                .map(connection -> key(connection.endpoint()))
                .collect(Collectors.toCollection(TreeSet::new));
        boolean isFirst = servers.first().equals(key(server.endpoint()));
        SyncConfig now = new ServiceDatabaseReader(secrets, new Checklist()).complete(config);
        now.connections().stream()
                .filter(connection -> connection.active() && !names.contains(connection.name()))
                .filter(connection -> isHere(connection) || isFirst && !servers.contains(key(connection.endpoint())))
                .forEach(connection ->
                        found.add(new Finding(Kind.DATABASE_APPEARED, connection.name(), connection.database(), null)));
    }

    private List<ConnectionConfig> active() {
        return config.connections().stream()
                .filter(connection -> connection.active() && isHere(connection))
                .toList();
    }

    private boolean isHere(ConnectionConfig connection) {
        return key(connection.endpoint()).equals(key(server.endpoint()));
    }

    private boolean isServiceDatabase(String database) {
        ServiceDatabase service = config.serviceDatabase();
        return service != null
                && service.database().equals(database)
                && key(service.endpoint()).equals(key(server.endpoint()));
    }

    private static String key(MySqlEndpoint endpoint) {
        return endpoint.addresses().get(0).key();
    }
}
