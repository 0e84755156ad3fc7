package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.journal.Phase;
import dev.tributary.plan.ServerControl;
import dev.tributary.plan.TableControl;
import dev.tributary.status.Health;
import dev.tributary.status.JobStatus;
import dev.tributary.status.StatusPrinter;
import dev.tributary.status.StatusReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody pauses MySQL servers, or tables, of a job that runs, or that does not. */
class PauseIT {

    private static final Health HEALTH = new Health(Duration.ofMinutes(10));

    /** However few rows there are, they go through staging tables. */
    private static final String STAGED = "batch: {inline-bytes: 1B}\n";

    @TempDir
    private Path savepoints;

    /** By which a table is seen to be left alone. */
    private static final int MARKERS = 2;

    private int marker = 1000;

    @AfterEach
    void startServers() {
        TestServers.mysql(2);
    }

    private static Replication replication(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: t}, {source: u}]").withOptions(STAGED);
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a BIGINT)");
        replication.everywhere("CREATE TABLE u LIKE t");
        replication.everywhere("INSERT INTO t VALUES (1, 10), (2, 10)");
        replication.everywhere("INSERT INTO u VALUES (1, 10), (2, 10)");
        return replication;
    }

    private static List<String> rows(Replication replication, String name, String tenant) {
        return List.of("t", "u").stream()
                .flatMap(table -> replication
                        .rows("SELECT '" + table + "', id, a FROM " + name + "." + table
                                + " WHERE _source_database = 'shop_" + tenant + "' ORDER BY id")
                        .stream())
                .toList();
    }

    /** Two commits of another server, behind which everything is merged that was read before. */
    private void awaitCommitsOf(Replication replication, String name, String tenant) throws Exception {
        for (int i = 0; i < 2; i++) {
            marker++;
            replication.in(tenant, "INSERT INTO u VALUES (" + marker + ", 0)");
            replication.awaitRows("SELECT count() FROM " + name + ".u WHERE id = " + marker, "1");
        }
    }

    /**
     * Waits until rows that the source has got do not come any more. One that is late, on a machine that is busy, comes with the
     * next: so more than one is missing, behind twice as many commits of another server, where it is left alone.
     */
    private void awaitLeftAlone(Replication replication, String name, String tenant, String table) throws Exception {
        replication.await(table + " of " + tenant + " to be left alone", () -> {
            int first = marker + 1;
            try {
                for (int i = 0; i < MARKERS; i++) {
                    int id = ++marker;
                    replication.in(tenant, "INSERT INTO " + table + " VALUES (" + id + ", 0)");
                    awaitCommitsOf(replication, name, "de");
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return replication
                    .value("SELECT count() FROM " + name + "." + table + " WHERE _source_database = 'shop_" + tenant
                            + "' AND id BETWEEN " + first + " AND " + marker)
                    .equals("0");
        });
    }

    private static void awaitEvent(Replication replication, String name, String kind) throws Exception {
        replication.await(
                "the event '" + kind + "'",
                () -> !count(replication, name, kind).equals("0"));
    }

    private static JobStatus awaitStatus(Replication replication, String what, Predicate<JobStatus> condition)
            throws Exception {
        JobStatus[] last = new JobStatus[1];
        try (ClickHouseClient client = new ClickHouseClient(replication.config().clickHouse())) {
            StatusReader reader = new StatusReader(client, replication.config());
            replication.await(what, () -> {
                last[0] = reader.read();
                return condition.test(last[0]);
            });
        }
        return last[0];
    }

    private static void assertExact(Replication replication) throws Exception {
        assertThat(replication.verify().differences()).isZero();
    }

    private static String count(Replication replication, String name, String kind) {
        return replication.value(
                "SELECT count() FROM tributary.events WHERE job = '" + name + "' AND kind = '" + kind + "'");
    }

    private static void failAttempt(Replication replication) throws Exception {
        replication.clickHouse().execute("RENAME DATABASE tributary_staging TO staging_away");
        try {
            replication.in("de", "INSERT INTO u VALUES (900, 20)");
            replication.awaitRestart();
        } finally {
            replication.clickHouse().execute("RENAME DATABASE staging_away TO tributary_staging");
        }
    }

    @Test
    void serverIsReadOnFromWhereItStoodWhateverDiesMeanwhile() throws Exception {
        String name = "paused_server";
        try (Replication replication = replication(name)) {
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM " + name + ".t", "6");
            awaitStatus(
                    replication,
                    "all tables to stream",
                    status -> status.tables().size() == 6
                            && status.tables().stream().allMatch(JobStatus.Table::isCurrent));
            ServerControl control = new ServerControl(replication.config(), "shop_us");
            assertThat(control.servers())
                    .singleElement()
                    .extracting(ServerControl.Server::connections)
                    .isEqualTo(List.of("shop_us"));
            VersionWatch versions = new VersionWatch(name + ".t");
            List<String> held;
            try (Transfers transfers = new Transfers(replication, "us")) {
                control.pause("maintenance");
                awaitEvent(replication, name, "paused");
                awaitLeftAlone(replication, name, "us", "t");
                held = rows(replication, name, "us");
                awaitCommitsOf(replication, name, "at");
                assertThat(rows(replication, name, "us")).isEqualTo(held);
                assertThat(replication.rows("SELECT sum(a) FROM (SELECT a FROM " + name
                                + ".t WHERE _source_database = 'shop_us' AND id < 3 UNION ALL SELECT a FROM " + name
                                + ".u WHERE _source_database = 'shop_us' AND id < 3)"))
                        .as("the sum, which no transaction changes")
                        .containsExactly("40");
            }

            JobStatus status = awaitStatus(
                    replication,
                    "a server that is paused and behind",
                    now -> now.servers().stream()
                            .anyMatch(server -> server.paused() != null
                                    && server.lag() != null
                                    && !server.lag().isZero()));
            assertThat(HEALTH.findings(status)).isEmpty();
            assertThat(StatusPrinter.print(status, List.of(), false))
                    .contains("✓ all that is not paused is well", "PAUSED; 2 streaming")
                    .containsPattern(
                            "‖ server \\S+ is paused for .*: maintenance; 'tributary resume --source shop_us' has it read"
                                    + " on from where it stands, within ");

            failAttempt(replication);
            awaitCommitsOf(replication, name, "at");
            assertThat(rows(replication, name, "us"))
                    .as("behind a failed attempt")
                    .isEqualTo(held);
            replication.goOnFromSavepoint(savepoints, () -> {});
            awaitCommitsOf(replication, name, "at");
            assertThat(rows(replication, name, "us")).as("behind a savepoint").isEqualTo(held);
            TestServers.mysql(2).kill();
            awaitCommitsOf(replication, name, "at");
            TestServers.mysql(2);
            replication.in("us", "UPDATE t SET a = a + 100", "DELETE FROM u WHERE id = 2");
            awaitCommitsOf(replication, name, "at");
            assertThat(rows(replication, name, "us"))
                    .as("behind the server's restart")
                    .isEqualTo(held);

            String snapshots = count(replication, name, "snapshot begun");
            assertThat(new ServerControl(replication.config(), null).resume())
                    .singleElement()
                    .extracting(ServerControl.Server::connections)
                    .isEqualTo(List.of("shop_us"));
            replication.await(
                    "what was written meanwhile",
                    () -> !rows(replication, name, "us").equals(held));
            assertExact(replication);
            assertThat(count(replication, name, "snapshot begun")).isEqualTo(snapshots);
            assertThat(count(replication, name, "resync begun")).isEqualTo("0");
            assertThat(replication.rows("SELECT event FROM tributary.table_states WHERE job = '" + name + "'"))
                    .isEmpty();
            versions.close();
            assertThat(versions.violations()).isEmpty();
            for (String kind : List.of("pause asked", "paused", "resume asked", "resumed")) {
                awaitEvent(replication, name, kind);
            }
        }
    }

    private static boolean isPurged(EmbeddedMySql server) {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
            try (ResultSet logs = statement.executeQuery("SHOW BINARY LOGS")) {
                return logs.next() && !logs.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing of it can be read on, and whoever knows that has its tables read anew before it is resumed. */
    private void assertThatPurgedServerIsResumed(Replication replication, String name) throws Exception {
        ServerControl us = new ServerControl(replication.config(), "shop_us");
        us.pause("for too long");
        awaitLeftAlone(replication, name, "us", "u");
        replication.in("us", "UPDATE t SET a = 12 WHERE id = 1", "FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
        replication.await("the binlog to be purged", () -> isPurged(replication.server("us")));
        new TableControl(replication.config(), "shop_us", null).resync();
        us.resume();
        replication.awaitRows("SELECT a FROM " + name + ".t WHERE _source_database = 'shop_us' AND id = 1", "12");
        replication.in("us", "UPDATE t SET a = 13 WHERE id = 1");
        assertExact(replication);
    }

    @Test
    void firstSnapshotWaitsAndTablesThatArePausedAreReadAnew() throws Exception {
        String name = "paused_snapshot";
        try (Replication replication = replication(name)) {
            ServerControl us = new ServerControl(replication.config(), "shop_us");
            us.pause("before the start");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM " + name + ".t", "4");
            awaitCommitsOf(replication, name, "at");
            assertThat(rows(replication, name, "us")).isEmpty();
            replication.in("us", "UPDATE t SET a = 11 WHERE id = 1");
            us.resume();
            us.pause("at once");
            us.resume();
            replication.awaitRows("SELECT count() FROM " + name + ".t", "6");

            TableControl table = new TableControl(replication.config(), "shop_at", "t");
            try (VersionWatch versions = new VersionWatch(name + ".t");
                    Transfers transfers = new Transfers(replication, "at")) {
                assertThat(table.pause("its disk is slow")).hasSize(1);
                awaitLeftAlone(replication, name, "at", "t");
                JobStatus status = awaitStatus(
                        replication,
                        "a table that is paused",
                        now -> now.tables().stream().anyMatch(each -> each.phase() == Phase.PAUSED));
                assertThat(HEALTH.findings(status)).isEmpty();
                assertThat(StatusPrinter.print(status, List.of(), true))
                        .contains("‖ shop_at: paused_snapshot_at.t is paused: its disk is slow");
                assertThat(new TableControl(replication.config(), null, null).resume())
                        .containsExactlyElementsOf(table.tables());
                int id = ++marker;
                replication.in("at", "INSERT INTO t VALUES (" + id + ", 0)");
                replication.awaitRows("SELECT count() FROM " + name + ".t WHERE id = " + id, "1");
                assertThat(versions.violations()).isEmpty();
            }
            assertExact(replication);
            assertThatPurgedServerIsResumed(replication, name);
        }
    }
}
