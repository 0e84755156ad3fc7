package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.ReplicatedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.PlanPrinter;
import dev.tributary.plan.TableControl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server dies and its replica takes its place: it is followed by the transactions, and no row is read twice. */
class FailoverIT {

    private static final int LARGE = 20_000;

    /** Rows that nobody changes, so that their versions tell by which snapshot they came. */
    private static final String QUIET = " WHERE _source_database != 'shop_us' AND id BETWEEN 1 AND 100";

    private final ReplicatedMySql servers = TestServers.replicated("failover");
    private final LogProbe log = new LogProbe();
    private Replication replication;

    @BeforeEach
    void secondServer() {
        TestServers.mysql(2);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        replication.close();
        servers.addresses().forEach(EmbeddedMySql::kill);
    }

    private Replication replication(String name, String tables) throws Exception {
        replication = new Replication(name, tables, servers)
                .withCheckpointInterval("500ms")
                .withOptions("source: {split-size: 50, connect-timeout: 3s}");
        replication.everywhere("CREATE TABLE items (id INT PRIMARY KEY, value INT NOT NULL)");
        replication.everywhere("INSERT INTO items WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                + " WHERE i < 100) SELECT i, i * 10 FROM n");
        return replication;
    }

    private static void large(Replication shops) {
        shops.everywhere("CREATE TABLE large (id INT PRIMARY KEY, value INT NOT NULL)");
        shops.in("us", "INSERT INTO large VALUES (1, 1)");
        for (String tenant : new String[] {"de", "at"}) {
            shops.in(
                    tenant,
                    "SET cte_max_recursion_depth = 1000000",
                    "INSERT INTO large WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                            + LARGE + ") SELECT i, i FROM n");
        }
    }

    /** Has the job come to follow the binlog of all servers, beyond the ends of the snapshots. */
    private void follow(Replication shops, String name) throws Exception {
        servers.awaitReplica();
        shops.start(RunMode.SYNC);
        shops.awaitRows("SELECT count() FROM " + name + ".items", "300");
        catchUp(shops, name);
        catchUp(shops, name);
    }

    /** Waits until what is written now is there. */
    private static void catchUp(Replication shops, String name) throws Exception {
        int mark = UUID.randomUUID().hashCode();
        shops.everywhere("REPLACE INTO items (id, value) VALUES (1000, " + mark + ")");
        shops.awaitRows("SELECT count() FROM " + name + ".items WHERE id = 1000 AND value = " + mark, "3");
    }

    private static void assertExact(Replication shops) throws Exception {
        assertThat(shops.verify().routes())
                .allSatisfy(route -> assertThat(route.details()).isEmpty())
                .allSatisfy(route -> assertThat(route.rows()).isPositive());
    }

    private void assertFollowed(String name, long failovers) {
        assertThat(replication.rows(
                        "SELECT count() FROM tributary.table_states WHERE job = '" + name + "' AND event = 'resync'"))
                .containsExactly("0");
        assertThat(log.with("has all transactions that were read")).hasSize((int) failovers);
        assertThat(MetricProbe.sumOfGauges(name, "serverFailovers")).isEqualTo(failovers);
    }

    @Test
    void replicaThatTakesTheServersPlaceIsFollowedUnderLoadAndBackAgain() throws Exception {
        Replication shops = replication("failover_load", "[{source: items}]").withoutRestarts();
        assertThat(PlanPrinter.print(shops.plan()))
                .contains("127.0.0.1:" + servers.source().port() + ", else 127.0.0.1:"
                        + servers.replica().port());
        follow(shops, "failover_load");
        String quiet =
                "SELECT _source_database, id, value, _version FROM failover_load.items" + QUIET + " ORDER BY ALL";
        var before = shops.rows(quiet);

        try (VersionWatch versions = new VersionWatch("failover_load.items");
                FailoverWriter de = new FailoverWriter(shops, "de");
                FailoverWriter at = new FailoverWriter(shops, "at")) {
            shops.await("load", () -> de.committed() > 300 && at.committed() > 300);
            servers.failOverWithoutLoss();
            long then = de.committed();
            shops.await("load on the other server", () -> de.committed() > then + 300);
            shops.awaitRows(
                    "SELECT count() > 0 FROM failover_load.items WHERE _source_database = 'shop_de' AND id > 100", "1");
            de.close();
            at.close();
            catchUp(shops, "failover_load");

            assertExact(shops);
            assertThat(versions.violations()).isEmpty();
        }
        assertThat(shops.rows(quiet)).isEqualTo(before);
        assertFollowed("failover_load", 1);

        // The dead one comes back as the replica: nobody goes over to it, but when it is needed.
        servers.startReplica();
        servers.awaitReplica();
        String highest =
                shops.value("SELECT max(_version) FROM failover_load.items WHERE _source_database != 'shop_us'");
        try (VersionWatch versions = new VersionWatch("failover_load.items")) {
            new TableControl(shops.config(), "shop_at", "items").resync();
            shops.awaitRows(
                    "SELECT min(_version) > " + highest
                            + " FROM failover_load.items WHERE _source_database = 'shop_at'",
                    "1");
            catchUp(shops, "failover_load");
            assertThat(log.with("has all transactions that were read")).hasSize(1);

            servers.failOverWithoutLoss();
            catchUp(shops, "failover_load");
            catchUp(shops, "failover_load");
            assertExact(shops);
            assertThat(versions.violations()).isEmpty();
        }
        assertThat(MetricProbe.sumOfGauges("failover_load", "serverFailovers")).isEqualTo(2);
    }

