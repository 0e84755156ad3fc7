package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.ServerAddress;
import dev.tributary.config.Spelling;
import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.config.SyncConfig.Presence;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.inspect.DateEvidence;
import dev.tributary.inspect.DateInspection;
import dev.tributary.inspect.ForeignKeyReader;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.ReplicationHistory;
import dev.tributary.inspect.SchemaReader;
import dev.tributary.inspect.ServerChecks;
import dev.tributary.model.ForeignKey;
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
import java.util.TreeMap;

/** Looks at one MySQL server and reads the structure of the configured tables in its databases. */
final class SourceInspection {

    private final ServerGroup server;
    private final List<TableConfig> tables;
    private final Set<String> newTables;
    private final List<TableState> states;
    private final Checklist checklist;
    private final MissingTables missing = new MissingTables();
    private volatile boolean away;
    private volatile String serverUuid = "";

    /** @param newTables those of the tables that have no target yet */
    SourceInspection(
            ServerGroup server,
            List<TableConfig> tables,
            Set<String> newTables,
            List<TableState> states,
            Checklist checklist) {
        this.server = server;
        this.tables = tables;
        this.newTables = newTables;
        this.states = states;
        this.checklist = checklist;
    }

    /** Tells one server from another, whatever it is called; empty where it was not read or has none. */
    String serverUuid() {
        return serverUuid;
    }

    /** The tables that its databases do not have, which are not in the checklist. */
    MissingTables missing() {
        return missing;
    }

    /** Whether the server could not be reached, which then is not in the checklist. */
    boolean isAway() {
        return away;
    }

    /**
     * The databases with the tables found in them; what is wrong is in the checklist.
     *
     * @param mayBeAway whether a server that cannot be reached is no problem
     */
    List<SourceDatabase> read(Duration connectTimeout, boolean mayBeAway) {
        List<SQLException> unreachable = new ArrayList<>();
        for (ServerAddress address : server.endpoint().addresses()) {
            try (MySqlSession session = MySqlSession.open(server.endpoint().at(address), null, connectTimeout)) {
                return read(session, address, connectTimeout);
            } catch (SQLException e) {
                if (!MySqlSession.isUnreachable(e)) {
                    return failed(address, e);
                }
                unreachable.add(e);
            }
        }
        if (mayBeAway) {
            away = true;
            return List.of();
        }
        return failed(server.endpoint().addresses().get(0), unreachable.get(0));
    }

    private List<SourceDatabase> read(MySqlSession session, ServerAddress address, Duration connectTimeout)
            throws SQLException {
        ServerChecks checks =
                new ServerChecks(session, server.endpoint().at(address), ServerGroup.subject(address), checklist);
        checks.checkServer(server.databases());
        serverUuid = ReplicationHistory.read(session).serverUuid();
        Map<TableId, Boolean> names = new SchemaReader(session).names(server.databases());
        Map<String, List<String>> read = tablesToRead(names.keySet());
        checks.checkGrants(read);
        new FurtherServers(server, read, connectTimeout, checklist).check(session, address);
        return readDatabases(session, checks, names);
    }

    private List<SourceDatabase> failed(ServerAddress address, SQLException e) {
        checklist.failed(
                ServerGroup.subject(address),
                "cannot be used as user '" + server.endpoint().user() + "' by connections "
                        + server.connections().stream()
                                .map(ConnectionConfig::name)
                                .toList()
                        + ": " + MySqlSession.describe(e)
                        + "; " + MySqlSession.remedy(e));
        return List.of();
    }

