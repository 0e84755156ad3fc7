package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Moves amounts between the first two rows of {@code t} and of {@code u} in transactions, so that sums tell whether one was
 * cut in two.
 */
final class Transfers implements AutoCloseable {

    /** The servers share their processors with the job. */
    private static final long PAUSE_MILLIS = 5;

    private static final List<String> TRANSACTION = List.of(
            "BEGIN",
            "UPDATE t SET a = a + 1 WHERE id = 1",
            "UPDATE u SET a = a + 1 WHERE id = 1",
            "UPDATE t SET a = a - 1 WHERE id = 2",
            "UPDATE u SET a = a - 1 WHERE id = 2",
            "COMMIT");

    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean over;

    /** Begins to, in one tenant's database. */
    Transfers(Replication replication, String tenant) {
        thread = new Thread(() -> run(replication, tenant), "transfers-" + tenant);
        thread.start();
    }

    private void run(Replication replication, String tenant) {
        try (Connection connection = replication.server(tenant).rootConnection(replication.database(tenant));
                Statement statement = connection.createStatement()) {
            while (!over) {
                for (String sql : TRANSACTION) {
                    statement.execute(sql);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException | InterruptedException e) {
            failure.set(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
        assertThat(failure.get()).isNull();
    }
}
