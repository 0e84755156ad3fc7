package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots wait while their server's load is above {@code source.max-load}, and go on when it has fallen. */
class MaxLoadIT {

    @Test
    void snapshotWaitsUntilTheLoadHasFallenAndTheBinlogIsReadAllTheSame() throws Exception {
        List<Connection> others = new ArrayList<>();
        try (LogProbe log = new LogProbe();
                Replication replication = new Replication("max_load", "[{source: orders}]")
                        .withOptions("source: {max-load: 'Threads_connected=60'}\n")
                        .withoutRestarts()) {
            replication.everywhere("CREATE TABLE orders (id INT PRIMARY KEY, name VARCHAR(20))");
            replication.everywhere("INSERT INTO orders VALUES (1, 'a'), (2, 'b')");
            for (int i = 0; i < 70; i++) {
                others.add(TestServers.mysql(1).rootConnection());
            }
            replication.start(RunMode.SYNC);
            replication.await(
                    "the wait to be said",
                    () -> !log.with("snapshots wait, since Threads_connected is")
                            .isEmpty());
            replication.await("its metric", () -> MetricProbe.sumOfGauges("max_load", "snapshotsWait") == 1);
            replication.awaitRows(
                    "SELECT _source_database, id FROM max_load.orders ORDER BY 1, 2", "shop_us 1", "shop_us 2");
            replication.in("us", "INSERT INTO orders VALUES (3, 'c')");
            replication.awaitRows(
                    "SELECT _source_database, id FROM max_load.orders ORDER BY 1, 2",
                    "shop_us 1",
                    "shop_us 2",
                    "shop_us 3");

            for (Connection other : others) {
                other.close();
            }
            replication.awaitRows("SELECT count() FROM max_load.orders", "7");
            assertThat(log.with("snapshots go on")).hasSize(1);
            replication.await("its end", () -> MetricProbe.sumOfGauges("max_load", "snapshotsWait") == 0);
        } finally {
            for (Connection other : others) {
                other.close();
            }
        }
    }

    @Test
    void aVariableThatTheServerDoesNotHaveEndsTheJobByItsName() throws Exception {
        try (Replication replication = new Replication("max_load", "[{source: orders}]")
                .withOptions("source: {max-load: 'Thread_runing=60'}\n")
                .withoutRestarts()) {
            replication.everywhere("CREATE TABLE orders (id INT PRIMARY KEY)");
            replication.start(RunMode.SYNC);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(replication::awaitFinished))
                    .hasStackTraceContaining("has no status variable 'Thread_runing', which max-load names");
        }
    }
}
