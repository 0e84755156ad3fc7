package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.verify.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Servers of other kinds than that of the other tests, beside one of those: two tenants are on the other server, the third is
 * on MySQL 8.0. Servers that come from Debian's packages take part with {@code mvn verify -Pservers}.
 */
class ServerKindsIT {

    private static final String OTHER_SERVERS = "tributary.servers";

    private static final String TYPED = """
            CREATE TABLE typed (
              id BIGINT UNSIGNED PRIMARY KEY, t TINYINT, su SMALLINT UNSIGNED, m MEDIUMINT, i INT, lu BIGINT UNSIGNED,
              d DECIMAL(18,4), dbl DOUBLE, f FLOAT, c CHAR(5), v VARCHAR(100), x TEXT, l1 VARCHAR(20) CHARACTER SET latin1,
              dt DATE, t0 DATETIME, t6 DATETIME(6), ts TIMESTAMP NULL, ts3 TIMESTAMP(3) NULL, tm TIME, tm6 TIME(6), y YEAR,
              e ENUM('a', 'b c', 'ü'), s SET('x', 'y'), vb VARBINARY(20), bl BLOB, b BIT(10)
            ) CHARACTER SET utf8mb4""";

    private static final String[] TYPED_ROWS = {
        "INSERT INTO typed VALUES (18446744073709551615, -128, 65535, -8388608, 2147483647, 18446744073709551615,"
                + " -99999999999999.9999, 4.9e-324, 1.1754944e-38, 'ab  ', 'Zürich 🎉', '日本語', 'é€', '1900-01-01',"
                + " '2299-12-31 23:59:59', '1900-01-01 00:00:00.000001', '1970-01-01 00:00:01', '2038-01-19 03:14:07.999',"
                + " '-838:59:59', '-00:00:00.500000', 2155, 'ü', 'x,y', x'00ff0a0d0a00', x'00', b'1000000001')",
        "INSERT INTO typed (id, e, s) VALUES (2, 'a', '')"
    };