    @Test
    void serverThatIsReplacedWhileTheJobIsStoppedIsFollowed(@TempDir Path savepoints) throws Exception {
        Replication shops = replication("failover_stopped", "[{source: items}]").withoutRestarts();
        follow(shops, "failover_stopped");
        String quiet =
                "SELECT _source_database, id, value, _version FROM failover_stopped.items" + QUIET + " ORDER BY ALL";
        var before = shops.rows(quiet);

        try (VersionWatch versions = new VersionWatch("failover_stopped.items")) {
            shops.goOnFromSavepoint(savepoints, () -> {
                shops.in("de", "INSERT INTO items VALUES (101, 1), (102, 2)", "DELETE FROM items WHERE id = 102");
                failOverWithoutLoss();
                shops.in("de", "UPDATE items SET value = 3 WHERE id = 101", "INSERT INTO items VALUES (103, 3)");
            });
            catchUp(shops, "failover_stopped");

            assertExact(shops);
            assertThat(versions.violations()).isEmpty();
        }
        assertThat(shops.rows(quiet)).isEqualTo(before);
        assertFollowed("failover_stopped", 1);
    }

    private void failOverWithoutLoss() {
        try {
            servers.failOverWithoutLoss();
        } catch (InterruptedException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing is written behind the failover, so a position in the new binlog is one before what was read already. */
    @Test
    void historyIsNotReadAgainWhereNothingIsWrittenBehindTheFailover() throws Exception {
        Replication shops = replication("failover_quiet", "[{source: items}, {source: other}]")
                .withoutRestarts();
        shops.everywhere("CREATE TABLE other (id INT PRIMARY KEY)");
        shops.everywhere("INSERT INTO other VALUES (1)");
        follow(shops, "failover_quiet");
        shops.in("de", "ALTER TABLE items ADD COLUMN more INT NOT NULL DEFAULT 7", "DELETE FROM items WHERE id = 5");
        catchUp(shops, "failover_quiet");
        String all = "SELECT _source_database, id, value, _version FROM failover_quiet.items ORDER BY ALL";
        var before = shops.rows(all);

        servers.failOverWithoutLoss();
        shops.await("the failover", () -> MetricProbe.sumOfGauges("failover_quiet", "serverFailovers") == 1);
        // By this the binlog's reader connects anew, twice.
        new TableControl(shops.config(), "shop_de", "other").resync();
        shops.awaitRows(
                "SELECT min(_version) >= (SELECT max(_version) FROM failover_quiet.items WHERE _source_database = 'shop_de')"
                        + " FROM failover_quiet.other WHERE _source_database = 'shop_de'",
                "1");
        shops.in("de", "INSERT INTO other VALUES (2)");
        shops.awaitRows("SELECT count() FROM failover_quiet.other", "4");

        assertThat(shops.rows(all)).isEqualTo(before);
        assertExact(shops);
        assertThat(shops.rows("SELECT DISTINCT mysql_table FROM tributary.table_states WHERE job = 'failover_quiet'"))
                .containsExactly("other");
    }

    @Test
    void tableThatIsReadAnewMeanwhileIsBegunAgainOnTheOtherServer() throws Exception {
        Replication shops = replication("failover_resync", "[{source: items}, {source: large}]")
                .withoutRestarts();
        large(shops);
        follow(shops, "failover_resync");
        shops.awaitRows("SELECT count() FROM failover_resync.large", Integer.toString(2 * LARGE + 1));
        shops.everywhere("UPDATE large SET value = -1 WHERE id = 1");
        shops.awaitRows("SELECT count() FROM failover_resync.large WHERE value = -1", "3");
        catchUp(shops, "failover_resync");
        String quiet =
                "SELECT _source_database, id, value, _version FROM failover_resync.items" + QUIET + " ORDER BY ALL";
        var before = shops.rows(quiet);
        // Versions are compared within a server only.
        String ofTheServer = " FROM failover_resync.large WHERE _source_database != 'shop_us'";
        String highest = shops.value("SELECT max(_version)" + ofTheServer);

        try (VersionWatch versions = new VersionWatch("failover_resync.large")) {
            new TableControl(shops.config(), "shop_de", "large").resync();
            shops.await(
                    "chunks",
                    () -> !shops.value("SELECT count()" + ofTheServer + " AND _version > " + highest)
                            .equals("0"));
            dieWithin(shops, "de");
            String read = shops.value("SELECT max(_version)" + ofTheServer);
            shops.in("de", "DELETE FROM large WHERE id > " + (LARGE - 50), "UPDATE large SET value = -2 WHERE id < 50");

            String begunAnew =
                    "SELECT count() %s FROM failover_resync.large WHERE _source_database = 'shop_de' AND _version > "
                            + read;
            shops.awaitRows(begunAnew.formatted("> 0"), "1");
            shops.awaitRows(begunAnew.formatted(""), Integer.toString(LARGE - 50));
            catchUp(shops, "failover_resync");
            assertExact(shops);
            assertThat(versions.violations()).isEmpty();
        }
        assertThat(shops.rows(quiet)).isEqualTo(before);
        assertThat(shops.value("SELECT count() FROM failover_resync.large WHERE _source_database = 'shop_at'"
                        + " AND _version <= " + highest))
                .as("the other tenant's table was not read anew")
                .isEqualTo(Integer.toString(LARGE));
    }

    /** Chunks that are read wait for a lock, which goes with the server: it dies in the middle of the snapshots. */
    private void dieWithin(Replication shops, String... tenants) throws Exception {
        StringBuilder tables = new StringBuilder();
        for (String tenant : tenants) {
            tables.append(tables.isEmpty() ? "" : ", ")
                    .append(shops.database(tenant))
                    .append(".large WRITE");
        }
        try (Connection connection = servers.source().rootConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLES " + tables);
            servers.awaitReplica();
            servers.failOver();
        }
    }

    @Test
    void firstSnapshotIsBegunAgainOnTheOtherServer() throws Exception {
        Replication shops = replication("failover_first", "[{source: large}]").withoutRestarts();
        large(shops);
        servers.awaitReplica();
        shops.start(RunMode.SYNC);
        try (VersionWatch versions = new VersionWatch("failover_first.large")) {
            shops.await(
                    "chunks",
                    () -> !shops.value("SELECT count() FROM failover_first.large WHERE _source_database != 'shop_us'")
                            .equals("0"));
            dieWithin(shops, "de", "at");
            assertThat(shops.value("SELECT count() FROM failover_first.large"))
                    .isNotEqualTo(Integer.toString(2 * LARGE + 1));
            String read =
                    shops.value("SELECT max(_version) FROM failover_first.large WHERE _source_database != 'shop_us'");
            // What the first snapshot found is gone before the second.
            shops.in("de", "DELETE FROM large WHERE id <= 12000", "INSERT INTO large VALUES (-1, -1)");

            shops.awaitRows(
                    "SELECT count() > 0 FROM failover_first.large WHERE _source_database != 'shop_us' AND _version > "
                            + read,
                    "1");
            shops.awaitRows("SELECT count() FROM failover_first.large", Integer.toString(2 * LARGE - 12000 + 2));
            shops.in("at", "UPDATE large SET value = -3 WHERE id = 7");
            shops.awaitRows("SELECT count() FROM failover_first.large WHERE value = -3", "1");
            assertExact(shops);
            assertThat(versions.violations()).isEmpty();
        }
        assertThat(log.with("Snapshots are begun anew on MySQL server")).hasSize(1);
    }

    @Test
    void tablesThatAwaitTheirResyncAreReadOnTheOtherServer() throws Exception {
        Replication shops = replication("failover_idle", "[{source: items}]").withoutRestarts();
        follow(shops, "failover_idle");
        for (String tenant : new String[] {"de", "at"}) {
            shops.in(
                    tenant,
                    "ALTER TABLE items MODIFY value VARCHAR(20)",
                    "UPDATE items SET value = 'text' WHERE id = 1");
        }
        shops.awaitRows(
                "SELECT count() FROM tributary.table_states WHERE job = 'failover_idle' AND event = 'awaits resync'",
                "2");

        servers.failOverWithoutLoss();
        for (String tenant : new String[] {"de", "at"}) {
            shops.in(
                    tenant,
                    "UPDATE items SET value = 5 WHERE id = 1",
                    "ALTER TABLE items MODIFY value INT NOT NULL",
                    "INSERT INTO items VALUES (101, 11)");
        }
        shops.awaitRows("SELECT count() FROM failover_idle.items WHERE id = 101", "2");
        catchUp(shops, "failover_idle");
        assertExact(shops);
    }

    @Test
    void replicaThatLacksWhatWasReadEndsTheJobByName() throws Exception {
        Replication shops = replication("failover_gap", "[{source: items}]");
        follow(shops, "failover_gap");
        servers.replica().execute("STOP SLAVE");
        catchUp(shops, "failover_gap");

        servers.failOver();

        assertThatThrownBy(shops::awaitFinished)
                .rootCause()
                .hasMessageContaining("has read the transactions")
                .hasMessageContaining("they were lost when it took the place of the server with server_uuid")
                .hasMessageContaining("start the job without its state");
    }
}
