package dev.tributary.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * Inserts, changes and deletes rows of {@code items} of a tenant, beyond the id 100, at whichever server has its database at
 * the moment, until it is closed.
 */
final class FailoverWriter implements AutoCloseable {

    private static final int IDS = 300;
    private static final long END_MILLIS = 60_000;

    private final Replication replication;
    private final String tenant;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long committed;

    FailoverWriter(Replication replication, String tenant) {
        this.replication = replication;
        this.tenant = tenant;
        this.thread = new Thread(this::run, "writer-" + tenant);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Random random = new Random(tenant.hashCode());
        while (!stopped) {
            try (Connection connection = replication.server(tenant).rootConnection(replication.database(tenant))) {
                while (!stopped) {
                    write(connection, random);
                    committed++;
                    Thread.sleep(2);
                }
            } catch (SQLException e) {
                // The server died. Whether the change is in, the one in its place knows.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void write(Connection connection, Random random) throws SQLException {
        String sql = random.nextInt(5) == 0
                ? "DELETE FROM items WHERE id = ?"
                : "INSERT INTO items (id, value) VALUES (?, 1) ON DUPLICATE KEY UPDATE value = value + 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 101 + random.nextInt(IDS));
            statement.executeUpdate();
        }
    }

    /** How many changes were committed so far. */
    long committed() {
        return committed;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(END_MILLIS);
    }
}
