package dev.tributary.job;

import dev.tributary.config.RunMode;
import org.junit.jupiter.api.Test;

/** What statements do to earlier rows where the policies are not the usual ones. */
class SchemaChangePoliciesIT {

    private static final String TABLE = "CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL, b BIGINT NOT NULL)";

    @Test
    void ignoredStatementsLeaveEarlierRowsAsTheyAre() throws Exception {
        try (Replication replication = new Replication("ignoring", "[{source: t}, {source: u}]")
                .withOptions("schema-changes: {add-column: ignore, rename-column: ignore, modify-column: ignore,"
                        + " truncate-table: ignore}")) {
            replication.everywhere(TABLE);
            replication.everywhere("CREATE TABLE u LIKE t");
            replication.everywhere("INSERT INTO t VALUES (1, 10, 20)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM ignoring.t", "3");
            replication.awaitBinlog("t", "(9, 9, 9)");

            replication.in(
                    "de",
                    "ALTER TABLE t ADD x INT NOT NULL DEFAULT 5",
                    "ALTER TABLE t RENAME COLUMN a TO y",
                    "ALTER TABLE t MODIFY b SMALLINT NOT NULL",
                    "INSERT INTO t VALUES (2, 11, 21, 6)");
            replication.in("us", "TRUNCATE TABLE t", "INSERT INTO t VALUES (3, 12, 22)");

            replication.awaitRows(
                    "SELECT count() FROM system.columns WHERE database = 'ignoring' AND table = 't' AND name IN ('x', 'y')",
                    "2");
            replication.awaitRows(
                    "SELECT _source_database, id, a, b, x, y FROM ignoring.t ORDER BY 1, 2",
                    "shop_at 1 10 20 ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                    "shop_de 1 10 20 ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                    "shop_de 2 ᴺᵁᴸᴸ 21 6 11",
                    "shop_us 1 10 20 ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                    "shop_us 3 12 22 ᴺᵁᴸᴸ ᴺᵁᴸᴸ");
        }
    }

    @Test
    void appliedDropsTakeValuesAndRowsAway() throws Exception {
        try (Replication replication = new Replication("dropping", "[{source: t}, {source: u}]")
                .withOptions("schema-changes: {drop-column: apply, drop-table: apply}")) {
            replication.everywhere(TABLE);
            replication.everywhere("CREATE TABLE u LIKE t");
            replication.everywhere("INSERT INTO t VALUES (1, 10, 20)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM dropping.t", "3");
            replication.awaitBinlog("t", "(9, 9, 9)");

            replication.in("de", "ALTER TABLE t DROP COLUMN a");
            replication.in("us", "DROP TABLE t");

            replication.awaitRows(
                    "SELECT _source_database, id, a, b FROM dropping.t ORDER BY 1, 2",
                    "shop_at 1 10 20",
                    "shop_de 1 ᴺᵁᴸᴸ 20");
        }
    }
}
