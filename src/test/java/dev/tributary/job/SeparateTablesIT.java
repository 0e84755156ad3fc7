package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.plan.TableControl;
import org.junit.jupiter.api.Test;

/** What happens to one table of a server concerns that table alone: no other one goes back, waits for ever, or ends. */
class SeparateTablesIT {

    private static final int LARGE = 60_000;

    private static Replication replication(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: big}, {source: t}, {source: u}]")
                .withOptions("source: {split-size: 500}")
                .withoutRestarts();
        replication.everywhere("CREATE TABLE big (id INT PRIMARY KEY, v INT)");
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT)");
        replication.everywhere("CREATE TABLE u LIKE t");
        fill(replication, "de");
        replication.everywhere("INSERT INTO t VALUES (1, 10, 100), (2, 20, 200)");
        replication.everywhere("INSERT INTO u VALUES (1, 10, 100)");
        return replication;
    }

    private static void fill(Replication replication, String tenant) {
        replication.in(
                tenant,
                "SET SESSION cte_max_recursion_depth = " + (LARGE + 1),
                "INSERT INTO big WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + LARGE
                        + ") SELECT i, i FROM n");
    }

    /** Each kind of statement on a table while its neighbour is read anew, with rows on both sides of it. */
    @Test
    void tableThatIsReadAnewTakesNoOtherBack() throws Exception {
        try (Replication replication = replication("no_rewind")) {
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM no_rewind.big", String.valueOf(LARGE));
            replication.awaitBinlog("t", "(9, 9, 9)");
            replication.in("de", "UPDATE t SET a = 11 WHERE id = 1");
            replication.awaitRows(
                    "SELECT a FROM no_rewind.t WHERE _source_database = 'shop_de' ORDER BY id", "11", "20");

            try (VersionWatch versions = new VersionWatch("no_rewind.t")) {
                new TableControl(replication.config(), "shop_de", "big").resync();
                for (int i = 0; i < 12; i++) {
                    replication.in(
                            "de",
                            "UPDATE t SET a = a + 1",
                            "ALTER TABLE t ADD COLUMN y" + i + " INT NOT NULL DEFAULT " + i,
                            "UPDATE t SET b = b + 1, y" + i + " = 7 WHERE id = 1",
                            "ALTER TABLE t DROP COLUMN y" + i,
                            "INSERT INTO t VALUES (" + (100 + i) + ", 1, 2)",
                            "TRUNCATE TABLE u",
                            "INSERT INTO u VALUES (" + i + ", 1, 1)");
                    Thread.sleep(300);
                }
                replication.awaitRows(
                        "SELECT count() FROM tributary.table_states WHERE job = 'no_rewind' AND event = 'resync'", "1");
                replication.awaitRows(
                        "SELECT id, a, b FROM no_rewind.t WHERE _source_database = 'shop_de' AND id < 100 ORDER BY id",
                        "1 23 112",
                        "2 32 200");
                replication.awaitRows(
                        "SELECT id FROM no_rewind.u WHERE _source_database = 'shop_de' ORDER BY id", "11");
                assertThat(versions.violations()).isEmpty();
            }
            assertThat(replication.rows(
                            "SELECT mysql_table, event FROM tributary.table_states WHERE job = 'no_rewind'"))
                    .as("nothing else is read anew")
                    .containsExactly("big resync");
            replication.in("de", "UPDATE big SET v = -1 WHERE id = 5");
            replication.awaitRows("SELECT v FROM no_rewind.big WHERE _source_database = 'shop_de' AND id = 5", "-1");
            assertThat(replication.verify().differences()).isZero();
        }
    }

    /** While the first snapshot of a large table is taken, small ones are current already, and can be changed in any way. */
    @Test
    void statementsDuringTheFirstSnapshotConcernTheirTableAlone() throws Exception {
        try (Replication replication = replication("first_snapshot")) {
            replication.start(RunMode.SYNC, () -> {
                replication.in("at", "DROP TABLE u", "ALTER TABLE t ADD COLUMN early INT NOT NULL DEFAULT 3");
            });
            replication.in("de", "RENAME TABLE u TO v", "UPDATE big SET v = 0 WHERE id = " + LARGE);
            replication.in(
                    "de",
                    "ALTER TABLE t ADD COLUMN z INT",
                    "UPDATE t SET z = 5 WHERE id = 1",
                    "CREATE TABLE u LIKE t",
                    "INSERT INTO u VALUES (7, 8, 9, 10)");
            replication.in("us", "TRUNCATE TABLE t", "INSERT INTO t VALUES (3, 30, 300)");
            replication.awaitRows(
                    "SELECT _source_database, id, a, b FROM first_snapshot.t ORDER BY 1, 2",
                    "shop_at 1 10 100",
                    "shop_at 2 20 200",
                    "shop_de 1 10 100",
                    "shop_de 2 20 200",
                    "shop_us 3 30 300");
            replication.awaitRows("SELECT id, a FROM first_snapshot.u WHERE _source_database = 'shop_de'", "7 8");
            replication.awaitRows("SELECT v FROM first_snapshot.big WHERE id = " + LARGE, "0");
            replication.awaitRows("SELECT count() FROM first_snapshot.big", String.valueOf(LARGE));

            replication.in("at", "CREATE TABLE u LIKE t", "INSERT INTO u (id, a, b) VALUES (4, 5, 6)");
            replication.awaitRows("SELECT id, a, b FROM first_snapshot.u WHERE _source_database = 'shop_at'", "4 5 6");
        }
    }
}
