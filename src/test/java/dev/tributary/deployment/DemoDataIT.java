package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.Planner;
import dev.tributary.plan.TargetPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code test_data.sql} and {@code clickhouse_schema.sql} on real servers. */
class DemoDataIT {

    private static final List<String> TABLES = List.of("customers", "products", "orders", "order_items", "payments");

    private static EmbeddedClickHouse clickHouse;

    @BeforeAll
    static void load() throws IOException {
        clickHouse = TestServers.clickHouse();
        clickHouse.execute(statements(Files.readString(Path.of("clickhouse_schema.sql"))));
        String testData = Files.readString(Path.of("test_data.sql"));
        for (int server : List.of(1, 2)) {
            TestServers.mysql(server).execute(statements(sections(testData, server)));
        }
    }

    @AfterAll
    static void leaveNothingToOtherTests() {
        clickHouse.execute("DROP DATABASE analytics");
        TestServers.mysql(1)
                .execute("DROP DATABASE shop_de", "DROP DATABASE shop_at", "DROP DATABASE tributary_service");
        TestServers.mysql(2).execute("DROP DATABASE shop_us");
    }

    @Test
    void hasEnoughRowsToSeeTheJobWork() throws SQLException {
        long rows = 0;
        for (String table : TABLES) {
            rows += number(1, "SELECT COUNT(*) FROM shop_de." + table);
            rows += number(1, "SELECT COUNT(*) FROM shop_at." + table);
            rows += number(2, "SELECT COUNT(*) FROM shop_us." + table);
        }

        assertThat(rows).isEqualTo(252_500);
    }

    @Test
    void shopsHaveEqualKeysWithDifferentContents() throws SQLException {
        assertThat(number(1, "SELECT COUNT(*) FROM shop_de.orders JOIN shop_at.orders AS other USING (id)"))
                .isEqualTo(16_000);
        assertThat(number(
                        1,
                        "SELECT COUNT(*) FROM shop_de.customers AS one JOIN shop_at.customers AS other USING (id)"
                                + " WHERE one.email = other.email"))
                .isZero();
    }

    @Test
    void theDataReachesTheEndsOfItsTypes() throws SQLException {
        assertThat(number(
                        2,
                        "SELECT COUNT(*) FROM shop_us.payments WHERE provider_number = 18446744073709551615"
                                + " AND balance_change = -2147483648"))
                .isEqualTo(1);
        assertThat(number(2, "SELECT COUNT(*) FROM shop_us.customers WHERE name LIKE '%🚀'"))
                .isEqualTo(500);
    }

    @Test
    void theJobCanBePlannedAndAdoptsTheTargetsOfTheSchema() throws Exception {
        EmbeddedMySql first = TestServers.mysql(1);
        for (String shop : List.of("shop_de", "shop_at", "shop_us")) {
            EmbeddedMySql server = TestServers.mysql(shop.equals("shop_us") ? 2 : 1);
            first.execute("UPDATE tributary_service.connections SET host = '" + server.host() + "', port = "
                    + server.port() + ", password = '" + server.password() + "' WHERE name = '" + shop + "'");
        }
        String yaml = Files.readString(Path.of("deploy/compose/sync.yaml"))
                .replace("host: mysql-eu", "host: " + first.host())
                .replace("port: 3306", "port: " + first.port())
                .replace("http://clickhouse:8123", clickHouse.url())
                .replace(
                        "  user: tributary\n  password: {env: C",
                        "  user: " + clickHouse.user() + "\n  password: {env: C")
                .replace("{env: MYSQL_PASSWORD}", first.password())
                .replace("{env: CLICKHOUSE_PASSWORD}", clickHouse.password());
        SyncConfig config = ConfigReader.read("sync.yaml", yaml, new Secrets(Map.of()));

        Planner.Outcome outcome = Planner.examine(config);

        assertThat(outcome.checklist().problems()).isEmpty();
        assertThat(outcome.plan().servers()).hasSize(2);
        assertThat(outcome.plan().targets()).hasSize(5);
        assertThat(outcome.plan().targets().stream()
                        .filter(TargetPlan::exists)
                        .map(target -> target.schema().target().toString()))
                .containsExactly("analytics.customers", "analytics.orders");
    }

    @Test
    void theSchemaCanBeAppliedAgain() throws IOException {
        clickHouse.execute(statements(Files.readString(Path.of("clickhouse_schema.sql"))));

        assertThat(clickHouse.query(
                        "SELECT view FROM system.view_refreshes WHERE database = 'analytics' ORDER BY view"))
                .containsExactly(List.of("orders_per_day"), List.of("revenue_by_country"));
    }

    private static long number(int server, String query) throws SQLException {
        try (Connection connection = TestServers.mysql(server).rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** As {@code deploy/sections.awk} picks them. */
    private static String sections(String script, int server) {
        List<String> picked = new ArrayList<>();
        for (String section : script.split("(?m)^-- server: ")) {
            if (section.startsWith("all") || section.startsWith(String.valueOf(server))) {
                picked.add("-- " + section);
            }
        }
        return String.join("", picked);
    }

    private static String[] statements(String script) {
        return Arrays.stream(script.split(";\\s*\\n"))
                .filter(statement -> !statement.replaceAll("(?m)^--.*$", "").isBlank())
                .toArray(String[]::new);
    }
}
