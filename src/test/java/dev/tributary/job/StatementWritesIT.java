package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that a session writes with {@code binlog_format = STATEMENT}, by ways that its statement does not name. */
class StatementWritesIT {

    private static Replication started(String name, EmbeddedMySql server) throws Exception {
        Replication replication = new Replication(name, "[{source: t}, {source: u}]", server).withoutRestarts();
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a INT)");
        replication.everywhere("CREATE TABLE u LIKE t");
        replication.everywhere("INSERT INTO t VALUES (1, 10)");
        replication.everywhere("INSERT INTO u VALUES (1, 10)");
        replication.in(
                "de",
                "CREATE TABLE plain (id INT PRIMARY KEY, a INT)",
                "CREATE TABLE eager (id INT PRIMARY KEY, a INT)",
                "CREATE VIEW v AS SELECT * FROM t",
                "CREATE TRIGGER tr AFTER INSERT ON eager FOR EACH ROW UPDATE u SET a = a + 1",
                "CREATE FUNCTION writes() RETURNS INT DETERMINISTIC MODIFIES SQL DATA"
                        + " BEGIN UPDATE u SET a = a + 1; RETURN 1; END");
        replication.start(RunMode.SYNC);
        replication.awaitRows("SELECT count() FROM " + name + ".t", "3");
        replication.awaitRows("SELECT count() FROM " + name + ".u", "3");
        replication.awaitBinlog("t", "(9, 9)");
        return replication;
    }

    private static void byStatement(Replication replication, String... statements) {
        List<String> all = new ArrayList<>(List.of(
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SET SESSION binlog_format = 'STATEMENT'"));
        all.addAll(List.of(statements));
        replication.in("de", all.toArray(String[]::new));
    }

    private static List<String> setAside(Replication replication, String name) {
        return replication.rows(
                "SELECT mysql_database, mysql_table, cause FROM tributary.table_states WHERE event = 'set aside' AND job = '"
                        + name + "' ORDER BY 1, 2");
    }

    private static void assertSetAside(String name, EmbeddedMySql server, String cause, String... statements)
            throws Exception {
        try (Replication replication = started(name, server)) {
            byStatement(replication, statements);
            replication.await(
                    "tables set aside", () -> setAside(replication, name).size() == 2);
            assertThat(setAside(replication, name))
                    .allSatisfy(state -> assertThat(state).contains(cause))
                    .satisfiesExactly(
                            state -> assertThat(state).startsWith(name + "_de t "),
                            state -> assertThat(state).startsWith(name + "_de u "));
            replication.in("at", "INSERT INTO t VALUES (2, 20)");
            replication.awaitRows(
                    "SELECT id FROM " + name + ".t WHERE _source_database = 'shop_at' ORDER BY id", "1", "2");
        }
    }

    @Test
    void writeThroughAViewIsNoticed() throws Exception {
        assertSetAside(
                "by_view", TestServers.mysql(1), "it writes to by_view_de.v, which is no table", "UPDATE v SET a = 11");
    }

    @Test
    void writeByATriggerIsNoticed() throws Exception {
        String name = "by_trigger";
        assertSetAside(
                name,
                TestServers.mysql(1),
                "it writes to by_trigger_de.eager, which may have triggers",
                "INSERT INTO eager VALUES (1, 1)");
    }

    @Test
    void writeByAFunctionIsNoticed() throws Exception {
        assertSetAside("by_function", TestServers.mysql(1), "it calls a function that writes", "SELECT writes()");
    }

    @Test
    void writeByAFunctionWithinAnInsertIsNoticed() throws Exception {
        assertSetAside(
                "by_call",
                TestServers.mysql(1),
                "it calls writes, which may write",
                "INSERT INTO plain VALUES (1, writes())");
    }

    /** The account sees triggers, and there are none. */
    @Test
    void writeToATableWithoutTriggersIsNoMatter() throws Exception {
        EmbeddedMySql server = TestServers.mysql(1);
        String name = "by_nothing";
        server.execute("GRANT TRIGGER ON `by\\_nothing\\_de`.* TO '" + server.user() + "'");
        try (Replication replication = started(name, server)) {
            byStatement(
                    replication,
                    "INSERT INTO plain VALUES (1, 1), (2, FLOOR(2.5))",
                    "UPDATE plain SET a = 3 WHERE id IN (1, 2)",
                    "SET SESSION binlog_format = 'ROW'",
                    "INSERT INTO t VALUES (2, 20)");
            replication.awaitRows(
                    "SELECT id FROM by_nothing.t WHERE _source_database = 'shop_de' ORDER BY id", "1", "2");
            byStatement(replication, "INSERT INTO eager VALUES (1, 1)");
            replication.await(
                    "tables set aside", () -> setAside(replication, name).size() == 2);
            assertThat(setAside(replication, name))
                    .allSatisfy(state -> assertThat(state).contains("eager, which has triggers"));
        }
    }

    @Test
    void loadedFileIsNoticed() throws Exception {
        assertLoadIsNoticed("by_load", TestServers.mysql(1));
    }

    private static void assertLoadIsNoticed(String name, EmbeddedMySql server) throws Exception {
        try (Replication replication = started(name, server)) {
            try (Connection connection =
                            server.rootConnection(replication.database("de"), "allowLoadLocalInfile=true");
                    Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                statement.execute("SET SESSION binlog_format = 'STATEMENT'");
                statement
                        .unwrap(com.mysql.cj.jdbc.JdbcStatement.class)
                        .setLocalInfileInputStream(
                                new ByteArrayInputStream("5\t50\n6\t60\n".getBytes(StandardCharsets.UTF_8)));
                statement.execute("LOAD DATA LOCAL INFILE 'rows' INTO TABLE t");
            }
            replication.await(
                    "table set aside", () -> !setAside(replication, name).isEmpty());
            assertThat(setAside(replication, name))
                    .anySatisfy(state ->
                            assertThat(state).startsWith(name + "_de t ").contains("binlog_format must be ROW"));
        }
    }
}
