package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import org.junit.jupiter.api.Test;

/** Changes that the binlog holds in a form that is not read, since a session chose it, end the job instead of being missed. */
class UnreadChangesIT {

    @Test
    void partOfAJsonValueEndsTheJob() throws Exception {
        assertThatJobEnds(
                "unread_json",
                "binlog_row_value_options must be empty in every session",
                "SET SESSION binlog_row_value_options = 'PARTIAL_JSON'",
                "UPDATE t SET j = JSON_SET(j, '$.a', 2)");
    }

    @Test
    void changeThatIsWrittenAsAStatementEndsTheJob() throws Exception {
        assertThatJobEnds(
                "unread_statement",
                "binlog_format must be ROW in every session",
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "SET SESSION binlog_format = 'STATEMENT'",
                "UPDATE t SET j = '{}'");
    }

    @Test
    void statementOnAnotherTableIsNoMatter() throws Exception {
        EmbeddedMySql server = TestServers.mysql(1);
        server.execute("GRANT TRIGGER ON `unread\\_elsewhere\\_de`.* TO '" + server.user() + "'");
        try (Replication replication = replication("unread_elsewhere")) {
            replication.in(
                    "de",
                    "CREATE TABLE other (id INT PRIMARY KEY)",
                    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                    "SET SESSION binlog_format = 'STATEMENT'",
                    "INSERT INTO other VALUES (1)",
                    "DELETE FROM other",
                    "SET SESSION binlog_format = 'ROW'",
                    "INSERT INTO t VALUES (2, NULL)");
            replication.awaitRows("SELECT count() FROM unread_elsewhere.t", "4");
        }
    }

    private static Replication replication(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: t}]")
                .withOptions("schema-changes: {on-refusal: end-job}")
                .withoutRestarts();
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, j JSON)");
        replication.everywhere(
                "INSERT INTO t VALUES (1, '{\"a\": 1, \"b\": \"a text that is long enough to be left out\"}')");
        replication.start(RunMode.SYNC);
        replication.awaitRows("SELECT count() FROM " + name + ".t", "3");
        return replication;
    }

    private static void assertThatJobEnds(String name, String message, String... statements) throws Exception {
        try (Replication replication = replication(name)) {
            replication.in("de", statements);

            assertThatThrownBy(replication::awaitFinished).hasStackTraceContaining(message);
        }
    }
}
