package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/tributary run --local} as a real process: what it keeps when it is killed, and what it says. */
class LocalRunIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int ROWS = 2_000;

    /** So many that a run can be killed in the middle of reading them. */
    private static final int MANY_ROWS = 100_000;

    private static final String SUMS = "count(*), coalesce(sum(id), 0), coalesce(sum(amount), 0)";

    @TempDir
    private Path folder;

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    @BeforeEach
    void makeSource() {
        mysql.execute(
                "DROP DATABASE IF EXISTS local_it",
                "CREATE DATABASE local_it",
                "CREATE TABLE local_it.sales (id INT NOT NULL PRIMARY KEY, amount INT NOT NULL)");
        fill(0, ROWS);
        clickHouse.execute("CREATE DATABASE IF NOT EXISTS local_it");
    }

    /** In thousands. */
    private void fill(int from, int to) {
        mysql.execute(
                "INSERT INTO local_it.sales WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
                        + " SELECT a.i * 1000 + b.i, b.i FROM n a, n b WHERE a.i >= " + from / 1000 + " AND a.i < "
                        + to / 1000);
    }

    @AfterEach
    void dropAll() {
        clickHouse.execute("DROP DATABASE local_it");
        mysql.execute("DROP DATABASE local_it");
    }

    /** Killed in the snapshot and in the binlog, ended by a signal: by one job, since starts take most of the time. */
    @Test
    void goesOnWhereItWasKilledOrToldToEndAndLeavesAServerBehindWhenAsked() throws Exception {
        fill(ROWS, MANY_ROWS);
        Path config = Path.of(writeConfig("local_it", 100));
        try (LocalRun first = run("--config", config.toString())) {
            await("a part of the snapshot", first, () -> rows() > 0);
            first.kill();
        }
        assertThat(rows()).as("the kill came in the snapshot").isLessThan(MANY_ROWS);
        mysql.execute(
                "DELETE FROM local_it.sales WHERE id % 7 = 0", "UPDATE local_it.sales SET amount = -1 WHERE id < 500");
        try (LocalRun second = run("--config", config.toString())) {
            awaitExact(second, mysql);
            awaitSaid(second, "Going on from the checkpoint");
            awaitSaid(second, "all tables are complete after");

            mysql.execute("INSERT INTO local_it.sales VALUES (-1, 1), (-2, 2)");
            awaitExact(second, mysql);
            second.kill();
        }
        mysql.execute("DELETE FROM local_it.sales WHERE id > 50000", "UPDATE local_it.sales SET id = -3 WHERE id = -2");
        EmbeddedMySql branch = TestServers.mysql(2);
        branch.execute(
                "DROP DATABASE IF EXISTS local_it",
                "CREATE DATABASE local_it",
                "CREATE TABLE local_it.sales (id INT NOT NULL PRIMARY KEY, amount INT NOT NULL)",
                "INSERT INTO local_it.sales VALUES (-7, 1)");
        String one = Files.readString(config);
        Files.writeString(
                config,
                one.replace(
                        "tables:",
                        "  - {name: branch, host: %s, port: %d, database: local_it, user: %s, password: {env: MYSQL_PASSWORD}}%ntables:"
                                .formatted(branch.host(), branch.port(), branch.user())));
        String server = "MySQL server " + mysql.host() + ":" + mysql.port() + ": ";
        try (LocalRun third = run("--config", config.toString())) {
            awaitExact(third, mysql, branch);
            awaitSaid(third, server + "following the binlog, 1 table");
            assertThat(third.log()).doesNotContain(server + "the snapshot of");

            third.terminate();
            assertThat(third.log())
                    .contains("The process is asked to end", "the next start goes on from its newest checkpoint");
        }
        mysql.execute("DELETE FROM local_it.sales WHERE id < 0");
        Files.writeString(config, one);
        try (LocalRun refused = run("--config", config.toString())) {
            assertThat(refused.await()).isEqualTo(3);
            assertThat(refused.log()).contains("the one of [branch]", "--allow-removed-servers");
        }
        try (LocalRun allowed = run("--allow-removed-servers", "--config", config.toString())) {
            awaitExact(allowed, mysql, branch);
            awaitSaid(allowed, server + "following the binlog, 1 table");
        }
        branch.execute("DROP DATABASE local_it");
        try (LocalRun other = run(
                "--config",
                writeConfig("other_it", 100),
                "--state",
                folder.resolve("tributary-state/local_it").toString())) {
            assertThat(other.await()).isEqualTo(3);
            assertThat(other.log()).contains("holds the state of job 'local_it', not of 'other_it'");
        }
    }

    @Test
    void cleanRunSaysWhatItDoesAndWarnsOfNothingAndEveryLineIsAnObjectWhereTheLogIsJson() throws Exception {
        List<String> messages = new ArrayList<>();
        try (LocalRun run = new LocalRun(
                folder,
                secretsAnd("TRIBUTARY_LOG_FORMAT", "json"),
                "--mode",
                "etl",
                "--config",
                writeConfig("local_etl", 40_000))) {
            assertThat(run.await()).isZero();
            for (String line : run.log().lines().toList()) {
                JsonNode entry = new ObjectMapper().readTree(line);
                assertThat(entry.get("level").asText()).as(line).isEqualTo("INFO");
                messages.add(entry.get("message").asText());
            }
            assertThat(run.log()).doesNotContain("com.github.shyiko");
        }
        assertThat(String.join("\n", messages))
                .contains(
                        "web interface: http://127.0.0.1:",
                        "the snapshot of 1 table begins",
                        "Table local_it.sales is read, in",
                        "Tributary local_etl (etl) is complete: 2,000 rows written and 0 deleted, in 1 targets, after");
        awaitExact(null, mysql);
    }

    /** The cause stands first and alone; Flink's wrapping is in a file. */
    @Test
    void failureIsToldInALineOrTwo() throws Exception {
        mysql.execute(
                "CREATE TABLE local_it.visits (id INT NOT NULL PRIMARY KEY, day DATE NOT NULL)",
                "INSERT INTO local_it.visits VALUES (7, '1850-01-01')");
        String config = writeConfig("local_bad", 40_000);
        Files.writeString(
                Path.of(config),
                Files.readString(Path.of(config))
                        .replace("{source: sales}", "{source: visits, out-of-range-dates: {day: refuse}}"));
        try (LocalRun run = run("--mode", "etl", "--config", config)) {
            assertThat(run.await()).isEqualTo(5);
            String log = run.log();
            String failure = log.substring(log.indexOf("✗"));
            assertThat(failure).contains("✗ the job failed: ", "1850-01-01", "The stack trace is in ");
            assertThat(failure.lines().count()).isLessThanOrEqualTo(4);
            String file = failure.substring(failure.indexOf("is in ") + "is in ".length())
                    .trim();
            assertThat(Path.of(file)).content().contains("\tat ");
            Files.delete(Path.of(file));
        }
    }

    private LocalRun run(String... arguments) throws Exception {
        return new LocalRun(folder, secretsAnd("TRIBUTARY_LOG_FORMAT", "text"), arguments);
    }

    private Map<String, String> secretsAnd(String variable, String value) {
        return Map.of(
                "MYSQL_PASSWORD", mysql.password(), "CLICKHOUSE_PASSWORD", clickHouse.password(), variable, value);
    }

    private String writeConfig(String job, int splitSize) throws Exception {
        return Files.writeString(folder.resolve(job + ".yaml"), """
                job: {name: %s, parallelism: 1, checkpoint-interval: 500ms, web-port: 0}
                source: {split-size: %d}
                clickhouse:
                  {url: "%s", user: %s, password: {env: CLICKHOUSE_PASSWORD}, database: local_it}
                connections:
                  - {name: shop, host: %s, port: %d, database: local_it, user: %s, password: {env: MYSQL_PASSWORD}}
                tables:
                  - {source: sales}
                """.formatted(
                        job, splitSize, clickHouse.url(), clickHouse.user(), mysql.host(), mysql.port(), mysql.user()))
                .toString();
    }

    private int rows() {
        return exists()
                ? Integer.parseInt(clickHouse
                        .query("SELECT count() FROM local_it.sales")
                        .get(0)
                        .get(0))
                : 0;
    }

    private boolean exists() {
        return clickHouse.query("EXISTS TABLE local_it.sales").equals(List.of(List.of("1")));
    }

    /** @param run that must go on meanwhile; null for none */
    private void awaitExact(LocalRun run, EmbeddedMySql... servers) throws Exception {
        List<String> expected = sums(servers);
        await(
                "the rows of MySQL, " + expected,
                run,
                () -> exists()
                        && clickHouse
                                .query("SELECT " + SUMS + " FROM local_it.sales")
                                .equals(List.of(expected)));
    }

    private static List<String> sums(EmbeddedMySql... servers) throws SQLException {
        long[] sums = new long[3];
        for (EmbeddedMySql server : servers) {
            try (Connection connection = server.rootConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT " + SUMS + " FROM local_it.sales")) {
                result.next();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += result.getLong(i + 1);
                }
            }
        }
        return Arrays.stream(sums).mapToObj(Long::toString).toList();
    }

    /** What is said of progress can come behind the progress itself. */
    private void awaitSaid(LocalRun run, String text) throws Exception {
        await("'" + text + "'", run, () -> run.log().contains(text));
    }

    private void await(String what, LocalRun run, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || run != null && !run.runs()) {
                throw new AssertionError(
                        what + " did not come: " + rows() + " rows are there\n" + (run == null ? "" : run.log()));
            }
            Thread.sleep(50);
        }
    }
}
