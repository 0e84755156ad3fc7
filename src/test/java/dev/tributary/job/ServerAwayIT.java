package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MySQL server that is away: the others flow on, its rows follow, and it is not taken for another. */
class ServerAwayIT {

    private static final String ROWS = "SELECT _source_database, id, value FROM %s.items ORDER BY ALL";

    /** Of the replication's job. */
    private static final int PARALLELISM = 2;

    private static final long CONNECT_MILLIS = 30_000;

    private Replication replication;

    private Replication replication(String name) throws Exception {
        replication = new Replication(name, "[{source: items}]");
        replication.everywhere("CREATE TABLE items (id INT PRIMARY KEY, value INT NOT NULL)");
        replication.everywhere("INSERT INTO items VALUES (1, 10)");
        return replication;
    }

    @AfterEach
    void close() throws Exception {
        TestServers.mysql(2);
        replication.close();
    }

    @Test
    void othersFlowOnWhileAServerIsAwayAndItsChangesFollow() throws Exception {
        Replication shops = replication("away_later").withoutRestarts();
        String rows = ROWS.formatted("away_later");
        shops.start(RunMode.SYNC);
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10", "shop_us 1 10");
        shops.in("us", "UPDATE items SET value = 11");
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10", "shop_us 1 11");

        TestServers.mysql(2).kill();
        shops.in("de", "UPDATE items SET value = 12");
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 12", "shop_us 1 11");
        shops.in("at", "INSERT INTO items VALUES (2, 20)");
        shops.awaitRows(rows, "shop_at 1 10", "shop_at 2 20", "shop_de 1 12", "shop_us 1 11");

        TestServers.mysql(2);
        shops.in("us", "UPDATE items SET value = 13", "INSERT INTO items VALUES (3, 30)");
        shops.awaitRows(rows, "shop_at 1 10", "shop_at 2 20", "shop_de 1 12", "shop_us 1 13", "shop_us 3 30");
    }

    @Test
    void serverThatIsAwayAtTheStartIsReadWhenItComes() throws Exception {
        Replication shops = replication("away_first").withoutRestarts();
        String rows = ROWS.formatted("away_first");
        shops.start(RunMode.SYNC, () -> TestServers.mysql(2).kill());
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10");
        shops.in("de", "UPDATE items SET value = 12");
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 12");

        TestServers.mysql(2);
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 12", "shop_us 1 10");
        shops.in("us", "UPDATE items SET value = 13");
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 12", "shop_us 1 13");
    }

    @Test
    void serverThatIsAwayWhenThePlanIsMadeIsTakenToBeLikeTheOthers() throws Exception {
        Replication shops =
                replication("away_unplanned").withOptions("source: {unreachable-servers: assume, connect-timeout: 2s}");
        String rows = ROWS.formatted("away_unplanned");
        TestServers.mysql(2).kill();
        shops.start(RunMode.SYNC);
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10");

        TestServers.mysql(2);
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10", "shop_us 1 10");
        shops.in("us", "UPDATE items SET value = 13");
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10", "shop_us 1 13");
    }

    @Test
    void binlogThatWasBegunAnewEndsTheJobAndNamesTheWayOut() throws Exception {
        Replication shops = replication("away_reset");
        shops.start(RunMode.SYNC);
        shops.in("us", "UPDATE items SET value = 11");
        shops.awaitRows(ROWS.formatted("away_reset"), "shop_at 1 10", "shop_de 1 10", "shop_us 1 11");

        TestServers.mysql(2).execute("RESET MASTER");

        // Found by the end of the binlog, or, while a connection is made, by the position or the transactions that are
        // not there.
        assertThatThrownBy(shops::awaitFinished)
                .rootCause()
                .hasMessageContaining("begun anew")
                .hasMessageContaining("start the job without its state");
    }

