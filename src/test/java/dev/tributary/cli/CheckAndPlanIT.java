package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads of {@code check} and {@code plan} where all is well, and where something is not. */
class CheckAndPlanIT {

    private final EmbeddedMySql first = TestServers.mysql(1);
    private final EmbeddedMySql second = TestServers.mysql(2);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeEach
    void createDatabases(@TempDir Path folder) throws Exception {
        for (EmbeddedMySql server : new EmbeddedMySql[] {first, second}) {
            server.execute(
                    "DROP DATABASE IF EXISTS check_shop",
                    "CREATE DATABASE check_shop",
                    "CREATE TABLE check_shop.orders (id INT PRIMARY KEY, price DECIMAL(10,2) NOT NULL, note VARCHAR(20))");
        }
        clickHouse.execute("DROP DATABASE IF EXISTS check_shop", "CREATE DATABASE check_shop");
        config = folder.resolve("sync.yaml");
        Files.writeString(config, """
                job: {name: check_shop}
                clickhouse: {url: '%s', user: %s, password: %s, database: check_shop}
                connections:
                  - {name: shop_de, host: %s, port: %d, user: %s, password: %s, database: check_shop}
                  - {name: shop_us, host: %s, port: %d, user: %s, password: %s, database: check_shop}
                tables:
                  - {source: orders}
                """.formatted(
                        clickHouse.url(),
                        clickHouse.user(),
                        clickHouse.password(),
                        first.host(),
                        first.port(),
                        first.user(),
                        first.password(),
                        second.host(),
                        second.port(),
                        second.user(),
                        second.password()));
    }

    @Test
    void checkTellsWhatItFoundServerByServer() {
        assertThat(run("check")).isEqualTo(ExitCode.OK);

        assertThat(out.toString().lines().map(String::strip))
                .contains(
                        "server 127.0.0.1:" + first.port(),
                        "server 127.0.0.1:" + second.port(),
                        "✓ MySQL 8.0.15 answers to user 'tributary'",
                        "✓ the binlog holds whole rows",
                        "✓ user 'tributary' may read the tables and the binlog",
                        "table orders",
                        "✓ merged into check_shop.orders by _source_database, id",
                        "target check_shop.orders",
                        "✓ will be created",
                        "clickhouse " + clickHouse.url())
                .noneMatch(line -> line.startsWith("✗"))
                .endsWith(Main.summary(0));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkTellsEveryProblemWithItsRemedy() {
        first.execute("DROP TABLE check_shop.orders");
        second.execute("ALTER TABLE check_shop.orders DROP PRIMARY KEY");

        assertThat(run("check")).isEqualTo(ExitCode.PROBLEMS);

        assertThat(out.toString().lines().map(String::strip))
                .anyMatch(line -> line.startsWith("✗") && line.contains("database 'check_shop' has no table 'orders'"))
                .anyMatch(line -> line.startsWith("✗") && line.contains("has neither a primary key nor"))
                .endsWith(Main.summary(2));
    }

    @Test
    void planPrintsServersTablesKeysColumnsAndStatements() {
        assertThat(run("plan")).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("Job check_shop: 2 MySQL servers, 1 target")
                .contains("MySQL server 127.0.0.1:" + first.port() + " as user tributary")
                .contains("shop_de: check_shop.orders → check_shop.orders")
                .contains("shop_us: check_shop.orders → check_shop.orders")
                .contains("Target check_shop.orders (will be created)")
                .contains("merge key: _source_database, id")
                .contains("CREATE TABLE IF NOT EXISTS `check_shop`.`orders`")
                .containsPattern("price +Decimal\\(10, 2\\)")
                .containsPattern("note +Nullable\\(String\\)")
                .doesNotContain(EmbeddedMySql.ROOT_PASSWORD);
        assertThat(clickHouse.query("SELECT count() FROM system.tables WHERE database = 'check_shop'"))
                .singleElement()
                .asString()
                .isEqualTo("[0]");
    }

    @Test
    void driftNamesWhatDiffersAndWhere() {
        assertThat(run("drift")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().strip()).isEqualTo("orders: 2 databases, all alike");
        out.getBuffer().setLength(0);
        second.execute("ALTER TABLE check_shop.orders ADD extra INT NOT NULL, MODIFY note INT");

        assertThat(run("drift")).isEqualTo(ExitCode.DIFFERENCES);

        assertThat(out.toString())
                .contains("orders: 2 databases, 2 differences")
                .contains("  note   int(11) in shop_us · varchar(20) utf8mb4 in shop_de")
                .contains("  extra  int(11) not null in shop_us · missing in shop_de")
                .contains("✗ connection 'shop_")
                .contains("give it the same type in both databases");
        out.getBuffer().setLength(0);

        assertThat(run("set-aside", "--source", "shop_us", "--table", "orders")).isEqualTo(ExitCode.OK);
        assertThat(run("drift")).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(out.toString()).contains("shop_us: check_shop.orders is set aside: by hand");
        assertThat(run("plan")).isEqualTo(ExitCode.OK);

        assertThat(run("resync", "--source", "shop_us", "--table", "order")).isEqualTo(ExitCode.PROBLEMS);
        assertThat(err.toString()).contains("there is no table 'order'; did you mean 'orders'?");
        assertThat(run("resync", "--source", "shop_us", "--table", "orders")).isEqualTo(ExitCode.OK);
        assertThat(run("plan")).isEqualTo(ExitCode.PROBLEMS);

        assertThat(run("set-aside")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Name a connection (--source), a table (--table), or both.");
        out.getBuffer().setLength(0);
        assertThat(run("set-aside", "--source", "shop_us")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("shop_us: check_shop.orders is set aside");
        assertThat(run("plan")).isEqualTo(ExitCode.OK);
        assertThat(run("events")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern(
                        "set aside +shop_us: check_shop.orders is set aside by \\S+: by hand. run 'tributary resync");
        assertThat(run("resync", "--table", "orders")).isEqualTo(ExitCode.OK);

        assertThat(run("pause", "--source", "shop_us", "--table", "orders")).isEqualTo(ExitCode.OK);
        out.getBuffer().setLength(0);
        assertThat(run("plan")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("shop_us: check_shop.orders is paused: by hand");
        assertThat(run("resume")).isEqualTo(ExitCode.OK);

        assertThat(run("pause", "--source", "shop_us", "--reason", "a trial")).isEqualTo(ExitCode.OK);
        out.getBuffer().setLength(0);
        assertThat(run("check")).isEqualTo(ExitCode.PROBLEMS);
        assertThat(out.toString()).containsPattern("is paused since .*: a trial");
        assertThat(run("resume", "--source", "shop_us")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsPattern("MySQL server .* \\(shop_us\\) is read on from where it stood");
        assertThat(run("resume")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Nothing of that is paused.");
        assertThat(run("plan")).isEqualTo(ExitCode.PROBLEMS);
    }

    private int run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--config", config.toString()));
        arguments.addAll(List.of(more));
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }
}
