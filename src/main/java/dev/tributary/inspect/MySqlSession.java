package dev.tributary.inspect;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.TlsMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A JDBC connection to one MySQL server, in UTC, with deadlines. Its errors name the server and show no secret. */
public final class MySqlSession implements AutoCloseable {

    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

    private final Connection connection;

    private MySqlSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param database the connection's default database, null for none
     * @param connectTimeout how long to wait for the server
     */
    public static MySqlSession open(MySqlEndpoint endpoint, @Nullable String database, Duration connectTimeout)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", endpoint.user());
        properties.setProperty("password", endpoint.password().reveal());
        properties.setProperty("sslMode", endpoint.tls().name());
        properties.setProperty("allowPublicKeyRetrieval", String.valueOf(!verifies(endpoint.tls())));
        properties.setProperty("connectTimeout", String.valueOf(connectTimeout.toMillis()));
        properties.setProperty("socketTimeout", String.valueOf(ANSWER_TIMEOUT.toMillis()));
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("tinyInt1isBit", "false");
        return new MySqlSession(DriverManager.getConnection(url(endpoint, database), properties));
    }

    private static String url(MySqlEndpoint endpoint, @Nullable String database) {
        String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
        return "jdbc:mysql://" + host + ":" + endpoint.port() + "/" + (database == null ? "" : database);
    }

    private static boolean verifies(TlsMode tls) {
        return switch (tls) {
            case DISABLED, PREFERRED, REQUIRED -> false;
            case VERIFY_CA, VERIFY_IDENTITY -> true;
        };
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
