package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import dev.tributary.verify.VerifyReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns of one type change places while rows are written without a pause, with parallelism 2: a row that was read by another
 * structure than it was written with would show, since the columns hold values that none of the others has.
 */
class SchemaChangesUnderLoadIT {

    private static final Duration LOAD = Duration.ofSeconds(90);

    /** Writes through columns that exist at the moment, whatever they are called, until it is stopped. */
    private static final class Writer implements AutoCloseable {

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicReference<Exception> failure = new AtomicReference<>();
        private final Thread thread;

        Writer(Replication replication, String tenant) {
            thread = new Thread(() -> write(replication, tenant), "writer-" + tenant);
            thread.start();
        }

        private void write(Replication replication, String tenant) {
            Random random = new Random(tenant.hashCode());
            try (Connection connection = TestServers.mysql(Replication.serverOf(tenant))
                            .rootConnection(replication.database(tenant));
                    Statement statement = connection.createStatement()) {
                for (int i = 0; !stopped.get(); i++) {
                    int id = random.nextInt(300);
                    // Positions, not names: a is written as 1…, b as 2…, wherever they are by now.
                    String row = random.nextInt(10) == 0
                            ? "DELETE FROM t WHERE id = " + id
                            : "REPLACE INTO t SELECT " + id + ", 1000000 + " + i + ", 2000000 + " + i + ", 'row " + i
                                    + "'";
                    Thread.sleep(1); // the servers share their processors with the job
                    try {
                        statement.execute(row);
                    } catch (SQLException e) {
                        // 1136: a column more or less at this moment
                        if (e.getErrorCode() != 1136) {
                            throw e;
                        }
                        statement.execute("UPDATE t SET note = 'changed " + i + "' WHERE id = " + id);
                    }
                }
            } catch (SQLException | InterruptedException e) {
                failure.set(e);
            }
        }

        @Override
        public void close() throws Exception {
            stopped.set(true);
            thread.join(LOAD.toMillis());
            assertThat(failure.get()).isNull();
        }
    }

    @Test
    void valuesStayWithTheirColumns(@TempDir Path savepoints) throws Exception {
        try (Replication replication = new Replication("under_load", "[{source: t}]")) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a INT NULL, b INT NULL, note VARCHAR(40))");
            replication.everywhere("INSERT INTO t VALUES (1, 1000000, 2000000, 'snapshot')");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM under_load.t", "3");
            // Statements during the snapshot end the job; what follows the snapshot shows that it is over.
            replication.everywhere("INSERT INTO t VALUES (2, 1000000, 2000000, 'binlog')");
            replication.awaitRows("SELECT count() FROM under_load.t", "6");

            try (Writer de = new Writer(replication, "de");
                    Writer us = new Writer(replication, "us")) {
                swap(replication, "de");
                dropAndAddAgain(replication, "us");
                Thread.sleep(2_000);
                swap(replication, "de");
                // Two statements within one epoch and right before the savepoint, rows on all sides of them.
                swap(replication, "us");
                replication.goOnFromSavepoint(savepoints, () -> dropAndAddAgain(replication, "de"));
                swap(replication, "de");
                Thread.sleep(1_000);
                swap(replication, "us");
            }

            replication.everywhere("REPLACE INTO t (id, note) VALUES (1000, 'last')");
            replication.awaitRows("SELECT count() FROM under_load.t WHERE id = 1000", "3");
            VerifyReport report = replication.verify();
            assertThat(report.routes())
                    .allSatisfy(route -> assertThat(route.details()).isEmpty());
            assertThat(report.rows()).isGreaterThan(200);
        }
    }

    private static void swap(Replication replication, String tenant) {
        replication.in(
                tenant,
                "ALTER TABLE t RENAME COLUMN a TO held",
                "ALTER TABLE t RENAME COLUMN b TO a",
                "ALTER TABLE t RENAME COLUMN held TO b");
    }

    private static void dropAndAddAgain(Replication replication, String tenant) {
        replication.in(tenant, "ALTER TABLE t DROP COLUMN a", "ALTER TABLE t ADD COLUMN a INT NULL DEFAULT 7 AFTER id");
    }
}
