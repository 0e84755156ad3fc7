package dev.tributary.results;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.SyncConfig.ServiceDatabase;
import dev.tributary.inspect.DriverProperties;
import dev.tributary.sink.CommitResult;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/** The sink into {@code sync_results}: one row per commit, keyed by its id. */
public final class SyncResults {

    static final String UPSERT = "INSERT INTO sync_results (commit_id, job, target_table, checkpoint_id, upserts,"
            + " deletes, first_source_time, last_source_time, committed_at, duration_ms)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE committed_at = VALUES(committed_at), duration_ms = VALUES(duration_ms)";

    /** Not the usual class, which enters itself in a list of the JVM's that keeps the class loaders of jobs for ever. */
    private static final String DRIVER = "com.mysql.cj.jdbc.NonRegisteringDriver";

    private SyncResults() {}

    /**
     * A function, not a {@code Sink}: Flink 1.20 cannot expand two sinks within the topology behind another sink's commit.
     */
    @SuppressWarnings("deprecation")
    public static SinkFunction<CommitResult> sink(ServiceDatabase database) {
        return new ResultsSink(database);
    }

    /** How the connector connects to the service database; for the process that does. */
    static JdbcConnectionOptions connection(ServiceDatabase database, DriverProperties driver) {
        MySqlEndpoint endpoint = database.endpoint();
        JdbcConnectionOptions.JdbcConnectionOptionsBuilder options =
                new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(url(database))
                        .withDriverName(DRIVER)
                        .withUsername(endpoint.user())
                        .withPassword(driver.properties().getProperty("password"));
        driver.properties().stringPropertyNames().stream()
                .filter(name -> !name.equals("user") && !name.equals("password"))
                .forEach(name -> options.withProperty(name, driver.properties().getProperty(name)));
        return options.build();
    }

    static String url(ServiceDatabase database) {
        return "jdbc:mysql://" + database.endpoint().addresses().get(0) + "/" + database.database()
                + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                + "&connectTimeout=10000&socketTimeout=60000";
    }

    static void bind(PreparedStatement statement, CommitResult result) throws SQLException {
        statement.setString(1, result.commitId());
        statement.setString(2, result.job());
        statement.setString(3, result.target());
        statement.setLong(4, result.checkpointId());
        statement.setLong(5, result.upserts());
        statement.setLong(6, result.deletes());
        setTime(statement, 7, result.firstSourceTimeMillis());
        setTime(statement, 8, result.lastSourceTimeMillis());
        setTime(statement, 9, result.committedAtMillis());
        statement.setLong(10, result.durationMillis());
    }

    private static void setTime(PreparedStatement statement, int index, long millis) throws SQLException {
        if (millis == 0) {
            statement.setNull(index, Types.TIMESTAMP);
        } else {
            statement.setTimestamp(index, new Timestamp(millis));
        }
    }
}
