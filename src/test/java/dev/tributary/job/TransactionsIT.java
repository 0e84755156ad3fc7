package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes arrive when they are committed, and never when they are not. */
class TransactionsIT {

    private static final String ROWS = "SELECT id, v FROM %s.acct WHERE _source_database = 'shop_de' ORDER BY id";

    private static Replication replication(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: acct}, {source: other}]").withoutRestarts();
        replication.everywhere("CREATE TABLE acct (id INT PRIMARY KEY, v INT)");
        replication.everywhere("CREATE TABLE other LIKE acct");
        replication.everywhere("INSERT INTO acct VALUES (1, 100)");
        return replication;
    }

    /** A session that is kept open, as the owner of a transaction keeps it. */
    private static void inSession(Replication replication, ThrowingConsumer work) throws Exception {
        try (Connection connection = replication.server("de").rootConnection(replication.database("de"));
                Statement statement = connection.createStatement()) {
            work.accept(statement);
        }
    }

    @FunctionalInterface
    private interface ThrowingConsumer {
        void accept(Statement statement) throws Exception;
    }

    private static void execute(Statement statement, String... sql) throws SQLException {
        for (String each : sql) {
            statement.execute(each);
        }
    }

    private static void prepare(Statement statement, String xid, String... changes) throws SQLException {
        statement.execute("XA START '" + xid + "'");
        execute(statement, changes);
        execute(statement, "XA END '" + xid + "'", "XA PREPARE '" + xid + "'");
    }

    @Test
    void preparedTransactionArrivesWhenItIsCommittedAndNotWhenItIsRolledBack() throws Exception {
        try (Replication replication = replication("xa_ends")) {
            replication.start(RunMode.SYNC);
            replication.awaitRows(ROWS.formatted("xa_ends"), "1 100");
            inSession(replication, session -> {
                prepare(session, "gone", "INSERT INTO acct VALUES (666, 1)", "UPDATE acct SET v = 0 WHERE id = 1");
                execute(session, "XA ROLLBACK 'gone'");
            });
            inSession(
                    replication,
                    session -> prepare(
                            session,
                            "kept",
                            "INSERT INTO acct VALUES (2, 20), (3, 30)",
                            "UPDATE acct SET v = 21 WHERE id = 2",
                            "UPDATE acct SET v = 22 WHERE id = 2",
                            "DELETE FROM acct WHERE id = 3"));
            replication.in("de", "INSERT INTO acct VALUES (9, 90)");
            replication.awaitRows(ROWS.formatted("xa_ends"), "1 100", "9 90");

            replication.in("de", "XA COMMIT 'kept'", "UPDATE acct SET v = 23 WHERE id = 2");
            replication.awaitRows(ROWS.formatted("xa_ends"), "1 100", "2 23", "9 90");
            assertThat(replication.verify().differences()).isZero();
        }
    }

    @Test
    void preparedTransactionOutlivesARestartOfTheJob(@TempDir Path savepoints) throws Exception {
        try (Replication replication = replication("xa_restart")) {
            replication.start(RunMode.SYNC);
            replication.awaitRows(ROWS.formatted("xa_restart"), "1 100");
            inSession(replication, session -> {
                prepare(session, "kept", "INSERT INTO acct VALUES (2, 20)", "UPDATE acct SET v = 101 WHERE id = 1");
            });
            inSession(replication, session -> prepare(session, "gone", "INSERT INTO acct VALUES (666, 1)"));
            replication.in("de", "INSERT INTO other VALUES (1, 1)");
            replication.awaitRows("SELECT count() FROM xa_restart.other", "1");

            replication.goOnFromSavepoint(
                    savepoints, () -> replication.in("de", "XA COMMIT 'kept'", "XA ROLLBACK 'gone'"));
            replication.awaitRows(ROWS.formatted("xa_restart"), "1 101", "2 20");
            replication.in("de", "INSERT INTO acct VALUES (3, 30)");
            replication.awaitRows(ROWS.formatted("xa_restart"), "1 101", "2 20", "3 30");
        }
    }

    /** Its rows are neither in the snapshot nor in the binlog behind it, so that the tables are read once more. */
    @Test
    void transactionThatWasPreparedBeforeTheSnapshotArrives() throws Exception {
        try (Replication replication = replication("xa_before")) {
            EmbeddedMySql server = replication.server("de");
            server.execute("GRANT XA_RECOVER_ADMIN ON *.* TO '" + server.user() + "'");
            inSession(
                    replication,
                    session -> prepare(
                            session,
                            "early",
                            "INSERT INTO acct VALUES (777, 7)",
                            "UPDATE acct SET v = 555 WHERE id = 1"));
            try {
                replication.start(RunMode.SYNC);
                replication.awaitRows(ROWS.formatted("xa_before"), "1 100");
                replication.in("de", "INSERT INTO acct VALUES (2, 20)");
                replication.awaitRows(ROWS.formatted("xa_before"), "1 100", "2 20");
            } finally {
                replication.in("de", "XA COMMIT 'early'");
                server.execute("REVOKE XA_RECOVER_ADMIN ON *.* FROM '" + server.user() + "'");
            }
            replication.awaitRows(ROWS.formatted("xa_before"), "1 555", "2 20", "777 7");
        }
    }

    /** Rows of a table that cannot take them back stand in the binlog with those that were taken back. */
    @Test
    void whatIsRolledBackBesideATableWithoutTransactionsDoesNotArrive() throws Exception {
        try (Replication replication = replication("rolled_back")) {
            replication.start(RunMode.SYNC);
            replication.awaitRows(ROWS.formatted("rolled_back"), "1 100");
            inSession(replication, session -> {
                execute(
                        session,
                        "SET SESSION gtid_next = 'AUTOMATIC'",
                        "BEGIN",
                        "INSERT INTO acct VALUES (666, 1)",
                        "SAVEPOINT a",
                        "INSERT INTO acct VALUES (667, 1)",
                        "ROLLBACK TO a",
                        "INSERT INTO acct VALUES (2, 20)",
                        "COMMIT",
                        "BEGIN",
                        "UPDATE acct SET v = 0",
                        "ROLLBACK");
            });
            replication.in("de", "INSERT INTO acct VALUES (3, 30)");
            replication.awaitRows(ROWS.formatted("rolled_back"), "1 100", "2 20", "3 30", "666 1");
        }
    }

    @Test
    void whatIsRolledBackDoesNotArriveAndWhatIsKeptDoes() throws Exception {
        assertRolledBackBesideWhatIsKept("rolled_beside", TestServers.mysqlWithoutGtids());
    }

    /** By one statement a table that takes its rows back changes, and one that does not; and temporary ones beside them. */
    private static void assertRolledBackBesideWhatIsKept(String name, EmbeddedMySql server) throws Exception {
        try (Replication replication =
                new Replication(name, "[{source: acct}, {source: other}, {source: kept}]", server).withoutRestarts()) {
            replication.everywhere("CREATE TABLE acct (id INT PRIMARY KEY, v INT)");
            replication.everywhere("CREATE TABLE other LIKE acct");
            replication.everywhere("CREATE TABLE kept (id INT PRIMARY KEY, v INT) ENGINE = MyISAM");
            replication.everywhere("INSERT INTO acct VALUES (1, 100)");
            replication.everywhere("INSERT INTO other VALUES (1, 100)");
            replication.in(
                    "de",
                    "CREATE TRIGGER tr AFTER INSERT ON acct FOR EACH ROW INSERT INTO kept VALUES (NEW.id, NEW.v)");
            replication.start(RunMode.SYNC);
            replication.awaitRows(ROWS.formatted(name), "1 100");
            replication.awaitBinlog("other", "(9, 9)");
            inSession(
                    replication,
                    session -> execute(
                            session,
                            "BEGIN",
                            "INSERT INTO acct VALUES (666, 1)",
                            "UPDATE other SET v = 0",
                            "ROLLBACK",
                            "BEGIN",
                            "INSERT INTO acct VALUES (2, 20)",
                            "SAVEPOINT a",
                            "INSERT INTO acct VALUES (667, 1)",
                            "UPDATE other SET v = 1",
                            "ROLLBACK TO a",
                            "COMMIT",
                            "CREATE TEMPORARY TABLE brief (id INT)",
                            "BEGIN",
                            "UPDATE other SET v = 2",
                            "INSERT INTO brief SELECT id FROM acct",
                            "ROLLBACK",
                            "BEGIN",
                            "UPDATE other SET v = 3 WHERE id = 0",
                            "SAVEPOINT b",
                            "UPDATE other SET v = 4",
                            "DROP TEMPORARY TABLE brief",
                            "ROLLBACK TO b",
                            "COMMIT"));
            replication.in("de", "INSERT INTO acct VALUES (3, 30)", "UPDATE other SET v = v + 1");
            replication.awaitRows(ROWS.formatted(name), "1 100", "2 20", "3 30");
            replication.awaitRows("SELECT v FROM " + name + ".other WHERE _source_database = 'shop_de'", "101");
            replication.awaitRows(
                    "SELECT id FROM " + name + ".kept WHERE _source_database = 'shop_de' ORDER BY id",
                    "2",
                    "3",
                    "666",
                    "667");
            assertThat(replication.rows(
                            "SELECT DISTINCT mysql_table FROM tributary.table_states WHERE job = '" + name + "'"))
                    .isEmpty();
        }
    }

    /** It is larger than what is held until the end of a transaction. */
    @Test
    void largeTransactionArrivesWhole() throws Exception {
        try (Replication replication = replication("large_transaction")) {
            replication.everywhere("ALTER TABLE other ADD COLUMN filler VARCHAR(2000)");
            replication.start(RunMode.SYNC);
            replication.awaitRows(ROWS.formatted("large_transaction"), "1 100");
            replication.in(
                    "de",
                    "SET SESSION cte_max_recursion_depth = 100000",
                    "BEGIN",
                    "INSERT INTO other WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                            + " SELECT i, i, REPEAT('x', 1500) FROM n",
                    "UPDATE other SET v = -v",
                    "UPDATE acct SET v = 1",
                    "COMMIT");
            replication.awaitRows(ROWS.formatted("large_transaction"), "1 1");
            replication.awaitRows("SELECT count(), sum(v) FROM large_transaction.other", "20000 -200010000");
        }
    }
}
