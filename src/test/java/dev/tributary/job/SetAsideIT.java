package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.RunMode;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.TableControl;
import dev.tributary.status.ResyncWatch;
import dev.tributary.status.ResyncWatch.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One table of one database that cannot be followed any more, while all others are. */
class SetAsideIT {

    private static final String TABLE = "CREATE TABLE t (id INT PRIMARY KEY, a BIGINT, b INT)";

    private static final AtomicInteger MARKERS = new AtomicInteger(1000);

    @TempDir
    private Path savepoints;

    private static void awaitAll(Replication replication, String name, String... rows) throws Exception {
        replication.awaitRows("SELECT _source_database, id, a FROM " + name + ".t ORDER BY 1, 2", rows);
    }

    private static Replication started(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: t}, {source: u}]")
                .withOptions("schema-changes: {on-refusal: set-aside}")
                .withoutRestarts();
        replication.everywhere(TABLE);
        replication.everywhere("CREATE TABLE u LIKE t");
        replication.everywhere("INSERT INTO t VALUES (1, 10, 20)");
        replication.start(RunMode.SYNC);
        awaitAll(replication, name, "shop_at 1 10", "shop_de 1 10", "shop_us 1 10");
        replication.awaitBinlog("t", "(9, 9, 9)");
        return replication;
    }

    private static void awaitSetAside(Replication replication, String name) throws Exception {
        replication.awaitRows(
                "SELECT source_database, mysql_table, event FROM tributary.table_states WHERE job = '" + name + "'",
                "shop_at t set aside");
    }

    @Test
    void othersGoOnAndResyncTakesTheTableBack() throws Exception {
        try (Replication replication = started("aside")) {
            replication.in(
                    "at",
                    "INSERT INTO t VALUES (2, 11, 21)",
                    "ALTER TABLE t MODIFY a VARCHAR(20)",
                    "INSERT INTO t VALUES (3, 'text', 22)",
                    "INSERT INTO u VALUES (1, 10, 20)");
            replication.in("de", "INSERT INTO t VALUES (2, 11, 21)");
            replication.in("us", "INSERT INTO t VALUES (2, 11, 21)");

            awaitSetAside(replication, "aside");
            replication.awaitRows("SELECT _source_database FROM aside.u", "shop_at");
            replication.awaitRows(
                    "SELECT _source_database, id FROM aside.t WHERE _source_database != 'shop_at' ORDER BY 1, 2",
                    "shop_de 1",
                    "shop_de 2",
                    "shop_us 1",
                    "shop_us 2");

            replication.goOnFromSavepoint(
                    savepoints,
                    () -> replication.in("at", "DELETE FROM t WHERE id = 3", "ALTER TABLE t MODIFY a BIGINT"));
            assertThat(replication.plan().leftOut())
                    .singleElement()
                    .asString()
                    .contains("shop_at: aside_at.t is set aside: column 'a' changed from bigint");
            replication.in("at", "DELETE FROM t WHERE id = 1", "INSERT INTO u VALUES (2, 11, 21)");
            replication.awaitRows("SELECT _source_database, id FROM aside.u ORDER BY 2", "shop_at 1", "shop_at 2");

            new TableControl(replication.config(), "shop_at", "t").resync();
            replication.goOnFromSavepoint(savepoints, () -> {});
            awaitAll(
                    replication,
                    "aside",
                    "shop_at 2 11",
                    "shop_de 1 10",
                    "shop_de 2 11",
                    "shop_us 1 10",
                    "shop_us 2 11");
            assertThat(replication.plan().leftOut()).isEmpty();

            replication.in("at", "UPDATE t SET a = 5 WHERE id = 2", "INSERT INTO t VALUES (9, 8, 7)");
            awaitAll(
                    replication,
                    "aside",
                    "shop_at 2 5",
                    "shop_at 9 8",
                    "shop_de 1 10",
                    "shop_de 2 11",
                    "shop_us 1 10",
                    "shop_us 2 11");
        }
    }

    @Test
    void resyncTakesTheTableBackWhileTheJobRuns() throws Exception {
        try (Replication replication = started("resynced")) {
            replication.in("at", "SET sql_mode = ''", "ALTER TABLE t MODIFY a INT", "INSERT INTO t VALUES (3, 12, 22)");
            awaitSetAside(replication, "resynced");
            replication.in("at", "UPDATE t SET a = 13 WHERE id = 1", "INSERT INTO u VALUES (1, 10, 20)");
            replication.awaitRows("SELECT _source_database FROM resynced.u", "shop_at");
            awaitAll(replication, "resynced", "shop_at 1 10", "shop_de 1 10", "shop_us 1 10");

            new TableControl(replication.config(), "shop_at", "t").resync();
            replication.in("at", "INSERT INTO t VALUES (4, 14, 24)");
            awaitAll(
                    replication,
                    "resynced",
                    "shop_at 1 13",
                    "shop_at 3 12",
                    "shop_at 4 14",
                    "shop_de 1 10",
                    "shop_us 1 10");
        }
    }

    private static List<String> of(Replication replication, String name, String tenant, String table) {
        return replication.rows("SELECT id, a, b FROM " + name + "." + table + " WHERE _source_database = 'shop_"
                + tenant + "' ORDER BY id");
    }

    /** Rows that are not there, because a merge has just deleted them and inserts them next, are no change. */
    private static boolean hasOtherRows(List<String> before, List<String> now) {
        return now.size() >= before.size() && !now.equals(before);
    }

    /** Waits until a row that the source has got does not come any more, while one of a neighbour behind it does. */
    private static void awaitLeftAlone(
            Replication replication, String name, String tenant, String aside, String neighbour) throws Exception {
        replication.await(aside + " of " + tenant + " to be left alone", () -> {
            int id = MARKERS.incrementAndGet();
            replication.in(tenant, "INSERT INTO " + aside + " VALUES (" + id + ", 0, 0)");
            replication.in(tenant, "INSERT INTO " + neighbour + " VALUES (" + id + ", 0, 0)");
            String came = " WHERE _source_database = 'shop_" + tenant + "' AND id = " + id;
            try {
                replication.awaitRows("SELECT count() FROM " + name + "." + neighbour + came, "1");
                // What is merged by now is all that came with it.
                replication.in(tenant, "UPDATE " + neighbour + " SET b = 1 WHERE id = " + id);
                replication.awaitRows("SELECT b FROM " + name + "." + neighbour + came, "1");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return replication
                    .value("SELECT count() FROM " + name + "." + aside + came)
                    .equals("0");
        });
    }

    private static Set<Stage> stages(ResyncWatch watch) {
        return watch.look().stream().map(ResyncWatch.Progress::stage).collect(Collectors.toSet());
    }

    @Test
    void commandsActOnTheRunningJobAndItsOtherTablesGoOn() throws Exception {
        String name = "asked_aside";
        try (Replication replication = started(name);
                VersionWatch versions = new VersionWatch(name + ".t")) {
            replication.everywhere("INSERT INTO t VALUES (2, 10, 20)");
            replication.everywhere("INSERT INTO u VALUES (1, 10, 20), (2, 10, 20)");
            replication.awaitRows("SELECT count() FROM " + name + ".u", "6");
            try (Transfers at = new Transfers(replication, "at");
                    Transfers us = new Transfers(replication, "us")) {
                new TableControl(replication.config(), "shop_at", "t").setAside("a trial");
                awaitLeftAlone(replication, name, "at", "t", "u");
                List<String> left = of(replication, name, "at", "t");
                String ofAnother = " FROM " + name + ".t WHERE _source_database = 'shop_us' AND id = 1";
                String before = replication.awaitValue("SELECT a" + ofAnother);
                replication.awaitRows("SELECT a > " + before + " + 5" + ofAnother, "1");
                assertThat(of(replication, name, "at", "t")).isEqualTo(left);
                assertThat(replication.value(
                                "SELECT sum(a) FROM " + name + ".t WHERE _source_database = 'shop_at' AND id < 3"))
                        .as("the sum, which no transaction changes")
                        .isEqualTo("20");

                new TableControl(replication.config(), null, "u").setAside("all of them");
                awaitLeftAlone(replication, name, "us", "u", "t");
                awaitLeftAlone(replication, name, "de", "u", "t");
                new TableControl(replication.config(), "shop_at", null).resync();
                awaitLeftAlone(replication, name, "us", "u", "t");
                replication.await(
                        "the table that was read anew to be followed",
                        () -> hasOtherRows(left, of(replication, name, "at", "t")));
            }
            assertThat(replication.plan().leftOut())
                    .extracting(ReplicationPlan.LeftOutTable::sourceDatabase)
                    .containsExactlyInAnyOrder("shop_de", "shop_us");
            TableControl everyU = new TableControl(replication.config(), null, "u");
            try (ClickHouseClient client =
                    new ClickHouseClient(replication.config().clickHouse())) {
                ResyncWatch watch = new ResyncWatch(client, replication.config(), everyU.resync());
                replication.await(
                        "all of them to be current", () -> stages(watch).equals(Set.of(Stage.DONE)));
                ResyncWatch next = new ResyncWatch(client, replication.config(), everyU.resync());
                replication.await("all of them once more", () -> stages(next).equals(Set.of(Stage.DONE)));
                everyU.setAside("again");
                assertThat(stages(next)).containsExactly(Stage.STOPPED);
                everyU.resync();
            }
            for (String tenant : Replication.TENANTS) {
                replication.in(tenant, "INSERT INTO u VALUES (5000, 0, 0)");
            }
            replication.awaitRows("SELECT count() FROM " + name + ".u WHERE id = 5000", "3");
            assertThat(replication.verify().differences()).isZero();
            assertThat(versions.violations()).isEmpty();
            assertThat(replication.rows("SELECT DISTINCT kind FROM tributary.events WHERE job = '" + name
                            + "' AND kind IN ('set aside', 'resync asked') ORDER BY kind"))
                    .containsExactly("resync asked", "set aside");
        }
    }
}
