package dev.tributary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What patterns stand for on real servers: which databases and tables, in which order, and what is refused. */
class PatternsIT {

    private static final List<String> DATABASES = List.of("pat_it_b", "pat_it_a", "patXit_c", "pat_it_test");

    private final EmbeddedMySql first = TestServers.mysql(1);
    private final EmbeddedMySql second = TestServers.mysql(2);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    @BeforeEach
    void createDatabases() {
        for (String database : DATABASES) {
            first.execute(
                    "DROP DATABASE IF EXISTS " + database,
                    "CREATE DATABASE " + database,
                    "CREATE TABLE " + database + ".orders (id INT PRIMARY KEY, note VARCHAR(20))",
                    "CREATE TABLE " + database + ".items (id INT PRIMARY KEY)",
                    "CREATE VIEW " + database + ".seen AS SELECT * FROM " + database + ".orders");
        }
        first.execute("CREATE TABLE pat_it_b.extra (id INT PRIMARY KEY)");
        second.execute(
                "DROP DATABASE IF EXISTS pat_it_a",
                "CREATE DATABASE pat_it_a",
                "CREATE TABLE pat_it_a.orders (id INT PRIMARY KEY, note VARCHAR(20))");
        clickHouse.execute("DROP DATABASE IF EXISTS pat_it", "CREATE DATABASE pat_it");
    }

    @AfterEach
    void dropDatabases() {
        DATABASES.forEach(database -> first.execute("DROP DATABASE " + database));
        first.execute("DROP USER IF EXISTS pat_it_user");
        second.execute("DROP DATABASE pat_it_a");
        clickHouse.execute("DROP DATABASE pat_it");
    }

    @Test
    void databasesAndTablesAreNamedInOneOrder() throws Exception {
        ReplicationPlan plan = Planner.plan(config(
                "{%s, databases: ['pat\\_it\\_%%'], exclude-databases: ['%%test']}".formatted(server(first)), "['%']"));

        assertThat(routes(plan))
                .containsExactly(
                        "pat_it_a: pat_it_a.items",
                        "pat_it_a: pat_it_a.orders",
                        "pat_it_b: pat_it_b.extra",
                        "pat_it_b: pat_it_b.items",
                        "pat_it_b: pat_it_b.orders");
        assertThat(plan.targets())
                .extracting(target -> target.schema().target())
                .containsExactly(
                        new TableId("pat_it", "extra"),
                        new TableId("pat_it", "items"),
                        new TableId("pat_it", "orders"));
        assertThat(PlanPrinter.print(plan))
                .contains(
                        "servers[0].databases[0] 'pat\\_it\\_%': pat_it_a, pat_it_b",
                        "tables[0].source '%': extra, items, orders");

        first.execute("CREATE DATABASE pat_it_aa", "CREATE TABLE pat_it_aa.orders (id INT PRIMARY KEY, note TEXT)");
        try {
            ReplicationPlan later = Planner.plan(plan.config().withSources(List.of(), List.of()));
            assertThat(routes(later)).contains("pat_it_aa: pat_it_aa.orders").containsAll(routes(plan));
            assertThat(later.servers()).extracting(ServerPlan::name).containsExactly("127.0.0.1_" + first.port());
            assertThat(later.servers().get(0).firstServerId())
                    .isEqualTo(plan.servers().get(0).firstServerId());
        } finally {
            first.execute("DROP DATABASE pat_it_aa");
        }
    }

    @Test
    void entriesOfTheirOwnCountInThePlaceOfPatterns() throws Exception {
        ReplicationPlan plan = Planner.plan(read("""
                connections:
                  - {name: mine, %1$s, database: pat_it_a}
                  - {name: never, %1$s, database: pat_it_test, active: false}
                servers:
                  - {%1$s, databases: [pat_it_b], name-prefix: first-}
                  - {%1$s, databases: ['pat\\_it\\_%%', pat_it_b], name-prefix: second-}
                  - {%2$s, databases: ['pat\\_it\\_%%'], name-prefix: other-}
                tables:
                  - {source: orders, target: pat_it.bestellungen, exclude-columns: [note]}
                  - {source: items, active: false}
                  - {source: '%%', target: 'pat_it.raw_*'}
                """.formatted(server(first), server(second))));

        // The plan has its servers in the order of their ports.
        assertThat(routes(plan))
                .containsExactlyInAnyOrder(
                        "mine: pat_it_a.orders",
                        "first-pat_it_b: pat_it_b.orders",
                        "first-pat_it_b: pat_it_b.extra",
                        "other-pat_it_a: pat_it_a.orders");
        assertThat(plan.targets())
                .extracting(target -> target.schema().target())
                .containsExactly(new TableId("pat_it", "bestellungen"), new TableId("pat_it", "raw_extra"));
    }

