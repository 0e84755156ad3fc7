package dev.tributary.mysql.server;

import dev.tributary.config.LoadLimits;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.inspect.ForeignKeyReader;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.ServerLoad;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A connection to a server on which every setting that could change a value or cut off a result is set by us, whatever
 * the server's own defaults are. Used by one thread; {@link #abort} may come from any.
 */
public final class ServerSession implements AutoCloseable {

    /** How long the server waits for us to take the next part of a result: a slow consumer must not lose its chunk. */
    private static final Duration WRITE_PATIENCE = Duration.ofMinutes(10);

    private static final String ALL_ROWS = "18446744073709551615";

    private final MySqlEndpoint endpoint;
    private final MySqlSession session;
    private final ServerVersion version;

    private ServerSession(MySqlEndpoint endpoint, MySqlSession session, ServerVersion version) {
        this.endpoint = endpoint;
        this.session = session;
        this.version = version;
    }

    public static ServerSession open(MySqlEndpoint endpoint, Duration connectTimeout) throws SQLException {
        MySqlSession session = MySqlSession.open(endpoint, null, connectTimeout);
        try {
            ServerVersion version =
                    ServerVersion.parse(session.connection().getMetaData().getDatabaseProductVersion());
            try (Statement statement = session.connection().createStatement()) {
                statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                statement.execute("SET " + String.join(", ", settings(version)));
            }
            return new ServerSession(endpoint, session, version);
        } catch (SQLException | RuntimeException e) {
            try {
                session.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * Without them a server's defaults could print a CHAR with its padding (PAD_CHAR_TO_FULL_LENGTH), take a name in
     * quotes for a text, refuse zero dates in conditions, end a result after some rows (sql_select_limit) or seconds,
     * show rows that are rolled back later (READ UNCOMMITTED) or answer from a copy that is behind (a secondary
     * engine).
     */
    static List<String> settings(ServerVersion version) {
        List<String> settings = new ArrayList<>(List.of(
                "sql_mode = ''",
                "time_zone = '+00:00'",
                "character_set_results = utf8mb4",
                "autocommit = 1",
                "sql_select_limit = " + ALL_ROWS,
                "sql_big_selects = 1",
                "net_write_timeout = " + WRITE_PATIENCE.toSeconds()));
        if (version.mariaDb()) {
            settings.add("max_statement_time = 0");
        }
        if (version.isMySqlFrom(5, 7, 8)) {
            settings.add("max_execution_time = 0");
        }
        if (version.isMySqlFrom(8, 0, 3)) {
            settings.add("information_schema_stats_expiry = 0");
        }
        if (version.isMySqlFrom(8, 0, 13)) {
            settings.add("use_secondary_engine = OFF");
        }
        return settings;
    }

    public MySqlEndpoint endpoint() {
        return endpoint;
    }

    /** For messages. */
    public String address() {
        return addressOf(endpoint);
    }

    static String addressOf(MySqlEndpoint endpoint) {
        return endpoint.host() + ":" + endpoint.port();
    }

    public ServerVersion version() {
        return version;
    }

    public Connection connection() {
        return session.connection();
    }

    /** The keys by which rows of the tables change below the binlog, at one or several removes. */
    public List<ForeignKey> foreignKeys(Set<TableId> tables) throws SQLException {
        return new ForeignKeyReader(session).read(tables);
    }

    /** Passes each row of a query on. The parameters take the places of the question marks. */
    public void query(String sql, MySqlSession.RowReader reader, String... parameters) throws SQLException {
        session.query(sql, reader, parameters);
    }

    /** The server's global variables or status values of these names, under names in lower case; those that it has. */
    public Map<String, String> global(GlobalValues kind, String... names) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        session.query(
                "SHOW GLOBAL " + kind.name() + " WHERE Variable_name IN ('" + String.join("', '", names) + "')",
                row -> values.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        return values;
    }

    /** Which limit the server's load exceeds at this moment, in words. */
    public Optional<String> excess(LoadLimits limits) throws SQLException {
        return ServerLoad.excess(connection(), limits);
    }

    /** What {@code SHOW GLOBAL …} shows. */
    public enum GlobalValues {
        VARIABLES,
        STATUS
    }

    /**
     * The end of the binlog, with the GTIDs of the transactions that are committed; empty where the server writes none.
     * The binlog can hold transactions before the end that are not committed yet, and so are not in the set, see {@link
     * SnapshotStart}. MariaDB's GTIDs are of another kind and left out.
     */
    public Optional<BinlogPosition> binlogHead() throws SQLException {
        List<BinlogPosition> heads = new ArrayList<>(1);
        session.query(version.headStatement(), row -> {
            boolean hasGtids = row.getMetaData().getColumnCount() >= 5;
            String gtids = hasGtids ? row.getString(5) : null;
            heads.add(new BinlogPosition(
                    row.getString(1), row.getLong(2), gtids == null ? "" : gtids.replaceAll("\\s", "")));
        });
        return heads.isEmpty() ? Optional.empty() : Optional.of(heads.get(0));
    }

    /**
     * Ends the connection at once, whatever it is doing, in whichever thread; that thread fails with
     * {@link FailureKind#AWAY}.
     */
    public void abort() {
        try {
            session.connection().abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot end the connection to MySQL server " + address(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
