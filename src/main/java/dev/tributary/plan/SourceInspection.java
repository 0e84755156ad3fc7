package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.Spelling;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.SchemaReader;
import dev.tributary.inspect.ServerChecks;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.schema.TableState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at one MySQL server and reads the structure of the configured tables in its databases. */
final class SourceInspection {

    /** The class of SQLSTATE; denied access is of another one. */
    private static final String CONNECTION_FAILURES = "08";

    private final ServerGroup server;
    private final List<String> tables;
    private final List<TableState> states;
    private final Checklist checklist;
    private volatile boolean away;

    SourceInspection(ServerGroup server, List<String> tables, List<TableState> states, Checklist checklist) {
        this.server = server;
        this.tables = tables;
        this.states = states;
        this.checklist = checklist;
    }

    /** Whether the server could not be reached, which then is not in the checklist. */
    boolean isAway() {
        return away;
    }

    /**
     * The databases with the tables found in them; what is missing is in the checklist.
     *
     * @param mayBeAway whether a server that cannot be reached is no problem
     */
    List<SourceDatabase> read(Duration connectTimeout, boolean mayBeAway) {
        try (MySqlSession session = MySqlSession.open(server.endpoint(), null, connectTimeout)) {
            ServerChecks checks = new ServerChecks(session, server.endpoint(), server.subject(), checklist);
            checks.checkServer();
            checks.checkGrants(server.databases(), tables);
            return readDatabases(session, checks.visibleDatabases());
        } catch (SQLException e) {
            if (mayBeAway && String.valueOf(e.getSQLState()).startsWith(CONNECTION_FAILURES)) {
                away = true;
                return List.of();
            }
            checklist.failed(
                    server.subject(),
                    "cannot be used as user '" + server.endpoint().user() + "' by connections "
                            + server.connections().stream()
                                    .map(ConnectionConfig::name)
                                    .toList()
                            + ": " + MySqlSession.describe(e)
                            + "; see that the server runs, and that host, port, user, password and tls are right");
            return List.of();
        }
    }

    private List<SourceDatabase> readDatabases(MySqlSession session, Set<String> visible) throws SQLException {
        Map<TableId, TableSchema> found = new HashMap<>();
        for (TableSchema table : new SchemaReader(session).read(server.databases(), tables)) {
            found.put(table.id(), table);
        }
        List<SourceDatabase> databases = new ArrayList<>();
        for (ConnectionConfig connection : server.connections()) {
            if (visible.contains(connection.database())) {
                databases.add(readDatabase(connection, found));
            } else {
                String near = Spelling.nearest(connection.database(), visible);
                failed(
                        connection,
                        "database '" + connection.database() + "' does not exist on " + server.subject()
                                + " or is hidden from user '"
                                + connection.endpoint().user() + "'"
                                + (near == null ? "" : "; did you mean '" + near + "'?"));
            }
        }
        return databases;
    }

    private SourceDatabase readDatabase(ConnectionConfig connection, Map<TableId, TableSchema> found) {
        int failures = checklist.failures();
        List<TableSchema> schemas = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (String name : tables) {
            TableId id = new TableId(connection.database(), name);
            TableSchema table = found.get(id);
            if (states.stream().anyMatch(state -> state.isSetAside() && state.isOf(connection.name(), id))) {
                leftOut.add(name);
            } else if (table == null) {
                failed(
                        connection,
                        "database '" + connection.database() + "' has no table '" + name
                                + "' that user '" + connection.endpoint().user()
                                + "' can see; create it, correct tables, or leave it out with set-aside");
            } else {
                schemas.add(table);
            }
        }
        if (checklist.failures() == failures) {
            checklist.passed(
                    subject(connection),
                    "database '" + connection.database() + "' has all "
                            + (tables.size() - leftOut.size()) + " tables"
                            + (leftOut.isEmpty() ? "" : "; left out are those that are set aside: " + leftOut));
        }
        return new SourceDatabase(connection, schemas);
    }

    private static String subject(ConnectionConfig connection) {
        return "connection '" + connection.name() + "'";
    }

    private void failed(ConnectionConfig connection, String message) {
        checklist.failed(subject(connection), new Problem(subject(connection), message));
    }
}