    @Test
    void systemDatabasesAndTheServiceDatabaseAreNeverMeant() throws Exception {
        first.execute(
                "CREATE USER pat_it_user IDENTIFIED WITH mysql_native_password BY 'x'",
                "GRANT ALL ON *.* TO pat_it_user",
                "CREATE TABLE pat_it_a.connections (name VARCHAR(64) PRIMARY KEY, host VARCHAR(64), port INT,"
                        + " database_name VARCHAR(64), user_name VARCHAR(64), password VARCHAR(64), tls_mode VARCHAR(16),"
                        + " active BOOLEAN)",
                "CREATE TABLE pat_it_a.sync_tables (source_table VARCHAR(64) PRIMARY KEY, target_table VARCHAR(64),"
                        + " merge_fields VARCHAR(64), active BOOLEAN)");
        SyncConfig config = read("""
                service-database: {host: 127.0.0.1, port: %1$d, database: pat_it_a, user: pat_it_user, password: x}
                servers: [{host: 127.0.0.1, port: %1$d, user: pat_it_user, password: x, databases: ['*']}]
                tables: [{source: 'nothing_like_this%%'}]
                """.formatted(first.port()));

        assertThat(Planner.examine(config).checklist().items())
                .extracting(Checklist.Item::text)
                .filteredOn(text -> text.startsWith("'*' stands for"))
                .singleElement()
                .asString()
                .contains("pat_it_b, pat_it_test")
                .doesNotContain("mysql", "sys,", "_schema", "pat_it_a");
    }

    @Test
    void patternsThatMatchNothingAreAllNamedWithTheirPlaces() throws Exception {
        SyncConfig config = read("""
                servers:
                  - {%s, databases: ['pat\\_it\\_%%', 'nobody\\_%%', pat_it_bb, '%%test'], exclude-databases: [pat_it_test]}
                tables:
                  - 'orders%%'
                  - 'see%%'
                  - {source: 'item%%', exclude: [items]}
                """.formatted(server(first)));

        assertThat(problems(config))
                .containsExactlyInAnyOrder(
                        "servers[0].databases[1]: 'nobody\\_%' matches no database of server 127.0.0.1:" + first.port()
                                + " that user 'tributary' can see; correct or remove it, or GRANT the account what it has"
                                + " to read",
                        "servers[0].databases[2]: 'pat_it_bb' matches no database of server 127.0.0.1:" + first.port()
                                + " that user 'tributary' can see; did you mean 'pat_it_b'? Otherwise correct or remove"
                                + " it, or GRANT the account what it has to read",
                        "servers[0].databases[3]: '%test' matches nothing but what exclude-databases leaves out:"
                                + " [pat_it_test]; correct one of the two",
                        "tables[1]: 'see%' matches no table of the connections' databases; what it matches are views, whose"
                                + " rows are in no binlog: [seen]; correct or remove it",
                        "tables[2]: 'item%' matches no table of the connections' databases but what exclude leaves out:"
                                + " [items]; correct or remove it");
    }

    @Test
    void databasesOfOneNameNeedAPrefixAndOddNamesAreRefusedByName() throws Exception {
        first.execute("CREATE DATABASE `pat_it odd`", "CREATE TABLE pat_it_a.`odd name` (id INT PRIMARY KEY)");
        try {
            SyncConfig config = read("""
                    servers:
                      - {%s, databases: ['pat\\_it%%'], exclude-databases: [pat_it_test]}
                      - {%s, databases: [pat_it_a]}
                    tables: ['%%']
                    """.formatted(server(first), server(second)));

            assertThat(problems(config))
                    .anyMatch(problem -> problem.startsWith("servers[0]: database 'pat_it odd' of server 127.0.0.1:")
                            && problem.endsWith("rename the database, or add it to exclude-databases"))
                    .anyMatch(problem -> problem.startsWith("servers[1]: database 'pat_it_a' of server")
                            && problem.contains("is also that of another connection; choose another name-prefix"))
                    .anyMatch(problem -> problem.startsWith("tables[0]: '%' matches the table 'odd name'"));
        } finally {
            first.execute("DROP DATABASE `pat_it odd`");
        }
    }