    private List<SourceDatabase> readDatabases(MySqlSession session, ServerChecks checks, Map<TableId, Boolean> names)
            throws SQLException {
        Set<String> visible = checks.visibleDatabases();
        Map<TableId, TableSchema> found = new HashMap<>();
        SchemaReader reader = new SchemaReader(session);
        for (TableSchema table : reader.read(
                server.databases(), tables.stream().map(TableConfig::source).toList())) {
            found.put(table.id(), table);
        }
        reader.generatedKeys()
                .forEach(table -> checklist.noted(
                        server.subject(),
                        table
                                + " has no key but MySQL's hidden column my_row_id, which tells its rows apart and becomes a"
                                + " column of the target"));
        List<ForeignKey> foreignKeys = new ForeignKeyReader(session).read(found.keySet());
        DateEvidence dates = readDates(session, found);
        List<SourceDatabase> databases = new ArrayList<>();
        for (ConnectionConfig connection : server.connections()) {
            if (visible.contains(connection.database())) {
                databases.add(readDatabase(connection, found, names, foreignKeys, dates));
            } else {
                String near = Spelling.nearest(connection.database(), visible);
                failed(
                        connection,
                        "database '" + connection.database() + "' does not exist on " + server.subject()
                                + " or is hidden from user '"
                                + connection.endpoint().user() + "'; "
                                + (near == null ? "" : "did you mean '" + near + "'? Otherwise ")
                                + checks.remedyForUnseen(connection.database()));
            }
        }
        return databases;
    }

    private SourceDatabase readDatabase(
            ConnectionConfig connection,
            Map<TableId, TableSchema> found,
            Map<TableId, Boolean> names,
            List<ForeignKey> foreignKeys,
            DateEvidence dates) {
        List<TableSchema> schemas = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        List<String> unkeyed = new ArrayList<>();
        for (TableConfig configured : tables) {
            String name = configured.source();
            TableId id = new TableId(connection.database(), name);
            TableSchema table = found.get(id);
            if (isSetAside(connection, id)) {
                leftOut.add(name);
            } else if (table != null && table.keys().isEmpty() && configured.presence() == Presence.WHERE_KEYED) {
                unkeyed.add(name);
            } else if (table != null) {
                schemas.add(table);
            } else if (configured.presence() == Presence.EVERYWHERE) {
                lacking.add(name);
            }
        }
        if (!unkeyed.isEmpty()) {
            checklist.noted(
                    subject(connection),
                    "left out, for they have no key that tells their rows apart: " + unkeyed
                            + "; a primary key has the next start take them in");
        }
        lacking.forEach(name -> missing.add(connection, name, names));
        if (lacking.isEmpty()) {
            checklist.passed(
                    subject(connection),
                    "database '" + connection.database() + "' has "
                            + (schemas.size() == tables.size() - leftOut.size() ? "all " : "")
                            + schemas.size() + " tables"
                            + (leftOut.isEmpty() ? "" : "; left out are those that are set aside: " + leftOut));
        }
        return new SourceDatabase(connection, schemas, foreignKeys, dates);
    }

    /** Rows are looked at only before a target is made: later its columns say what was decided. */
    private DateEvidence readDates(MySqlSession session, Map<TableId, TableSchema> found) throws SQLException {
        DateInspection inspection = new DateInspection(session);
        DateEvidence dates = inspection.read(found.values(), table -> newTables.contains(table.table()));
        if (!inspection.unseen().isEmpty()) {
            checklist.noted(
                    server.subject(),
                    "it would take long to look for dates that ClickHouse's types do not hold in " + inspection.unseen()
                            + ", so that their columns' defaults alone decide; out-of-range-dates and zero-dates can say it");
        }
        return dates;
    }

    /** @param existing what the databases have; of the others those alone that must be there */
    private Map<String, List<String>> tablesToRead(Set<TableId> existing) {
        Map<String, List<String>> read = new TreeMap<>();
        for (ConnectionConfig connection : server.connections()) {
            read.put(
                    connection.database(),
                    tables.stream()
                            .filter(table -> table.presence() == Presence.EVERYWHERE
                                    || existing.contains(new TableId(connection.database(), table.source())))
                            .map(TableConfig::source)
                            .filter(table -> !isSetAside(connection, new TableId(connection.database(), table)))
                            .toList());
        }
        return read;
    }

    private boolean isSetAside(ConnectionConfig connection, TableId id) {
        return states.stream().anyMatch(state -> state.isSetAside() && state.isOf(connection.name(), id));
    }

    private static String subject(ConnectionConfig connection) {
        return "connection '" + connection.name() + "'";
    }

    private void failed(ConnectionConfig connection, String message) {
        checklist.failed(subject(connection), new Problem(subject(connection), message));
    }
}
