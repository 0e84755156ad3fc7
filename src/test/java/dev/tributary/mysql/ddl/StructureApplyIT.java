package dev.tributary.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we make of statements is what a server makes of them, behind each single one. */
class StructureApplyIT {

    private static final DdlDialect MARIADB = new DdlDialect(false, true, true);

    /** Each server refuses some, which are of later versions or of the other product. */
    private static final int EXECUTED_BY_EACH_SERVER = 175;

    @Test
    void handWrittenStatementsAreAppliedAsTheServerAppliesThem() throws Exception {
        assertFollowed(TestServers.mysql(1), DdlDialect.USUAL);
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void handWrittenStatementsAreAppliedAsTheNewestServerAppliesThem() throws Exception {
        assertFollowed(TestServers.newestMySql(), DdlDialect.USUAL);
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void handWrittenStatementsAreAppliedAsMariaDbAppliesThem() throws Exception {
        assertFollowed(TestServers.mariaDb(), MARIADB);
    }

    private static void assertFollowed(EmbeddedMySql server, DdlDialect dialect) throws Exception {
        String database = "applied_by_hand";
        try (Connection connection = connection(server, database)) {
            FollowedTable table = new FollowedTable(connection, database, dialect);
            for (String statement : statements()) {
                table.execute(statement);
            }

            assertThat(table.differences()).isEmpty();
            assertThat(table.refusals()).allMatch(refusal -> refusal.contains("CONVERT TO CHARACTER SET"));
            assertThat(table.executed()).isGreaterThan(EXECUTED_BY_EACH_SERVER);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomStatementsAreAppliedAsTheServerAppliesThem(long seed) throws Exception {
        String database = "applied_at_random";
        try (Connection connection = connection(TestServers.mysql(1), database)) {
            FollowedTable table = new FollowedTable(connection, database, DdlDialect.USUAL);
            RandomDdl statements = new RandomDdl(new Random(seed));
            for (int i = 0; i < 300; i++) {
                table.execute(statements.next(table.followed()));
            }

            assertThat(table.differences()).isEmpty();
            assertThat(table.refusals()).allMatch(refusal -> refusal.contains("the members of column"));
            assertThat(table.executed()).isGreaterThan(100);
        }
    }

    @Test
    void rowsThatAreThereGetTheValuesThatTheServerGivesThem() throws Exception {
        String database = "filled";
        List<String> differences = new ArrayList<>();
        try (Connection connection = connection(TestServers.mysql(1), database)) {
            FilledColumn column = new FilledColumn(connection, database);
            for (String line : lines("defaults.txt")) {
                String problem = column.problem(line);
                if (problem != null) {
                    differences.add(line + ": " + problem);
                }
            }
        }

        assertThat(differences).isEmpty();
    }

    @Test
    void numbersThatDoNotFitFailStatementsOfStrictSessions() throws Exception {
        assertFails(TestServers.mysql(1));
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void numbersThatDoNotFitFailStatementsOfStrictSessionsOfOtherServers() throws Exception {
        assertFails(TestServers.newestMySql());
        assertFails(TestServers.mariaDb());
    }

    /** In whatever row they are, also where a table of the engine keeps what a failed statement did. */
    private static void assertFails(EmbeddedMySql server) throws Exception {
        try (Connection connection = connection(server, "strict_changes");
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = 'STRICT_TRANS_TABLES'");
            for (String engine : List.of("InnoDB", "MyISAM")) {
                for (List<String> change : List.of(
                        List.of("INT", "TINYINT", "1000"),
                        List.of("INT", "BIGINT UNSIGNED", "-1"),
                        List.of("BIGINT UNSIGNED", "BIGINT", "18446744073709551615"),
                        List.of("DECIMAL(10,2)", "DECIMAL(4,2)", "12345.5"),
                        List.of("INT", "DECIMAL(3,1)", "1000"),
                        List.of("DECIMAL(10,0)", "INT", "9000000000"))) {
                    statement.execute("DROP TABLE IF EXISTS t");
                    statement.execute(
                            "CREATE TABLE t (id INT PRIMARY KEY, n " + change.get(0) + ") ENGINE = " + engine);
                    statement.execute("INSERT INTO t VALUES (1, 1), (2, " + change.get(2) + "), (3, 1)");
                    assertThatThrownBy(() -> statement.execute("ALTER TABLE t MODIFY n " + change.get(1)))
                            .as("%s with %s", change, engine)
                            .hasMessageContaining("ut of range value");
                }
            }
        }
    }

    @Test
    void textsThatDoNotFitFailStatementsOfStrictSessions() throws Exception {
        assertTextsFail(TestServers.mysql(1));
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void textsThatDoNotFitFailStatementsOfStrictSessionsOfOtherServers() throws Exception {
        assertTextsFail(TestServers.newestMySql());
        assertTextsFail(TestServers.mariaDb());
    }

    private static void assertTextsFail(EmbeddedMySql server) throws Exception {
        try (Connection connection = connection(server, "strict_texts");
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = 'STRICT_TRANS_TABLES'");
            for (String engine : List.of("InnoDB", "MyISAM")) {
                for (String type : List.of("CHAR(9)", "VARCHAR(9)", "TEXT")) {
                    for (List<String> change : List.of(
                            List.of("utf8mb4", "utf8", "😀"),
                            List.of("utf8mb4", "latin1", "ł"),
                            List.of("utf8", "latin1", "日"),
                            List.of("utf8mb4", "ascii", "é"),
                            List.of("latin1", "ascii", "é"))) {
                        String column = "c " + type + " CHARACTER SET ";
                        statement.execute("DROP TABLE IF EXISTS t");
                        statement.execute("CREATE TABLE t (id INT PRIMARY KEY, " + column + change.get(0)
                                + ") ENGINE = " + engine + ", CHARACTER SET " + change.get(0));
                        statement.execute("INSERT INTO t VALUES (1, 'a'), (2, 'x" + change.get(2) + "y'), (3, 'b')");
                        for (String alter : List.of(
                                "MODIFY " + column + change.get(1), "CONVERT TO CHARACTER SET " + change.get(1))) {
                            assertThatThrownBy(() -> statement.execute("ALTER TABLE t " + alter))
                                    .as("%s: %s with %s", change, alter, engine)
                                    .hasMessageContaining("ncorrect string value");
                        }
                    }
                }
            }
        }
    }

    private static Connection connection(EmbeddedMySql server, String database) throws Exception {
        server.execute("DROP DATABASE IF EXISTS " + database, "CREATE DATABASE " + database);
        return server.rootConnection(database);
    }

    private static List<String> lines(String resource) throws Exception {
        try (InputStream in = Objects.requireNonNull(StructureApplyIT.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("-- "))
                    .toList();
        }
    }

    private static List<String> statements() throws Exception {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : lines("statements.sql")) {
            statement.append(statement.isEmpty() ? "" : "\n").append(line);
            if (line.endsWith(";")) {
                statements.add(statement.substring(0, statement.length() - 1));
                statement.setLength(0);
            }
        }
        return statements;
    }
}
