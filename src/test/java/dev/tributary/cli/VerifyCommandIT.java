package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.Planner;
import dev.tributary.plan.TargetPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandIT {

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeEach
    void replicateOneTable(@TempDir Path folder) throws Exception {
        mysql.execute(
                "DROP DATABASE IF EXISTS verify_command",
                "CREATE DATABASE verify_command",
                "CREATE TABLE verify_command.orders (id INT PRIMARY KEY, price DECIMAL(10,2))",
                "INSERT INTO verify_command.orders VALUES (1, 1.50), (2, NULL)");
        clickHouse.execute("DROP DATABASE IF EXISTS verify_command", "CREATE DATABASE verify_command");
        config = folder.resolve("sync.yaml");
        Files.writeString(config, """
                clickhouse: {url: '%s', user: %s, password: %s, database: verify_command}
                connections:
                  - {name: shop, host: %s, port: %d, user: %s, password: %s, database: verify_command}
                tables:
                  - {source: orders}
                """.formatted(
                        clickHouse.url(),
                        clickHouse.user(),
                        clickHouse.password(),
                        mysql.host(),
                        mysql.port(),
                        mysql.user(),
                        mysql.password()));
        for (TargetPlan target : Planner.plan(ConfigReader.read("test", Files.readString(config), Secrets.ofProcess()))
                .targets()) {
            clickHouse.execute(target.createStatement());
        }
        clickHouse.execute("INSERT INTO verify_command.orders (_source_database, id, price)"
                + " VALUES ('shop', 1, 1.5), ('shop', 2, NULL)");
    }

    @Test
    void equalTablesEndWithZero() {
        assertThat(verify()).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).containsExactly("verified 1 tables, 2 rows, 0 differences");
    }

    @Test
    void differencesArePrintedAndEndWithTheirOwnCode() {
        mysql.execute(
                "UPDATE verify_command.orders SET price = 1.51 WHERE id = 1",
                "INSERT INTO verify_command.orders VALUES (3, 0)");

        assertThat(verify("--recheck", "0")).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(out.toString().lines())
                .containsExactly(
                        "shop: verify_command.orders → verify_command.orders: 3 rows, 2 differences",
                        "  DIFFERENT id=1",
                        "    price: source '1.51', target '1.5'",
                        "  MISSING id=3",
                        "verified 1 tables, 3 rows, 2 differences");
    }

    @Test
    void outputIsLimitedButNotTheCount() {
        clickHouse.execute("TRUNCATE TABLE verify_command.orders");

        assertThat(verify("--recheck", "0", "--max-differences", "1")).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(out.toString().lines())
                .contains("  … and 1 more")
                .endsWith("verified 1 tables, 2 rows, 2 differences");
    }

    @Test
    void tablesThatCannotBeComparedAreNamedAndTheOthersCompared() throws Exception {
        mysql.execute(
                "CREATE TABLE verify_command.bag (x INT)",
                "CREATE TABLE verify_command.later (id INT PRIMARY KEY)",
                "INSERT INTO verify_command.orders VALUES (3, 0)");
        Files.writeString(config, Files.readString(config) + "  - {source: bag}\n  - {source: later}\n");

        assertThat(verify("--recheck", "0")).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(out.toString().lines())
                .contains("  MISSING id=3", "✗ target verify_command.later: does not exist yet; 'run' creates it")
                .anyMatch(line ->
                        line.startsWith("✗ table bag, connection 'shop': verify_command.bag has neither a primary key"))
                .endsWith("verified 1 tables, 3 rows, 1 differences");
        out.getBuffer().setLength(0);
        mysql.execute("DELETE FROM verify_command.orders WHERE id = 3");

        assertThat(verify("--recheck", "0")).as("not all could be compared").isEqualTo(ExitCode.PROBLEMS);
        assertThat(out.toString()).endsWith("verified 1 tables, 2 rows, 0 differences\n");
    }

    @Test
    void aTableThatIsSetAsideIsNamedAlsoWhereFewAreAskedFor() throws Exception {
        mysql.execute("CREATE TABLE verify_command.notes (id INT PRIMARY KEY)");
        Files.writeString(config, "job: {name: verify_command}\n" + Files.readString(config) + "  - {source: notes}\n");
        StringWriter ignored = new StringWriter();
        assertThat(Main.execute(
                        new PrintWriter(ignored, true),
                        new PrintWriter(err, true),
                        "set-aside",
                        "--config",
                        config.toString(),
                        "--source",
                        "shop",
                        "--table",
                        "notes"))
                .isEqualTo(ExitCode.OK);
        try {
            assertThat(verify("--table", "notes")).isEqualTo(ExitCode.PROBLEMS);
            assertThat(out.toString())
                    .contains("note: shop: verify_command.notes is set aside: by hand. It was not compared")
                    .contains("verified 0 tables");
        } finally {
            clickHouse.execute("DROP TABLE tributary.table_states");
        }
    }

    @Test
    void jsonHasEverythingThatWasFound() {
        mysql.execute("UPDATE verify_command.orders SET price = 1.51 WHERE id = 1");

        assertThat(verify("--recheck", "0", "--output", "json", "--parallelism", "1"))
                .isEqualTo(ExitCode.DIFFERENCES);
        assertThat(out.toString())
                .contains("\"equal\" : false", "\"rows\" : 2", "\"method\" : \"checksums\"", "\"kind\" : \"different\"")
                .contains("\"source\" : \"1.51\"", "\"target\" : \"1.5\"", "\"key\" : [ \"1\" ]");
    }

    @Test
    void rowByRowFindsTheSame() {
        assertThat(verify("--method", "rows")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).containsExactly("verified 1 tables, 2 rows, 0 differences");
        mysql.execute("INSERT INTO verify_command.orders VALUES (3, 0)");

        assertThat(verify("--method", "rows", "--recheck", "0")).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(out.toString()).contains("  MISSING id=3");
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThat(verify("--max-load", "25")).isEqualTo(ExitCode.USAGE);
        assertThat(verify("--parallelism", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(verify("--state", config.toString())).isEqualTo(ExitCode.PROBLEMS);
        assertThat(err.toString())
                .contains("--max-load: expected limits of MySQL's status variables like Threads_running=25")
                .contains("--parallelism must not be below 1, but is 0")
                .contains("✗ --state: " + config + " is no state of verify");
    }

    @Test
    void filterThatMatchesNothingIsAnError() {
        assertThat(verify("--table", "ordr")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("No table of the plan matches");
    }

    private int verify(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "verify";
        arguments[1] = "--config";
        arguments[2] = config.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
