package dev.tributary.embedded;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Two MySQL servers of one history: a source, and a replica that applies all that the source commits and writes it into a
 * binlog of its own. Either can take the other's place.
 */
public final class ReplicatedMySql {

    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long PAUSE_MILLIS = 20;

    private final List<EmbeddedMySql> addresses;
    private volatile EmbeddedMySql source;
    private volatile EmbeddedMySql replica;

    /** @param source with all that it ever committed in its binlogs; both are started when they are asked for */
    ReplicatedMySql(EmbeddedMySql source, EmbeddedMySql replica) {
        this.addresses = List.of(source, replica);
        this.source = source;
        this.replica = replica;
    }

    /** Both, always in this order. */
    public List<EmbeddedMySql> addresses() {
        return addresses;
    }

    /** The one that is written to. */
    public EmbeddedMySql source() {
        return source;
    }

    public EmbeddedMySql replica() {
        return replica;
    }

    /** Starts both servers, and has the replica replicate. */
    public void start() {
        source.start();
        replica.start();
        replicate();
    }

    private void replicate() {
        replica.execute(
                "STOP SLAVE",
                "CHANGE MASTER TO MASTER_HOST = '" + source.host() + "', MASTER_PORT = " + source.port()
                        + ", MASTER_USER = '" + source.user() + "', MASTER_PASSWORD = '" + source.password()
                        + "', MASTER_AUTO_POSITION = 1, MASTER_CONNECT_RETRY = 1",
                "START SLAVE");
    }

    /** Waits until the replica has all transactions that the source has now. */
    public void awaitReplica() throws InterruptedException {
        String executed = value(source, "SELECT @@GLOBAL.gtid_executed");
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!value(replica, "SELECT GTID_SUBSET('" + executed.replaceAll("\\s", "") + "', @@GLOBAL.gtid_executed)")
                .equals("1")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The replica does not come to have " + executed + ", but "
                        + value(replica, "SELECT @@GLOBAL.gtid_executed"));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Kills the source (SIGKILL), and lets the replica take its place with what it has. */
    public void failOver() {
        source.kill();
        promote();
    }

    /**
     * As {@link #failOver}, when the replica has all that the source ever committed: nobody can commit any more in the moment
     * before its death.
     */
    public void failOverWithoutLoss() throws InterruptedException, SQLException {
        try (Connection connection = source().rootConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("FLUSH TABLES WITH READ LOCK");
            awaitReplica();
            source().kill();
        } catch (SQLException e) {
            if (source().isRunning()) {
                throw e; // else it is the connection's end, which went with the server
            }
        }
        promote();
    }

    private void promote() {
        replica.execute("STOP SLAVE", "RESET SLAVE ALL");
        EmbeddedMySql before = source;
        source = replica;
        replica = before;
    }

    /** Starts the server whose place was taken, as the replica. It must not have had anything that the other one lacks. */
    public void startReplica() {
        replica.start();
        replicate();
    }

    /** As {@link #startReplica}, by a server without any data, which is another one. */
    public void replaceReplica() {
        replica.discard();
        startReplica();
    }

    private static String value(EmbeddedMySql server, String sql) {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException("MySQL on port " + server.port() + ": " + sql, e);
        }
    }
}