    /** A replica that was promoted, as it looks from here: another uuid, and the transactions of the server before it. */
    @Test
    void serverOfTheSameHistoryAtTheAddressIsFollowedOn() throws Exception {
        Replication shops = replication("away_promoted").withoutRestarts();
        String rows = ROWS.formatted("away_promoted");
        shops.start(RunMode.SYNC);
        shops.in("us", "UPDATE items SET value = 11");
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10", "shop_us 1 11");
        String versions = "SELECT _version FROM away_promoted.items WHERE _source_database = 'shop_us'";
        long before = Long.parseLong(shops.awaitValue(versions));

        TestServers.mysql(2).kill();
        TestServers.address(2).becomeAnother();
        TestServers.mysql(2);
        shops.in("us", "UPDATE items SET value = 12", "INSERT INTO items VALUES (2, 20)");

        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10", "shop_us 1 12", "shop_us 2 20");
        shops.awaitRows(
                "SELECT count(), min(_version) > " + before
                        + " FROM away_promoted.items WHERE _source_database = 'shop_us'",
                "2 1");
        shops.in("us", "DELETE FROM items WHERE id = 1");
        shops.awaitRows(rows, "shop_at 1 10", "shop_de 1 10", "shop_us 2 20");
    }

    @Test
    void anotherServerAtTheAddressEndsTheJobAndTheResyncIsOffered(@TempDir Path savepoints) throws Exception {
        Replication shops = replication("away_replaced");
        shops.start(RunMode.SYNC);
        shops.in("us", "UPDATE items SET value = 11");
        shops.awaitRows(ROWS.formatted("away_replaced"), "shop_at 1 10", "shop_de 1 10", "shop_us 1 11");

        shops.goOnFromSavepoint(savepoints, () -> {
            TestServers.mysql(2).kill();
            TestServers.address(2).becomeAnother();
            TestServers.mysql(2).execute("RESET MASTER");
        });

        assertThatThrownBy(shops::awaitFinished)
                .rootCause()
                .hasMessageContaining("is not the one that was read before: its server_uuid was")
                .hasMessageContaining("start the job without its state");
    }

    @Test
    void binlogThatWasPurgedWhileTheJobWasStoppedIsRefusedAndTheResyncIsOffered(@TempDir Path savepoints)
            throws Exception {
        Replication shops = replication("away_purged");
        shops.start(RunMode.SYNC);
        shops.everywhere("UPDATE items SET value = 11");
        shops.awaitRows(ROWS.formatted("away_purged"), "shop_at 1 11", "shop_de 1 11", "shop_us 1 11");

        shops.goOnFromSavepoint(savepoints, () -> {
            shops.in("us", "UPDATE items SET value = 12", "FLUSH BINARY LOGS");
            purgeBinaryLogs(TestServers.mysql(2));
        });

        assertThatThrownBy(shops::awaitFinished)
                .rootCause()
                .hasMessageContaining("Changes are missing. To resynchronise, start the job without its state");
    }

    /** MySQL keeps a file that the connection of the stopped job still reads. */
    private static void purgeBinaryLogs(EmbeddedMySql server) {
        try (Connection connection = server.rootConnection("");
                Statement statement = connection.createStatement()) {
            int files = 0;
            for (int i = 0; i < 600 && files != 1; i++) {
                statement.execute("PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
                files = 0;
                try (ResultSet logs = statement.executeQuery("SHOW BINARY LOGS")) {
                    while (logs.next()) {
                        files++;
                    }
                }
                Thread.sleep(100);
            }
            assertThat(files).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void replicaOfTheSameIdEndsTheJobByName() throws Exception {
        Replication shops = replication("away_displaced");
        shops.start(RunMode.SYNC);
        shops.in("us", "UPDATE items SET value = 11");
        shops.awaitRows(ROWS.formatted("away_displaced"), "shop_at 1 10", "shop_de 1 10", "shop_us 1 11");

        EmbeddedMySql server = TestServers.mysql(2);
        long first = shops.plan().servers().stream()
                .filter(plan -> plan.endpoint().port() == server.port())
                .findFirst()
                .orElseThrow()
                .firstServerId();
        List<BinaryLogClient> others = new ArrayList<>();
        try {
            for (long id = first; id < first + PARALLELISM; id++) {
                BinaryLogClient other =
                        new BinaryLogClient(server.host(), server.port(), server.user(), server.password());
                other.setServerId(id);
                other.connect(CONNECT_MILLIS);
                others.add(other);
            }

            assertThatThrownBy(shops::awaitFinished)
                    .hasStackTraceContaining("another replica with an id of this job's")
                    .hasStackTraceContaining("source.first-server-id");
        } finally {
            for (BinaryLogClient other : others) {
                other.disconnect();
            }
        }
    }
}
