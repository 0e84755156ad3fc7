package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.plan.TableControl;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One table of one database that cannot be followed any more, while all others are. */
class SetAsideIT {

    private static final String TABLE = "CREATE TABLE t (id INT PRIMARY KEY, a BIGINT, b INT)";

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
            replication.in("at", "ALTER TABLE t MODIFY a INT", "INSERT INTO t VALUES (3, 12, 22)");
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
}
