package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import org.junit.jupiter.api.Test;

/** Names that are written in other letters are the names that the server takes them for. */
class LetterCaseIT {

    @Test
    void tablesThatDifferInLettersAloneAreTwo() throws Exception {
        try (Replication replication = new Replication(
                        "two_letters", "[{source: orders, target: small}, {source: Orders, target: large}]")
                .withoutRestarts()) {
            replication.everywhere("CREATE TABLE orders (id INT PRIMARY KEY, a INT)");
            replication.everywhere("CREATE TABLE Orders (id INT PRIMARY KEY, b VARCHAR(9))");
            replication.everywhere("INSERT INTO orders VALUES (1, 10)");
            replication.everywhere("INSERT INTO Orders VALUES (2, 'x')");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT id, a FROM two_letters.small GROUP BY ALL", "1 10");
            replication.awaitRows("SELECT id, b FROM two_letters.large GROUP BY ALL", "2 x");

            replication.in(
                    "de",
                    "ALTER TABLE orders ADD COLUMN c INT DEFAULT 3",
                    "TRUNCATE TABLE Orders",
                    "INSERT INTO Orders VALUES (3, 'y')",
                    "UPDATE orders SET a = 11");
            replication.awaitRows("SELECT id, b FROM two_letters.large WHERE _source_database = 'shop_de'", "3 y");
            replication.awaitRows(
                    "SELECT count() FROM system.columns WHERE database = 'two_letters' AND name = 'c'", "1");
            replication.awaitRows(
                    "SELECT id, a, c FROM two_letters.small WHERE _source_database = 'shop_de'", "1 11 3");
        }
    }

    @Test
    void statementsInOtherLettersAreOnesOnTheTable() throws Exception {
        try (Replication replication =
                new Replication("letters", "[{source: orders}]", TestServers.mysqlIgnoringCase()).withoutRestarts()) {
            replication.everywhere("CREATE TABLE orders (id INT PRIMARY KEY, note VARCHAR(20))");
            replication.everywhere("INSERT INTO orders VALUES (1, 'old')");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM letters.orders", "3");
            replication.awaitBinlog("orders", "(9, 'x')");
            String rows = "SELECT id, note, Extra FROM letters.orders WHERE _source_database = 'shop_de' ORDER BY id";

            replication.in(
                    "de",
                    "ALTER TABLE ORDERS ADD COLUMN Extra INT NOT NULL DEFAULT 5 AFTER ID",
                    "INSERT INTO Orders VALUES (2, 6, 'new')");
            replication.awaitRows(
                    "SELECT count() FROM system.columns WHERE database = 'letters' AND table = 'orders' AND name = 'Extra'",
                    "1");
            replication.awaitRows(rows, "1 old 5", "2 new 6");
            replication.in("de", "TRUNCATE TABLE ORDERS", "INSERT INTO orders VALUES (3, 7, 'after')");
            replication.awaitRows(rows, "3 after 7");
            assertThat(replication.rows("SELECT * FROM tributary.table_states WHERE job = 'letters'"))
                    .isEmpty();
        }
    }

    @Test
    void columnsAreNamedInAnyLetters() throws Exception {
        try (Replication replication = new Replication("column_letters", "[{source: t}]").withoutRestarts()) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, note VARCHAR(20), n INT, gone INT)");
            replication.everywhere("INSERT INTO t VALUES (1, 'old', 2, 3)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM column_letters.t", "3");
            replication.awaitBinlog("t", "(9, 'x', 1, 1)");

            replication.in(
                    "de",
                    "ALTER TABLE t RENAME COLUMN NOTE TO remark",
                    "ALTER TABLE t MODIFY N BIGINT",
                    "ALTER TABLE t DROP COLUMN GONE",
                    "INSERT INTO t VALUES (2, 'new', 5000000000)");
            replication.awaitRows(
                    "SELECT count() FROM system.columns WHERE database = 'column_letters' AND name = 'remark'", "1");
            replication.awaitRows(
                    "SELECT id, remark, n FROM column_letters.t WHERE _source_database = 'shop_de' ORDER BY id",
                    "1 old 2",
                    "2 new 5000000000");
            assertThat(replication.rows("SELECT * FROM tributary.table_states WHERE job = 'column_letters'"))
                    .isEmpty();
        }
    }
}
