package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Problem;
import dev.tributary.config.Secret;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans on real servers: what is taken, what is refused and how, and that planning writes nothing. */
class PlannerIT {

    private static final TableId ORDERS = new TableId("plan_it", "orders");

    private final EmbeddedMySql first = TestServers.mysql(1);
    private final EmbeddedMySql second = TestServers.mysql(2);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    private String mysqlUser = EmbeddedMySql.USER;
    private String mysqlPassword = EmbeddedMySql.PASSWORD;
    private String tables = "[{source: orders}]";
    private String more = "";

    @BeforeEach
    void createDatabases() {
        for (EmbeddedMySql server : List.of(first, second)) {
            server.execute(
                    "DROP DATABASE IF EXISTS plan_it",
                    "CREATE DATABASE plan_it",
                    "CREATE TABLE plan_it.orders (id BIGINT NOT NULL PRIMARY KEY, note VARCHAR(20), total DECIMAL(18,4) NOT NULL)");
        }
        clickHouse.execute("DROP DATABASE IF EXISTS plan_it", "CREATE DATABASE plan_it");
    }

    @AfterEach
    void dropDatabases() {
        first.execute(
                "DROP DATABASE plan_it",
                "DROP USER IF EXISTS plan_it_user",
                "DROP ROLE IF EXISTS plan_it_role",
                "SET GLOBAL binlog_format = 'ROW'");
        second.execute("DROP DATABASE plan_it", "DROP USER IF EXISTS plan_it_user");
        clickHouse.execute("DROP DATABASE plan_it");
    }

    @Test
    void plansServersRoutesAndTargets() throws Exception {
        second.execute("ALTER TABLE plan_it.orders ADD COLUMN extra INT NOT NULL");

        ReplicationPlan plan = plan();

        assertThat(plan.servers())
                .extracting(ServerPlan::name)
                .containsExactlyInAnyOrder("127.0.0.1_" + first.port(), "127.0.0.1_" + second.port());
        assertThat(plan.servers())
                .extracting(ServerPlan::firstServerId)
                .containsExactly(
                        plan.config().source().firstServerId(),
                        plan.config().source().firstServerId() + 18);
        assertThat(plan.servers().get(0).routes())
                .singleElement()
                .satisfies(route ->
                        assertThat(route.target()).isEqualTo(plan.target(ORDERS).schema()));
        assertThat(plan.target(ORDERS).schema().columns().toString())
                .contains("type=LowCardinality(String)", "type=Int64", "name=extra, type=Nullable(Int32)");
        assertThat(plan.target(ORDERS).mechanism()).isEqualTo(DeleteMechanism.PATCH_PARTS);
    }

    @Test
    void planningWritesNothingAndPrintsNoSecret() throws Exception {
        String printed = PlanPrinter.print(plan());

        assertThat(clickHouse.query("SELECT count() FROM system.tables WHERE database = 'plan_it'"))
                .containsExactly(List.of("0"));
        assertThat(printed)
                .contains("CREATE TABLE IF NOT EXISTS `plan_it`.`orders`", "one: plan_it.orders → plan_it.orders")
                .doesNotContain("password", EmbeddedMySql.ROOT_PASSWORD);
    }

    @Test
    void createdTargetIsAdoptedAsItIs() throws Exception {
        clickHouse.execute(plan().target(ORDERS).createStatement());

        TargetPlan adopted = plan().target(ORDERS);

        assertThat(adopted.exists()).isTrue();
        assertThat(adopted.mechanism()).isEqualTo(DeleteMechanism.PATCH_PARTS);
    }

    @Test
    void targetWithoutBlockNumbersDeletesByMutation() throws Exception {
        clickHouse.execute(plan().target(ORDERS).createStatement().replaceFirst("SETTINGS.*", ""));

        assertThat(plan().target(ORDERS).mechanism()).isEqualTo(DeleteMechanism.LIGHTWEIGHT_MUTATION);
    }

    @Test
    void unfitTargetIsRefused() {
        clickHouse.execute("CREATE TABLE plan_it.orders (_source_database LowCardinality(String), id String,"
                + " note Nullable(String), n UInt8, _version UInt64) ENGINE = ReplacingMergeTree(n) ORDER BY note"
                + " SETTINGS allow_nullable_key = 1");

        assertThat(problems())
                .satisfiesExactly(
                        type -> assertThat(type).contains("its column 'id' has the type String, needed is Int64"),
                        version -> assertThat(version).contains("keeps rows by [n]"),
                        order -> assertThat(order).contains("ORDER BY [note] lacks columns"));
    }

