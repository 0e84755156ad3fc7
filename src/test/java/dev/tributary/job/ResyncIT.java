package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tributary.config.RunMode;
import dev.tributary.plan.PlanPrinter;
import dev.tributary.plan.TableControl;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table whose statement cannot be followed is read anew by the running job, while its neighbours go on. */
class ResyncIT {

    private static Replication started(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: t}, {source: u}]").withoutRestarts();
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a BIGINT, b INT)");
        replication.everywhere("CREATE TABLE u LIKE t");
        replication.everywhere("INSERT INTO t VALUES (1, 10, 20)");
        replication.everywhere("INSERT INTO u VALUES (1, 100, 200)");
        replication.start(RunMode.SYNC);
        replication.awaitRows(
                "SELECT _source_database, id, a FROM " + name + ".t ORDER BY 1, 2",
                "shop_at 1 10",
                "shop_de 1 10",
                "shop_us 1 10");
        replication.awaitBinlog("t", "(9, 9, 9)");
        return replication;
    }

    private static String printedPlan(Replication replication) {
        try {
            return PlanPrinter.print(replication.plan());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As gh-ost and pt-online-schema-change alter a table: by another one, which takes its place. */
    @Test
    void tableThatAnotherOneTakesThePlaceOfIsReadAnew() throws Exception {
        try (Replication replication = started("resync_swap")) {
            replication.in(
                    "at",
                    "CREATE TABLE _t_gho LIKE t",
                    "ALTER TABLE _t_gho ADD x INT NOT NULL DEFAULT 5",
                    "INSERT IGNORE INTO _t_gho (id, a, b) SELECT id, a, b FROM t",
                    "RENAME TABLE t TO _t_del, _t_gho TO t",
                    "INSERT INTO t VALUES (2, 11, 21, 6)",
                    "DROP TABLE _t_del",
                    "INSERT INTO u VALUES (2, 101, 201)");
            replication.in("de", "INSERT INTO t VALUES (2, 12, 22)");

            replication.awaitRows(
                    "SELECT name FROM system.columns WHERE database = 'resync_swap' AND table = 't' AND name = 'x'",
                    "x");
            replication.awaitRows(
                    "SELECT _source_database, id, a, x FROM resync_swap.t ORDER BY 1, 2",
                    "shop_at 1 10 5",
                    "shop_at 2 11 6",
                    "shop_de 1 10 ᴺᵁᴸᴸ",
                    "shop_de 2 12 ᴺᵁᴸᴸ",
                    "shop_us 1 10 ᴺᵁᴸᴸ");

            replication.in("at", "UPDATE t SET x = 7 WHERE id = 1", "DELETE FROM t WHERE id = 2");
            replication.in("at", "ALTER TABLE t ADD y INT NOT NULL DEFAULT 8", "UPDATE u SET a = 102 WHERE id = 2");
            replication.awaitRows(
                    "SELECT name FROM system.columns WHERE database = 'resync_swap' AND table = 't' AND name = 'y'",
                    "y");
            replication.awaitRows(
                    "SELECT _source_database, id, x, y FROM resync_swap.t WHERE _source_database = 'shop_at'",
                    "shop_at 1 7 8");
            replication.awaitRows(
                    "SELECT _source_database, id, a FROM resync_swap.u ORDER BY 1, 2",
                    "shop_at 1 100",
                    "shop_at 2 102",
                    "shop_de 1 100",
                    "shop_us 1 100");
        }
    }

    @Test
    void tablesThatChangePlacesAreReadAnew() throws Exception {
        try (Replication replication = started("resync_places")) {
            replication.in("de", "RENAME TABLE t TO x, u TO t, x TO u", "INSERT INTO t VALUES (3, 103, 203)");

            replication.awaitRows(
                    "SELECT _source_database, id, a FROM resync_places.t ORDER BY 1, 2",
                    "shop_at 1 10",
                    "shop_de 1 100",
                    "shop_de 3 103",
                    "shop_us 1 10");
            replication.awaitRows(
                    "SELECT _source_database, id, a FROM resync_places.u ORDER BY 1, 2",
                    "shop_at 1 100",
                    "shop_de 1 10",
                    "shop_us 1 100");
        }
    }

    /** Longer than it takes to have an attempt fail when a test sees what a checkpoint brought. */
    private static final String SELDOM = "2s";

    /** However few rows there are, they go through staging tables. */
    private static final String STAGED = "batch: {inline-bytes: 1B}\n";

    /** Statements that make two tables change places, in a job that seldom takes a checkpoint and may fail. */
    private static Replication tablesChangePlaces(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: t}, {source: u}]")
                .withCheckpointInterval(SELDOM)
                .withOptions(STAGED);
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a BIGINT)");
        replication.everywhere("CREATE TABLE u LIKE t");
        replication.everywhere("INSERT INTO t VALUES (1, 10)");
        replication.everywhere("INSERT INTO u VALUES (1, 100)");
        replication.start(RunMode.SYNC);
        replication.awaitRows("SELECT id, a, count() FROM " + name + ".t GROUP BY ALL", "1 10 3");
        replication.awaitBinlog("t", "(9, 9)");
        replication.in("de", "RENAME TABLE t TO x, u TO t, x TO u");
        return replication;
    }

    /** Has the attempt fail over rows that it cannot stage, before its next checkpoint; see {@link #STAGED}. */
    private static void failAttempt(Replication replication) throws Exception {
        replication.clickHouse().execute("RENAME DATABASE tributary_staging TO staging_away");
        try {
            replication.in("de", "INSERT INTO u VALUES (2, 20)");
            replication.awaitRestart();
        } finally {
            replication.clickHouse().execute("RENAME DATABASE staging_away TO tributary_staging");
        }
    }

    private static void assertThatTablesAreFollowed(Replication replication, String name) throws Exception {
        replication.in("de", "INSERT INTO t VALUES (3, 300)", "UPDATE t SET a = 101 WHERE id = 1");
        replication.in("de", "UPDATE u SET a = 11 WHERE id = 1");
        String ofDe = " WHERE _source_database = 'shop_de' ORDER BY id";
        replication.awaitRows("SELECT id, a FROM " + name + ".t" + ofDe, "1 101", "3 300");
        replication.awaitRows("SELECT id, a FROM " + name + ".u" + ofDe, "1 11", "2 20");
    }

    /** The reader dies when it has said that it follows the table from then on, and before a checkpoint holds that. */
    @Test
    void readerThatDiesBeforeACheckpointHasTheTableFollowsIt() throws Exception {
        try (Replication replication = tablesChangePlaces("resync_death")) {
            replication.awaitRows("SELECT id, a FROM resync_death.t WHERE _source_database = 'shop_de'", "1 100");
            failAttempt(replication);
            assertThatTablesAreFollowed(replication, "resync_death");
        }
    }

    /** The attempt ends when the resync is noted, and before a checkpoint knows of it. */
    @Test
    void attemptThatFailsBeforeACheckpointKnowsTheResyncReadsTheTablesAnew() throws Exception {
        try (Replication replication = tablesChangePlaces("resync_early_death")) {
            replication.awaitRows(
                    "SELECT count() FROM tributary.table_states WHERE job = 'resync_early_death' AND event = 'resync'",
                    "2");
            failAttempt(replication);
            assertThatTablesAreFollowed(replication, "resync_early_death");
        }
    }

    /** The attempt ends when the reader of the binlog has just begun, and before a checkpoint knows of that. */
    @Test
    void readerOfTheBinlogThatDiesBeforeACheckpointIsReplaced() throws Exception {
        try (Replication replication = new Replication("resync_first_death", "[{source: u}]")
                .withCheckpointInterval(SELDOM)
                .withOptions(STAGED)) {
            replication.everywhere("CREATE TABLE u (id INT PRIMARY KEY, a INT)");
            replication.everywhere("INSERT INTO u VALUES (1, 10)");
            replication.start(RunMode.SYNC);
            String rows = "SELECT id, a FROM resync_first_death.u WHERE _source_database = 'shop_de' ORDER BY id";
            replication.awaitRows(rows, "1 10");
            failAttempt(replication);
            replication.awaitRows(rows, "1 10", "2 20");
        }
    }

    /** Its server has no other table, so that nothing is read of it meanwhile. */
    @Test
    void onlyTableOfAServerIsReadAnew() throws Exception {
        try (Replication replication = new Replication("resync_only", "[{source: t}]").withoutRestarts()) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a DOUBLE)");
            replication.everywhere("INSERT INTO t VALUES (1, 1.5)");
            replication.start(RunMode.SYNC);
            String rows = "SELECT _source_database, id, a FROM resync_only.t ORDER BY 1, 2";
            replication.awaitRows(rows, "shop_at 1 1.5", "shop_de 1 1.5", "shop_us 1 1.5");
            replication.in("us", "INSERT INTO t VALUES (9, 9)");
            replication.awaitRows(rows, "shop_at 1 1.5", "shop_de 1 1.5", "shop_us 1 1.5", "shop_us 9 9");

            replication.in("us", "ALTER TABLE t MODIFY a FLOAT", "INSERT INTO t VALUES (2, 2.5)");
            replication.in("us", "DELETE FROM t WHERE id = 9");
            replication.awaitRows(rows, "shop_at 1 1.5", "shop_de 1 1.5", "shop_us 1 1.5", "shop_us 2 2.5");

            replication.in("us", "UPDATE t SET a = 3.5 WHERE id = 2");
            replication.awaitRows(rows, "shop_at 1 1.5", "shop_de 1 1.5", "shop_us 1 1.5", "shop_us 2 3.5");
        }
    }

    /** The connector forgets a dropped table when it goes on without it, which readers must do, too. */
    @Test
    void tableThatWasDroppedBeforeIsReadAnewWhenItIsBack() throws Exception {
        try (Replication replication = started("resync_dropped")) {
            replication.in(
                    "at",
                    "DROP TABLE u",
                    "SET sql_mode = ''",
                    "ALTER TABLE t MODIFY a INT",
                    "INSERT INTO t VALUES (2, 11, 21)");
            String rows =
                    "SELECT _source_database, id, a FROM resync_dropped.%s WHERE _source_database = 'shop_at' ORDER BY 2";
            replication.awaitRows(rows.formatted("t"), "shop_at 1 10", "shop_at 2 11");
            replication.in("at", "UPDATE t SET a = 12 WHERE id = 1");
            replication.awaitRows(rows.formatted("t"), "shop_at 1 12", "shop_at 2 11");

            replication.in("at", "CREATE TABLE u LIKE t", "INSERT INTO u VALUES (3, 102, 202)");
            replication.awaitRows(rows.formatted("u"), "shop_at 3 102");
            replication.in("at", "UPDATE u SET a = 103");
            replication.awaitRows(rows.formatted("u"), "shop_at 3 103");
        }
    }

    @Test
    void tableThatIsAlteredWhileItIsReadAnewIsReadOnceMore() throws Exception {
        try (Replication replication = started("resync_again")) {
            replication.in("at", "SET sql_mode = ''", "ALTER TABLE t MODIFY a INT");
            for (int i = 0; i < 15; i++) {
                replication.in(
                        "at",
                        "ALTER TABLE t ADD x" + i + " INT NOT NULL DEFAULT " + i,
                        "INSERT INTO t (id, a, b) VALUES (" + (100 + i) + ", 1, 2)",
                        "ALTER TABLE t DROP x" + i);
                TimeUnit.MILLISECONDS.sleep(400); // so that statements fall before, into and behind the snapshot
            }
            replication.in(
                    "at", "ALTER TABLE t ADD y INT NOT NULL DEFAULT 3", "DELETE FROM t WHERE id BETWEEN 100 AND 113");
            replication.awaitRows(
                    "SELECT name FROM system.columns WHERE database = 'resync_again' AND table = 't' AND name = 'y'",
                    "y");
            replication.awaitRows(
                    "SELECT _source_database, id, a, y FROM resync_again.t ORDER BY 1, 2",
                    "shop_at 1 10 3",
                    "shop_at 114 1 3",
                    "shop_de 1 10 ᴺᵁᴸᴸ",
                    "shop_us 1 10 ᴺᵁᴸᴸ");
        }
    }

    @Test
    void tableThatIsGoneIsReadAnewWhenItIsBack() throws Exception {
        try (Replication replication = started("resync_gone")) {
            replication.in("at", "RENAME TABLE t TO x", "INSERT INTO x VALUES (2, 11, 21)");
            replication.in("at", "INSERT INTO u VALUES (2, 101, 201)");
            replication.awaitRows(
                    "SELECT id FROM resync_gone.u WHERE _source_database = 'shop_at' ORDER BY 1", "1", "2");

            replication.in("at", "RENAME TABLE x TO t", "UPDATE t SET a = 12 WHERE id = 1");
            replication.awaitRows(
                    "SELECT _source_database, id, a FROM resync_gone.t ORDER BY 1, 2",
                    "shop_at 1 12",
                    "shop_at 2 11",
                    "shop_de 1 10",
                    "shop_us 1 10");
        }
    }

    @Test
    void tableThatNoTargetCanHoldIsReadAnewWhenItFitsAgain(@TempDir Path savepoints) throws Exception {
        try (Replication replication = started("resync_later")) {
            replication.in("at", "ALTER TABLE t MODIFY a VARCHAR(20)", "INSERT INTO t VALUES (3, 'text', 22)");
            replication.awaitRows(
                    "SELECT source_database, mysql_table, event FROM tributary.table_states WHERE job = 'resync_later'",
                    "shop_at t awaits resync");
            replication.in("de", "INSERT INTO t VALUES (2, 11, 21)");
            replication.awaitRows(
                    "SELECT _source_database, id FROM resync_later.t WHERE _source_database != 'shop_at' ORDER BY 1, 2",
                    "shop_de 1",
                    "shop_de 2",
                    "shop_us 1");

            replication.goOnFromSavepoint(savepoints, () -> {});
            replication.in("de", "INSERT INTO t VALUES (4, 12, 21)");
            replication.awaitRows(
                    "SELECT _source_database, id FROM resync_later.t WHERE _source_database != 'shop_at' ORDER BY 1, 2",
                    "shop_de 1",
                    "shop_de 2",
                    "shop_de 4",
                    "shop_us 1");

            replication.goOnFromSavepoint(savepoints, () -> {
                assertThat(printedPlan(replication))
                        .contains("shop_at: resync_later_at.t is set aside: column 'a' changed");
                replication.in("at", "DELETE FROM t WHERE id = 3", "ALTER TABLE t MODIFY a BIGINT");
                replication.in("at", "INSERT INTO t VALUES (5, 13, 23)");
                assertThat(printedPlan(replication))
                        .contains("Read anew by a snapshot")
                        .contains("shop_at: resync_later_at.t: column 'a' changed");
            });
            replication.awaitRows(
                    "SELECT _source_database, id, a FROM resync_later.t ORDER BY 1, 2",
                    "shop_at 1 10",
                    "shop_at 5 13",
                    "shop_de 1 10",
                    "shop_de 2 11",
                    "shop_de 4 12",
                    "shop_us 1 10");
        }
    }

    @Test
    void rowsFromBeforeTheSnapshotCanHaveAnotherStructure(@TempDir Path savepoints) throws Exception {
        try (Replication replication = started("resync_older")) {
            TableControl control = new TableControl(replication.config(), "shop_at", "t");
            replication.goOnFromSavepoint(savepoints, () -> {
                replication.in(
                        "at",
                        "INSERT INTO t VALUES (3, 12, 22)",
                        "ALTER TABLE t ADD z INT",
                        "UPDATE t SET z = 5 WHERE id = 3");
                assertThatCode(control::resync).doesNotThrowAnyException();
            });

            replication.awaitRows(
                    "SELECT name FROM system.columns WHERE database = 'resync_older' AND table = 't' AND name = 'z'",
                    "z");
            replication.awaitRows(
                    "SELECT _source_database, id, a, z FROM resync_older.t ORDER BY 1, 2",
                    "shop_at 1 10 ᴺᵁᴸᴸ",
                    "shop_at 3 12 5",
                    "shop_de 1 10 ᴺᵁᴸᴸ",
                    "shop_us 1 10 ᴺᵁᴸᴸ");
        }
    }

    @Test
    void tableIsReadAnewOnDemandAndOnceOnly(@TempDir Path savepoints) throws Exception {
        try (Replication replication = started("resync_asked")) {
            replication
                    .clickHouse()
                    .execute("ALTER TABLE resync_asked.t UPDATE b = 99 WHERE 1 SETTINGS mutations_sync = 1");
            new TableControl(replication.config(), "shop_de", "t").resync();
            String rows = "SELECT _source_database, id, b FROM resync_asked.t ORDER BY 1";
            replication.awaitRows(rows, "shop_at 1 99", "shop_de 1 20", "shop_us 1 99");

            replication
                    .clickHouse()
                    .execute("ALTER TABLE resync_asked.t UPDATE b = 98 WHERE 1 SETTINGS mutations_sync = 1");
            replication.goOnFromSavepoint(savepoints, () -> {});
            replication.awaitBinlog("t", "(9, 9, 9)");
            replication.awaitRows(rows, "shop_at 1 98", "shop_de 1 98", "shop_us 1 98");
        }
    }
}
