package dev.tributary.inspect;

import com.mysql.cj.jdbc.NonRegisteringDriver;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.ServerAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC connection to one MySQL server, in UTC, with deadlines. Its errors name the server and show no secret. The driver is
 * asked itself, not by DriverManager, which forgets drivers that another class loader brought.
 */
public final class MySqlSession implements AutoCloseable {

    private static final int UNKNOWN_VARIABLE = 1193;
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    /**
     * Whatever the server's own is: by ANSI_QUOTES names would stand in double quotes, by PAD_CHAR_TO_FULL_LENGTH values of CHAR
     * would have blanks, and by NO_BACKSLASH_ESCAPES texts would be other ones.
     */
    private static final String SQL_MODE = "NO_ENGINE_SUBSTITUTION";

    /** The class of SQLSTATE; denied access is of another one. */
    private static final String CONNECTION_FAILURES = "08";

    private static final String ACCESS_DENIED = "28";

    private final Connection connection;

    private MySqlSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the endpoint's first server.
     *
     * @param database the connection's default database, null for none
     * @param connectTimeout how long to wait for the server
     */
    public static MySqlSession open(MySqlEndpoint endpoint, @Nullable String database, Duration connectTimeout)
            throws SQLException {
        try (DriverProperties driver = DriverProperties.of(endpoint)) {
            Properties properties = driver.properties();
            properties.setProperty("connectTimeout", String.valueOf(connectTimeout.toMillis()));
            // Of each answer until the session is there: a server that accepts and says nothing counts as one that is
            // away.
            properties.setProperty("socketTimeout", String.valueOf(connectTimeout.toMillis()));
            properties.setProperty("connectionTimeZone", "UTC");
            properties.setProperty("tinyInt1isBit", "false");
            properties.setProperty("sessionVariables", "sql_quote_show_create=1,sql_mode='" + SQL_MODE + "'");
            Connection connection = new NonRegisteringDriver().connect(url(endpoint, database), properties);
            if (connection == null) {
                throw new SQLException("the driver does not take " + url(endpoint, database));
            }
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER_TIMEOUT.toMillis()));
            return new MySqlSession(connection);
        }
    }

    /**
     * Opens the first of the endpoint's servers that can be reached.
     *
     * @throws SQLException of the server that was reached and refused, else that of the first one
     */
    public static MySqlSession openAny(MySqlEndpoint endpoint, @Nullable String database, Duration connectTimeout)
            throws SQLException {
        SQLException first = null;
        for (ServerAddress address : endpoint.addresses()) {
            try {
                return open(endpoint.at(address), database, connectTimeout);
            } catch (SQLException e) {
                if (!isUnreachable(e)) {
                    throw e;
                }
                first = first == null ? e : first;
            }
        }
        throw first == null ? new SQLException("the endpoint has no address") : first;
    }

    /** Whether no server was reached, which is not so where one denied access. */
    public static boolean isUnreachable(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith(CONNECTION_FAILURES);
    }

    /** What is to be looked at after a failure to open a session. */
    public static String remedy(SQLException failure) {
        if (isUnreachable(failure)) {
            return "see that the server runs, and that host, port and tls are right";
        }
        return String.valueOf(failure.getSQLState()).startsWith(ACCESS_DENIED)
                ? "see that user and password are right, that the account may come from this machine and, if it has REQUIRE SSL or"
                        + " X509, that tls goes with that"
                : "see that host, port, user, password and tls are right";
    }

    private static String url(MySqlEndpoint endpoint, @Nullable String database) {
        ServerAddress address = new ServerAddress(endpoint.host(), endpoint.port());
        return "jdbc:mysql://" + address + "/" + (database == null ? "" : database);
    }

    /** Passes each row of a query on. The parameters take the places of the question marks. */
    public void query(String sql, RowReader reader, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** Sets a variable of this session; nothing happens on a server that does not know it. */
    void setIfKnown(String variable, String value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION " + variable + " = " + value);
        } catch (SQLException e) {
            if (e.getErrorCode() != UNKNOWN_VARIABLE) {
                throw e;
            }
        }
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** What went wrong, in one line: the driver wraps the true cause of a broken connection in many. */
    public static String describe(SQLException failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = firstLine(failure);
        return root == failure ? message : message + " (" + firstLine(root) + ")";
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