    @Test
    void slipInATablesNameAndAViewAreOneProblemEach() {
        for (EmbeddedMySql server : List.of(first, second)) {
            server.execute(
                    "CREATE TABLE plan_it.customers (id INT PRIMARY KEY)",
                    "CREATE VIEW plan_it.all_orders AS SELECT * FROM plan_it.orders");
        }
        tables = "[{source: orders}, {source: costumers}, {source: all_orders}]";

        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        slip -> assertThat(slip)
                                .startsWith(
                                        "table 'costumers': the databases of 2 connections, [one, two], have no table")
                                .contains("did you mean 'customers'?"),
                        view -> assertThat(view)
                                .startsWith("table 'all_orders': ")
                                .contains("is a view", "name the tables that it reads"));
    }

    @Test
    void tablesWithoutKeyAndTypesThatDoNotFitAreRefusedByName() {
        first.execute(
                "CREATE TABLE plan_it.bag (x INT)",
                "CREATE TABLE plan_it.places (id INT PRIMARY KEY)",
                "CREATE TABLE plan_it.shapes (id INT PRIMARY KEY, at ENUM('a', 'b'))");
        tables =
                "[{source: orders}, {source: bag}, {source: places}," + " {source: shapes, column-types: {at: Int64}}]";
        second.execute("CREATE TABLE plan_it.bag (x INT NOT NULL UNIQUE)");

        assertThat(problems())
                .anyMatch(problem -> problem.contains("plan_it.bag has neither a primary key nor"))
                .anyMatch(problem -> problem.startsWith("connection 'one', table plan_it.shapes, column at:"))
                .anyMatch(problem -> problem.startsWith("connection 'two': database 'plan_it' has no table 'places'"))
                .hasSize(4);
    }

    @Test
    void wrongPasswordIsReportedPerServerWithoutIt() {
        mysqlPassword = "hunter2";

        assertThat(problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("Access denied for user 'tributary'"))
                .noneMatch(problem -> problem.contains("hunter2"));
    }

    @Test
    void missingGrantsAreNamed() {
        first.execute(
                "CREATE USER plan_it_user IDENTIFIED WITH mysql_native_password BY 'x'",
                "GRANT SELECT ON mysql.* TO plan_it_user");
        mysqlUser = "plan_it_user";
        mysqlPassword = "x";

        assertThat(problems())
                .anyMatch(problem -> problem.contains("lacks the privilege REPLICATION SLAVE"))
                .anyMatch(problem -> problem.contains("lacks the privilege REPLICATION CLIENT"))
                .noneMatch(problem -> problem.contains("may not SELECT from database 'plan_it'"))
                .anyMatch(problem -> problem.contains("does not exist on server 127.0.0.1:" + first.port())
                        && problem.contains("GRANT SELECT ON `plan_it`.* TO `plan_it_user`@`%`"));
    }

    @Test
    void grantsThroughARoleCount() {
        first.execute(
                "CREATE ROLE IF NOT EXISTS plan_it_role",
                "GRANT SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO plan_it_role",
                "CREATE USER plan_it_user IDENTIFIED WITH mysql_native_password BY 'x' DEFAULT ROLE plan_it_role");
        mysqlUser = "plan_it_user";
        mysqlPassword = "x";

        assertThat(problems()).allMatch(problem -> problem.startsWith("server 127.0.0.1:" + second.port()));
    }

    @Test
    void partsOfJsonInTheBinlogAreRefused() {
        first.execute("SET GLOBAL binlog_row_value_options = 'PARTIAL_JSON'");
        try {
            assertThat(problems())
                    .singleElement()
                    .asString()
                    .contains("server 127.0.0.1:" + first.port())
                    .contains("binlog_row_value_options is PARTIAL_JSON, so the binlog lacks whole JSON values");
        } finally {
            first.execute("SET GLOBAL binlog_row_value_options = ''");
        }
    }

    @Test
    void statementBinlogIsRefused() {
        first.execute("SET GLOBAL binlog_format = 'STATEMENT'");

        assertThat(problems())
                .singleElement()
                .asString()
                .isEqualTo("server 127.0.0.1:" + first.port() + ": binlog_format is STATEMENT, must be ROW;"
                        + " SET PERSIST binlog_format = 'ROW', and reconnect all writers");
    }

    @Test
    void unreachableClickHouseIsReportedBesidesTheOthers() throws Exception {
        mysqlPassword = "wrong";

        List<String> problems = problems(config("http://127.0.0.1:1"));

        assertThat(problems).hasSize(3).anyMatch(problem -> problem.startsWith("clickhouse http://127.0.0.1:1: "));
    }

    @Test
    void refreshableViewIsPlannedWithItsTargets() throws Exception {
        clickHouse.execute(
                plan().target(ORDERS).createStatement(),
                "CREATE MATERIALIZED VIEW plan_it.revenue REFRESH EVERY 1 YEAR (total Decimal(38, 4)) ENGINE = MergeTree"
                        + " ORDER BY total EMPTY AS SELECT sum(total) AS total FROM plan_it.orders");
        more = "views: [{name: plan_it.revenue}, {name: plan_it.nope}]";

        assertThat(problems())
                .containsExactly(
                        "view plan_it.nope: it does not exist in ClickHouse; create it, or remove it from views");

        more = "views: [{name: plan_it.revenue}]";
        assertThat(plan().views())
                .singleElement()
                .extracting(ViewPlan::dependsOn)
                .isEqualTo(List.of(ORDERS));
    }

    @Test
    void serviceDatabaseAddsConnectionsAndTables() throws Exception {
        first.execute(
                "CREATE TABLE plan_it.connections (name VARCHAR(64) PRIMARY KEY, host VARCHAR(64), port INT,"
                        + " database_name VARCHAR(64), user_name VARCHAR(64), password VARCHAR(64), tls_mode VARCHAR(16),"
                        + " active BOOLEAN)",
                "CREATE TABLE plan_it.sync_tables (source_table VARCHAR(64) PRIMARY KEY, target_table VARCHAR(64),"
                        + " merge_fields VARCHAR(64), active BOOLEAN)",
                "INSERT INTO plan_it.sync_tables VALUES ('orders', NULL, NULL, TRUE), ('old', NULL, NULL, FALSE),"
                        + " ('copies', 'plan_it.copies', 'id, part', TRUE)",
                "CREATE TABLE plan_it.copies (id INT PRIMARY KEY, part INT NOT NULL)",
                "INSERT INTO plan_it.connections VALUES ('three', '127.0.0.1', " + first.port()
                        + ", 'plan_it', 'tributary', 'tributary', 'DISABLED', TRUE)");
        String yaml = "service-database: {host: 127.0.0.1, port: " + first.port()
                + ", database: plan_it, user: tributary, password: tributary, allowed-secrets: ['env:NOT_SET']}\n"
                + "clickhouse: {url: '" + clickHouse.url() + "', password: " + EmbeddedClickHouse.PASSWORD
                + ", database: plan_it}";

        ReplicationPlan plan = Planner.plan(read(yaml));

        assertThat(plan.targets())
                .extracting(target -> target.schema().keyColumnNames())
                .containsExactly(List.of("_source_database", "id", "part"), List.of("_source_database", "id"));

        first.execute(
                "UPDATE plan_it.connections SET password = 'env:NOT_SET', port = 99999",
                "UPDATE plan_it.sync_tables SET active = FALSE");
        assertThat(problems(read(yaml + "\ntables: [{source: old}]")))
                .containsExactly(
                        "service database: connections 'three'.port: '99999' is not valid; expected a whole number from 1 to 65535",
                        "service database: connections 'three'.password: the environment variable NOT_SET is not set;"
                                + " set it for this process",
                        "service database: sync_tables 'old': the table is also in sync.yaml; remove it from one of the two",
                        "connections: none is active; name at least one in sync.yaml or the service database");
    }

    @Test
    void serversForFailoverAreNamedInThePlanAndLookedAt() throws Exception {
        int nobody = 1;
        SyncConfig config = failover("127.0.0.1:" + nobody, "127.0.0.1:" + first.port(), "localhost:" + first.port());

        ReplicationPlan plan = Planner.plan(config);

        assertThat(plan.servers()).extracting(ServerPlan::name).containsExactly("127.0.0.1_1");
        assertThat(plan.servers().get(0).routes()).hasSize(1);
        assertThat(PlanPrinter.print(plan))
                .contains("MySQL server 127.0.0.1:1, else 127.0.0.1:" + first.port() + ", else localhost:"
                        + first.port() + " as user");
        assertThat(Planner.examine(config).checklist().items())
                .extracting(item -> item.subject() + ": " + item.text())
                .anyMatch(line -> line.startsWith("server 127.0.0.1:1: does not answer, so nothing is known of it"))
                .contains("server localhost:" + first.port() + ": can take the place of 127.0.0.1:1");
    }

    @Test
    void aServerOfAnotherClusterIsNoPlaceToFailOverTo() throws Exception {
        assertThat(problems(failover("127.0.0.1:" + first.port(), "127.0.0.1:" + second.port())))
                .singleElement()
                .asString()
                .startsWith("server 127.0.0.1:" + second.port() + ": cannot take the place of 127.0.0.1:" + first.port()
                        + ": it shares no transaction with the first server");
    }

    @Test
    void aServerWithoutGtidsIsNoPlaceToFailOverTo() throws Exception {
        EmbeddedMySql without = TestServers.mysqlWithoutGtids();

        assertThat(problems(failover("127.0.0.1:" + first.port(), "127.0.0.1:" + without.port())))
                .singleElement()
                .asString()
                .contains("gtid_mode is not ON on both servers");
    }

    @Test
    void theServersSqlModeChangesNothing() throws Exception {
        first.execute(
                "CREATE USER plan_it_user IDENTIFIED WITH mysql_native_password BY 'x'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO plan_it_user",
                "GRANT SELECT ON plan_it.* TO plan_it_user",
                "SET GLOBAL sql_mode = 'ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH,NO_BACKSLASH_ESCAPES'");
        mysqlUser = "plan_it_user";
        mysqlPassword = "x";
        try {
            assertThat(problems())
                    .isNotEmpty()
                    .allMatch(problem -> problem.startsWith("server 127.0.0.1:" + second.port()));
            MySqlEndpoint endpoint = new MySqlEndpoint(
                    first.host(), first.port(), first.user(), new Secret(first.password()), TlsMode.PREFERRED);
            try (MySqlSession session = MySqlSession.open(endpoint, null, Duration.ofSeconds(10))) {
                session.query(
                        "SELECT CONCAT('[', CAST('a' AS CHAR(3)), ']'), 'a\\\\b', @@sql_mode, ?",
                        row -> {
                            assertThat(row.getString(2)).isEqualTo("a\\b");
                            assertThat(row.getString(3)).doesNotContain("ANSI_QUOTES", "PAD_CHAR", "NO_BACKSLASH");
                            assertThat(row.getString(4)).isEqualTo("it's \\ \"quoted\"");
                        },
                        "it's \\ \"quoted\"");
            }
        } finally {
            first.execute("SET GLOBAL sql_mode = DEFAULT");
        }
    }

    @Test
    void grantsOnSomeColumnsOrTablesAloneAreNamed() {
        first.execute(
                "CREATE TABLE plan_it.notes (id INT PRIMARY KEY, secret INT)",
                "CREATE USER plan_it_user IDENTIFIED WITH mysql_native_password BY 'x'",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO plan_it_user",
                "GRANT SELECT ON plan_it.orders TO plan_it_user",
                "GRANT SELECT (id) ON plan_it.notes TO plan_it_user");
        mysqlUser = "plan_it_user";
        mysqlPassword = "x";
        tables = "[{source: orders}, {source: notes}]";

        assertThat(problems())
                .contains("server 127.0.0.1:" + first.port()
                        + ": user 'plan_it_user' may not SELECT from database 'plan_it', tables [notes], or from some"
                        + " columns only; GRANT SELECT ON `plan_it`.`notes` TO `plan_it_user`@`%`");
    }

    @Test
    void foreignKeysThatChangeRowsAreRefusedOrAccepted() throws Exception {
        for (EmbeddedMySql server : List.of(first, second)) {
            server.execute(
                    "CREATE USER plan_it_user IDENTIFIED WITH mysql_native_password BY 'x'",
                    "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO plan_it_user",
                    "GRANT SELECT ON plan_it.* TO plan_it_user",
                    "CREATE TABLE plan_it.customers (id INT PRIMARY KEY)",
                    "CREATE TABLE plan_it.carts (id INT PRIMARY KEY, customer INT, CONSTRAINT cart_of FOREIGN KEY (customer)"
                            + " REFERENCES plan_it.customers (id) ON DELETE SET NULL)",
                    "CREATE TABLE plan_it.items (cart INT, line INT, other INT, PRIMARY KEY (cart, line),"
                            + " CONSTRAINT item_of FOREIGN KEY (cart) REFERENCES plan_it.carts (id) ON DELETE CASCADE ON"
                            + " UPDATE CASCADE, CONSTRAINT harmless FOREIGN KEY (other) REFERENCES plan_it.carts (id))");
        }
        mysqlUser = "plan_it_user";
        mysqlPassword = "x";
        tables = "[{source: items}]";
        String what =
                "table items: its rows change by foreign key item_of (cart) REFERENCES carts (id) ON DELETE CASCADE ON"
                        + " UPDATE CASCADE, in connections [";

        assertThat(problems()).singleElement().asString().startsWith(what).contains("one", "two", "cascades: accept");

        tables = "[{source: items, cascades: follow}]";
        assertThat(problems()).isEmpty();

        tables = "[{source: items, cascades: accept}]";
        ReplicationPlan plan = plan();
        assertThat(plan.servers().get(0).routes().get(0).foreignKeys())
                .extracting(ForeignKey::name)
                .as("the key, and the one of its parent")
                .containsExactly("item_of", "cart_of");
        assertThat(PlanPrinter.print(plan)).contains("rows without events of their own: foreign key item_of (cart)");

        tables = "[{source: customers}]";
        assertThat(problems()).isEmpty();
    }

    @Test
    void oneServerUnderTwoNamesIsRefused() throws Exception {
        SyncConfig config = read("clickhouse: {url: '" + clickHouse.url() + "', password: "
                + EmbeddedClickHouse.PASSWORD
                + ", database: plan_it}\nconnections: [{name: one, host: 127.0.0.1, port: " + first.port()
                + ", database: plan_it, user: tributary, password: tributary}, {name: two, host: localhost, port: "
                + first.port() + ", database: plan_it, user: tributary, password: tributary}]\ntables: " + tables);

        assertThat(problems(config))
                .containsExactly("server localhost:" + first.port() + ": is the same server as 127.0.0.1:"
                        + first.port() + ", so its binlog would be read twice; give the connections [two] that host");
    }

    private SyncConfig failover(String... hosts) throws ConfigurationException {
        return read("clickhouse: {url: '" + clickHouse.url() + "', password: " + EmbeddedClickHouse.PASSWORD
                + ", database: plan_it}\nconnections: [{name: one, hosts: ['" + String.join("', '", hosts)
                + "'], database: plan_it, user: " + mysqlUser + ", password: " + mysqlPassword + "}]\ntables: "
                + tables);
    }

    @Test
    void secretsThatTheFileDoesNotAllowAreNotSentToHostsOfTheServiceDatabase() throws Exception {
        first.execute(
                "CREATE TABLE plan_it.connections (name VARCHAR(64) PRIMARY KEY, host VARCHAR(64), port INT,"
                        + " database_name VARCHAR(64), user_name VARCHAR(64), password VARCHAR(64), tls_mode VARCHAR(16),"
                        + " active BOOLEAN)",
                "CREATE TABLE plan_it.sync_tables (source_table VARCHAR(64) PRIMARY KEY, target_table VARCHAR(64),"
                        + " merge_fields VARCHAR(64), active BOOLEAN)",
                "INSERT INTO plan_it.connections VALUES ('three', '127.0.0.1', 1, 'plan_it', 'u', 'env:PATH', NULL, TRUE),"
                        + " ('two', 'a,b:1', NULL, 'plan_it', 'u', 'file:/etc/hostname', NULL, FALSE)");
        String yaml = "service-database: {host: 127.0.0.1, port: " + first.port()
                + ", database: plan_it, user: tributary, password: tributary, allowed-secrets: ['file:/etc/hostname']}\n"
                + "clickhouse: {url: '" + clickHouse.url() + "', password: " + EmbeddedClickHouse.PASSWORD
                + ", database: plan_it}\ntables: [{source: orders}]";

        assertThat(problems(read(yaml)))
                .containsExactly(
                        "service database: connections 'three'.password: refers to 'env:PATH', which sync.yaml does not"
                                + " allow; add it to service-database.allowed-secrets if it may be sent to 127.0.0.1",
                        "connections: none is active; name at least one in sync.yaml or the service database");
    }

    private ReplicationPlan plan() throws ConfigurationException {
        return Planner.plan(config(clickHouse.url()));
    }

    private List<String> problems() {
        try {
            return problems(config(clickHouse.url()));
        } catch (ConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> problems(SyncConfig config) {
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, () -> Planner.plan(config));
        return failure == null
                ? List.of()
                : failure.problems().stream().map(Problem::toString).toList();
    }

    private SyncConfig config(String clickHouseUrl) throws ConfigurationException {
        List<String> connections = new ArrayList<>();
        Map.of("one", first, "two", second)
                .forEach((name, server) -> connections.add("{name: " + name + ", host: 127.0.0.1, port: "
                        + server.port() + ", database: plan_it, user: " + mysqlUser + ", password: " + mysqlPassword
                        + "}"));
        return read("clickhouse: {url: '" + clickHouseUrl + "', password: " + EmbeddedClickHouse.PASSWORD
                + ", database: plan_it}\nconnections: " + connections + "\ntables: " + tables + "\n" + more);
    }

    private static SyncConfig read(String yaml) throws ConfigurationException {
        return ConfigReader.read("test.yaml", yaml, new Secrets(Map.of()));
    }
}