    @Test
    void changesArriveWithoutGtids() throws Exception {
        replicate("kind_no_gtids", TestServers.mysqlWithoutGtids());
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void changesArriveFromTheNewestMySql() throws Exception {
        replicate("kind_newest", TestServers.newestMySql());
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void changesArriveFromMariaDb() throws Exception {
        replicate("kind_mariadb", TestServers.mariaDb());
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void whatMariaDbAloneHasIsRefusedByName() throws Exception {
        EmbeddedMySql mariaDb = TestServers.mariaDb();
        try (Replication replication = new Replication("kind_refused", "[{source: odd}]", mariaDb)) {
            replication.everywhere("CREATE TABLE odd (id INT PRIMARY KEY)");
            replication.in("de", "ALTER TABLE odd ADD u UUID, ADD a INET6");
            mariaDb.execute("SET GLOBAL log_bin_compress = ON");

            assertThatThrownBy(replication::plan)
                    .hasMessageContaining("table kind_refused_de.odd, column u")
                    .hasMessageContaining("table kind_refused_de.odd, column a")
                    .hasMessageContaining("log_bin_compress is ON, must be OFF; set it in the server's configuration");
        } finally {
            mariaDb.execute("SET GLOBAL log_bin_compress = OFF");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void invisibleColumnsArriveFromTheNewestMySql() throws Exception {
        assertThatInvisibleColumnsArrive("kind_invisible", TestServers.newestMySql());
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void invisibleColumnsArriveFromMariaDb() throws Exception {
        assertThatInvisibleColumnsArrive("kind_invisible_mariadb", TestServers.mariaDb());
    }

    private static void assertThatInvisibleColumnsArrive(String name, EmbeddedMySql other) throws Exception {
        try (Replication replication = new Replication(name, "[{source: items}]", other)) {
            replication.withoutRestarts();
            String table = "CREATE TABLE items (id INT PRIMARY KEY, n INT NOT NULL DEFAULT 5 %s, m INT)";
            replication.in("us", table.formatted(""));
            replication.in("de", table.formatted("INVISIBLE"));
            replication.in("at", table.formatted("INVISIBLE"));
            replication.everywhere("INSERT INTO items (id, m) VALUES (1, 10)");
            replication.start(RunMode.SYNC);
            String rows = "SELECT id, n, m, count() FROM " + name + ".items GROUP BY ALL ORDER BY ALL";
            replication.awaitRows(rows, "1 5 10 3");

            replication.everywhere("INSERT INTO items (id, n, m) VALUES (2, 6, 20)");
            replication.everywhere("UPDATE items SET n = 7 WHERE id = 1");
            replication.awaitRows(rows, "1 7 10 3", "2 6 20 3");
        }
    }

    /** The binlog client does not know such transactions. */
    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void taggedTransactionsEndTheJob() throws Exception {
        EmbeddedMySql other = TestServers.newestMySql();
        try (Replication replication = new Replication("kind_tagged", "[{source: items}]", other)) {
            replication.everywhere("CREATE TABLE items (id INT PRIMARY KEY, n INT NOT NULL)");
            replication.everywhere("INSERT INTO items VALUES (1, 0)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM kind_tagged.items", "3");

            replication.in("de", "SET gtid_next = 'AUTOMATIC:nightly'", "UPDATE items SET n = 1");

            assertThatThrownBy(replication::awaitFinished).hasStackTraceContaining("tagged GTID");
            assertThatThrownBy(replication::plan).hasMessageContaining("gtid_executed holds GTIDs with tags");
        } finally {
            other.execute("RESET BINARY LOGS AND GTIDS");
        }
    }

    /** It goes on writing the list of GTIDs before each binlog in the form that has room for tags. */
    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void serverThatHadTaggedTransactionsIsFollowedAfterItsReset() throws Exception {
        EmbeddedMySql other = TestServers.newestMySql();
        other.execute(
                "SET gtid_next = 'AUTOMATIC:nightly'",
                "CREATE DATABASE IF NOT EXISTS tagged",
                "SET gtid_next = 'AUTOMATIC'",
                "RESET BINARY LOGS AND GTIDS");
        try (Replication replication = new Replication("kind_untagged", "[{source: items}]", other)) {
            replication.everywhere("CREATE TABLE items (id INT PRIMARY KEY, n INT NOT NULL)");
            replication.everywhere("INSERT INTO items VALUES (1, 0)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT n, count() FROM kind_untagged.items GROUP BY n", "0 3");

            replication.everywhere("UPDATE items SET n = 1");
            replication.awaitRows("SELECT n, count() FROM kind_untagged.items GROUP BY n", "1 3");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void compressedTransactionEndsTheJob() throws Exception {
        assertThatCompressionEndsTheJob(
                "kind_compressed",
                TestServers.newestMySql(),
                "binlog_transaction_compression must be OFF",
                "SET SESSION binlog_transaction_compression = ON",
                "UPDATE items SET n = REPEAT('x', 1000)");
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void compressedBinlogOfMariaDbEndsTheJob() throws Exception {
        EmbeddedMySql mariaDb = TestServers.mariaDb();
        try {
            assertThatCompressionEndsTheJob(
                    "kind_compressed_mariadb",
                    mariaDb,
                    "log_bin_compress must be OFF",
                    "SET GLOBAL log_bin_compress = ON",
                    "UPDATE items SET n = REPEAT('x', 1000)");
        } finally {
            mariaDb.execute("SET GLOBAL log_bin_compress = OFF");
        }
    }

    private static void assertThatCompressionEndsTheJob(
            String name, EmbeddedMySql other, String message, String... statements) throws Exception {
        try (Replication replication = new Replication(name, "[{source: items}]", other)) {
            replication.withoutRestarts();
            replication.everywhere("CREATE TABLE items (id INT PRIMARY KEY, n TEXT)");
            replication.everywhere("INSERT INTO items VALUES (1, '')");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM " + name + ".items", "3");

            replication.in("de", statements);

            assertThatThrownBy(replication::awaitFinished).hasStackTraceContaining(message);
        }
    }

    private static void replicate(String name, EmbeddedMySql other) throws Exception {
        try (Replication replication = new Replication(name, "[{source: accounts}, {source: typed}]", other)) {
            replication.withoutRestarts();
            replication.everywhere(
                    "CREATE TABLE accounts (id INT PRIMARY KEY, name VARCHAR(50), balance INT NOT NULL)");
            replication.everywhere("INSERT INTO accounts VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3), (4, 'd', 4)");
            replication.everywhere(TYPED);
            for (String row : TYPED_ROWS) {
                replication.everywhere(row);
            }
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM " + name + ".accounts", "12");
            replication.awaitRows("SELECT count() FROM " + name + ".typed", "6");

            change(replication, name);
            addColumn(replication, name);
            goOnAfterARestart(replication, name, other);
            createAsSelect(replication, name);

            VerifyReport report = replication.verify();
            assertThat(report.differences()).as(report.summary()).isZero();
        }
    }

    private static void change(Replication replication, String name) throws Exception {
        replication.in(
                "de",
                "INSERT INTO accounts VALUES (5, 'new', 5)",
                "UPDATE accounts SET balance = 20 WHERE id = 2",
                "DELETE FROM accounts WHERE id = 3",
                "UPDATE accounts SET id = 40 WHERE id = 4",
                "DELETE FROM typed",
                TYPED_ROWS[0],
                TYPED_ROWS[1],
                "UPDATE typed SET id = 3, v = 'moved' WHERE id = 2");
        replication.awaitRows(
                "SELECT id, name, balance FROM " + name + ".accounts WHERE _source_database = 'shop_de' ORDER BY id",
                "1 a 1",
                "2 b 20",
                "5 new 5",
                "40 d 4");
        replication.awaitRows(
                "SELECT id, v FROM " + name + ".typed WHERE _source_database = 'shop_de' ORDER BY id",
                "3 moved",
                "18446744073709551615 Zürich 🎉");
    }

    private static void addColumn(Replication replication, String name) throws Exception {
        replication.in(
                "de",
                "ALTER TABLE accounts ADD COLUMN note VARCHAR(20) NOT NULL DEFAULT 'none' AFTER id",
                "UPDATE accounts SET note = 'added' WHERE id = 1");
        replication.await(
                "the new column",
                () -> replication
                        .value("SELECT count() FROM system.columns WHERE database = '" + name
                                + "' AND table = 'accounts' AND name = 'note'")
                        .equals("1"));
        replication.awaitRows(
                "SELECT id, note, name FROM " + name + ".accounts WHERE _source_database = 'shop_de' ORDER BY id",
                "1 added a",
                "2 none b",
                "5 none new",
                "40 none d");
    }

    /** MySQL 8.0.15, on which other tests run, refuses the statement when it has GTIDs. */
    private static void createAsSelect(Replication replication, String name) throws Exception {
        replication.in(
                "at",
                "CREATE TABLE selected AS SELECT * FROM accounts",
                "DROP TABLE accounts",
                "CREATE TABLE accounts (PRIMARY KEY (id)) AS SELECT id, name, balance FROM selected WHERE id < 3",
                "UPDATE accounts SET balance = 7 WHERE id = 2");
        replication.awaitRows(
                "SELECT id, name, balance FROM " + name + ".accounts WHERE _source_database = 'shop_at' ORDER BY id",
                "1 a 200",
                "2 b 7");
    }

    private static void goOnAfterARestart(Replication replication, String name, EmbeddedMySql other) throws Exception {
        other.kill();
        replication.in("us", "UPDATE accounts SET balance = 100 WHERE id = 1");
        replication.awaitRows(
                "SELECT balance FROM " + name + ".accounts WHERE _source_database = 'shop_us' AND id = 1", "100");
        other.start();
        replication.in("at", "UPDATE accounts SET balance = 200 WHERE id = 1");
        replication.awaitRows(
                "SELECT balance FROM " + name + ".accounts WHERE _source_database = 'shop_at' AND id = 1", "200");
    }
}
