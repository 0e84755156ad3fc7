package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.SyncConfig;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first configuration of real servers, which check passes as it is. */
class InitIT {

    private static final List<String> DATABASES = List.of("init_it_a", "init_it_b", "init_it_blog", "init_it_none");

    private final EmbeddedMySql first = TestServers.mysql(1);
    private final EmbeddedMySql second = TestServers.mysql(2);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void createDatabases() throws Exception {
        file = folder.resolve("sync.yaml");
        Files.writeString(folder.resolve("mysql-password"), first.password());
        Files.writeString(folder.resolve("clickhouse-password"), clickHouse.password());
        dropDatabases();
        DATABASES.forEach(database -> first.execute("CREATE DATABASE " + database));
        for (String database : List.of("init_it_a", "init_it_b")) {
            first.execute(
                    "CREATE TABLE " + database + ".customers (id INT PRIMARY KEY, since DATE NOT NULL)",
                    "CREATE TABLE " + database + ".codes (code VARCHAR(20) NOT NULL UNIQUE, text VARCHAR(100))",
                    "CREATE TABLE " + database
                            + ".`order` (id INT PRIMARY KEY, customer INT, CONSTRAINT of_customer FOREIGN"
                            + " KEY (customer) REFERENCES " + database + ".customers (id) ON DELETE CASCADE)",
                    "CREATE TABLE " + database + ".log (text VARCHAR(100))",
                    "CREATE TABLE " + database + ".`odd name` (id INT PRIMARY KEY)",
                    "CREATE VIEW " + database + ".seen AS SELECT * FROM " + database + ".customers",
                    "INSERT INTO " + database + ".customers VALUES (1, '9999-12-31')");
        }
        first.execute(
                "CREATE TABLE init_it_a.clash (id INT PRIMARY KEY, value INT)",
                "CREATE TABLE init_it_b.clash (id INT PRIMARY KEY, value DATE)",
                "CREATE TABLE init_it_b.extra (id INT PRIMARY KEY)",
                "CREATE TABLE init_it_blog.posts (id INT PRIMARY KEY)",
                "CREATE TABLE init_it_blog.tags (id INT PRIMARY KEY)");
        second.execute(
                "CREATE DATABASE init_it_a", "CREATE TABLE init_it_a.customers (id INT PRIMARY KEY, since DATE)");
        clickHouse.execute("CREATE DATABASE init_it");
    }

    @AfterEach
    void dropDatabases() {
        DATABASES.forEach(database -> first.execute("DROP DATABASE IF EXISTS " + database));
        second.execute("DROP DATABASE IF EXISTS init_it_a");
        clickHouse.execute("DROP DATABASE IF EXISTS init_it");
    }

    @Test
    void whatIsWrittenPassesCheckAndNamesItsDoubts() throws Exception {
        assertThat(init()).as(err.toString()).isEqualTo(ExitCode.OK);

        String text = Files.readString(file);
        assertThat(text)
                .startsWith("# yaml-language-server: $schema=")
                .doesNotContain("'" + first.password() + "'", "password: " + first.password())
                .contains(
                        "password: {file: " + folder.resolve("mysql-password") + "}",
                        "databases: ['init\\_it\\_%']",
                        "exclude-databases: [init_it_blog, init_it_none]",
                        "# Of another structure, for a file of its own (--databases): init_it_blog of 127.0.0.1:",
                        "# Without tables: init_it_none of 127.0.0.1:",
                        "  - source: codes  # about ",
                        "    merge-key: [code]",
                        "in 2 databases; merged by its primary key (id)",
                        "    cascades: follow  # rows change without events, by foreign key of_customer",
                        "    where-missing: leave-out  # not in init_it_a of 127.0.0.1:",
                        "  # - source: log",
                        "log has neither a primary key nor",
                        "  # - source: clash",
                        "  #   ✗ connection 'init_it_b', table init_it_b.clash, column value: its type date becomes",
                        "  # - source: 'odd name'");
        SyncConfig config = ConfigReader.read(file);
        assertThat(config.tables())
                .extracting(SyncConfig.TableConfig::source)
                .containsExactly("codes", "customers", "extra", "order");
        assertThat(run("check", "-c", file.toString())).as(out.toString()).isEqualTo(ExitCode.OK);
        assertThat(run("plan", "-c", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("init_it_a: init_it_a.order → init_it.order");
    }

    @Test
    void fileThatExistsStaysAsItIsUnlessForced() throws Exception {
        Files.writeString(file, "mine");

        assertThat(init()).isEqualTo(2);
        assertThat(err.toString()).contains("exists already; name another file with --output, or add --force");
        assertThat(file).hasContent("mine");

        assertThat(init("--force")).isEqualTo(ExitCode.OK);
        assertThat(file).content().contains("tables:");
    }

    @Test
    void databasesOfOneNameOnTwoServersHavePrefixes() throws Exception {
        int code =
                init("--server", "127.0.0.1:" + second.port(), "--exclude-databases", "init_it_b,init_it_blog,%none");

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(file))
                .contains(
                        "name-prefix: '127.0.0.1-" + first.port() + "-'",
                        "name-prefix: '127.0.0.1-" + second.port() + "-'");
        assertThat(run("check", "-c", file.toString())).as(out.toString()).isEqualTo(ExitCode.OK);
    }

    @Test
    void serverThatDoesNotLetInAndPasswordsThatNobodyHasAreNamed() throws Exception {
        assertThat(run(
                        "init",
                        "--server",
                        "127.0.0.1:" + first.port(),
                        "--user",
                        "nobody",
                        "--password-env",
                        "NOT_SET_ANYWHERE",
                        "-o",
                        file.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the environment variable NOT_SET_ANYWHERE is not set");

        Files.writeString(folder.resolve("mysql-password"), "hunter2");
        assertThat(init()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(err.toString()).contains("Access denied for user").doesNotContain("hunter2");
        assertThat(file).doesNotExist();
    }

    private int init(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "init",
                "--server",
                "127.0.0.1:" + first.port(),
                "--user",
                first.user(),
                "--password-file",
                folder.resolve("mysql-password").toString(),
                "--databases",
                "init\\_it\\_%",
                "--clickhouse",
                clickHouse.url(),
                "--clickhouse-user",
                clickHouse.user(),
                "--clickhouse-password-file",
                folder.resolve("clickhouse-password").toString(),
                "--clickhouse-database",
                "init_it",
                "--job",
                "init_it",
                "-o",
                file.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