    @Test
    void tablesWithoutKeyAreRefusedOrLeftOutWhereTheyHaveNone() throws Exception {
        first.execute(
                "CREATE TABLE pat_it_a.bag (x INT)",
                "CREATE TABLE pat_it_b.bag (x INT NOT NULL UNIQUE)",
                "CREATE TABLE pat_it_b.loose (x INT)");
        String servers = "{%s, databases: [pat_it_a, pat_it_b]}".formatted(server(first));

        assertThat(problems(config(servers, "['%']")))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("pat_it_a.bag has neither a primary key nor"))
                .anyMatch(problem -> problem.contains("pat_it_b.loose has neither a primary key nor"));

        Planner.Outcome outcome = Planner.examine(config(servers, "[{source: '%', without-key: leave-out}]"));
        ReplicationPlan plan = outcome.plan();
        assertThat(outcome.checklist().problems()).isEmpty();
        assertThat(plan).isNotNull();
        assertThat(routes(plan)).contains("pat_it_b: pat_it_b.bag").hasSize(6);
        assertThat(outcome.checklist().items())
                .extracting(item -> item.subject() + ": " + item.text())
                .anyMatch(text -> text.startsWith(
                        "connection 'pat_it_a': left out, for they have no key that tells their rows apart: [bag]"))
                .anyMatch(text -> text.startsWith("connection 'pat_it_b': left out") && text.contains("[loose]"));
    }

    @Test
    void tableThatNeedNotBeEverywhereIsSomewhere() throws Exception {
        String servers = "{%s, databases: [pat_it_a, pat_it_b]}".formatted(server(first));

        assertThat(routes(Planner.plan(config(servers, "[orders, {source: extra, where-missing: leave-out}]"))))
                .containsExactly("pat_it_a: pat_it_a.orders", "pat_it_b: pat_it_b.orders", "pat_it_b: pat_it_b.extra");
        assertThat(problems(config(servers, "[orders, {source: extras, where-missing: leave-out}]")))
                .containsExactly(
                        "table extras: none of the databases has it; correct its name, or remove it from tables");
    }

    @Test
    void serverThatIsAwayIsRefusedWhateverIsAssumedOfOthers() throws Exception {
        SyncConfig config = read("""
                source: {unreachable-servers: assume, connect-timeout: 2s}
                servers:
                  - {%s, databases: [pat_it_a]}
                  - {host: 127.0.0.1, port: 1, user: u, databases: ['*'], name-prefix: away-}
                tables: ['%%', 'none_of_those_that_answer%%']
                """.formatted(server(first)));

        assertThat(problems(config))
                .singleElement()
                .asString()
                .startsWith("servers[1]: server 127.0.0.1:1 cannot be used as user 'u': ");
    }

    private static List<String> routes(ReplicationPlan plan) {
        return plan.servers().stream()
                .flatMap(server -> server.routes().stream())
                .map(route -> route.sourceDatabase() + ": " + route.source().id())
                .toList();
    }

    private static List<String> problems(SyncConfig config) {
        ConfigurationException failure = catchThrowableOfType(ConfigurationException.class, () -> Planner.plan(config));
        return Stream.ofNullable(failure)
                .flatMap(found -> found.problems().stream())
                .map(Problem::toString)
                .toList();
    }

    private static String server(EmbeddedMySql server) {
        return "host: 127.0.0.1, port: " + server.port() + ", user: tributary, password: tributary";
    }

    private SyncConfig config(String server, String tables) throws ConfigurationException {
        return read("servers: [" + server + "]\ntables: " + tables);
    }

    private SyncConfig read(String yaml) throws ConfigurationException {
        return ConfigReader.read(
                "test.yaml",
                "clickhouse: {url: '" + clickHouse.url() + "', password: " + EmbeddedClickHouse.PASSWORD
                        + ", database: pat_it}\n" + yaml,
                new Secrets(Map.of()));
    }
}
