package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.Verifier;
import dev.tributary.verify.VerifyOptions;
import dev.tributary.verify.VerifyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A replication on a session cluster, whose configuration, parallelism and jar change between savepoints. Every connection
 * has a database of its own with a table {@code sales}; a connection called {@code de} of the job {@code shops} is the
 * database {@code shops_de}.
 */
final class UpgradedJob implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MARKERS_FROM = 1_000_000;

    private final SessionCluster cluster;
    private final Path config;
    private final String name;
    private final Map<String, EmbeddedMySql> databases = new LinkedHashMap<>();
    private final Map<String, EmbeddedMySql> connections = new LinkedHashMap<>();
    private final Map<String, String> tables = new LinkedHashMap<>(Map.of("sales", "sales"));
    private int parallelism = 1;
    private String deleteMechanism = "auto";
    private int rounds;
    private String flinkJob = "";

    UpgradedJob(SessionCluster cluster, Path folder, String name) {
        this.cluster = cluster;
        this.config = folder.resolve(name + ".yaml");
        this.name = name;
        clickHouse().execute("DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name);
    }

    UpgradedJob connect(String connection, EmbeddedMySql server) {
        String database = name + "_" + connection;
        server.execute(
                "DROP DATABASE IF EXISTS " + database,
                "CREATE DATABASE " + database,
                "CREATE TABLE " + database + ".sales (id INT NOT NULL PRIMARY KEY, price BIGINT NOT NULL)",
                "ALTER TABLE " + database + ".sales RENAME COLUMN price TO amount");
        insert(connection, server, "sales", 500);
        databases.put(connection, server);
        connections.put(connection, server);
        return this;
    }

    UpgradedJob disconnect(String connection) {
        connections.remove(connection);
        return this;
    }

    /** Makes a table like {@code sales} in the first connection's database, without replicating it yet. */
    void createTable(String connection, String table, int rows) {
        EmbeddedMySql server = connections.get(connection);
        server.execute("CREATE TABLE " + name + "_" + connection + "." + table + " LIKE " + name + "_" + connection
                + ".sales");
        insert(connection, server, table, rows);
    }

    private void insert(String connection, EmbeddedMySql server, String table, int rows) {
        server.execute(
                "SET SESSION cte_max_recursion_depth = " + (rows + 1),
                "INSERT INTO " + name + "_" + connection + "." + table
                        + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                        + ") SELECT i, i * 7 FROM n");
    }

    UpgradedJob replicate(String table, String target) {
        tables.put(table, target);
        return this;
    }

    UpgradedJob leaveOut(String table) {
        tables.remove(table);
        return this;
    }

    UpgradedJob parallelism(int readersAndWriters) {
        parallelism = readersAndWriters;
        return this;
    }

    UpgradedJob deleteMechanism(String mechanism) {
        deleteMechanism = mechanism;
        return this;
    }

    UpgradedJob start() throws Exception {
        return startFrom("");
    }

    UpgradedJob startFrom(String savepoint) throws Exception {
        writeConfig();
        flinkJob = cluster.submit(plan(), savepoint);
        return this;
    }

    /**
     * By Flink's command line.
     *
     * @param flags of {@code flink run}
     */
    UpgradedJob runFrom(String savepoint, Path jar, String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of("flink", "run", "-d", "-s", savepoint));
        command.addAll(List.of(flags));
        command.addAll(List.of(jar.toString(), "run", "--config", writeConfig()));
        flinkJob = cluster.submit(command.toArray(String[]::new));
        return this;
    }

    /** @return the savepoint's path */
    String stop() throws Exception {
        String savepoint = cluster.stop(flinkJob);
        flinkJob = "";
        return savepoint;
    }

    /** Inserts, updates, deletes and changes keys in the sales of every database, also of those that are left out. */
    UpgradedJob change() {
        rounds++;
        databases.forEach((connection, server) -> {
            String sales = name + "_" + connection + ".sales";
            server.execute(
                    "UPDATE " + sales + " SET amount = amount * 3 + " + rounds + " WHERE id % 3 = 0 AND id < 100000",
                    "DELETE FROM " + sales + " WHERE id % 11 = " + rounds + " AND id < 100000",
                    "UPDATE " + sales + " SET id = id + 1000 WHERE id % 50 = 7 AND id < 1000",
                    "INSERT INTO " + sales + " SELECT id + " + rounds * 10_000 + ", amount FROM " + sales
                            + " WHERE id <= 50");
        });
        return this;
    }

    /** Waits until a change that is made now has arrived, and with it all before it; then compares every value. */
    UpgradedJob assertExact() throws Exception {
        rounds++;
        int marker = MARKERS_FROM + rounds;
        connections.forEach((connection, server) -> tables.keySet()
                .forEach(table -> server.execute(
                        "INSERT INTO " + name + "_" + connection + "." + table + " VALUES (" + marker + ", 1)")));
        for (String target : tables.values()) {
            String arrived = "SELECT count() FROM " + name + "." + target + " WHERE id = " + marker
                    + " AND _source_database IN ("
                    + connections.keySet().stream()
                            .map(each -> "'" + each + "'")
                            .collect(Collectors.joining(", ")) + ")";
            await(arrived, String.valueOf(connections.size()));
        }

        VerifyReport report = new Verifier(
                        plan(), new VerifyOptions(null, null, 200, Duration.ofMillis(300), 10), route -> {})
                .verify();
        assertThat(report.differences()).as("%s", report).isZero();
        assertThat(report.routes()).hasSize(connections.size() * tables.size());
        return this;
    }

    /** Tables can be added from then on: what comes after all of the snapshot is there can only come by the binlog. */
    UpgradedJob assertSnapshotIsOver() throws Exception {
        return assertExact().change().assertExact();
    }

    /** Waits until a query of one value gives what is expected. */
    static void await(String query, String expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!value(query).equals(expected)) {
            if (System.nanoTime() > deadline) {
                assertThat(value(query)).as(query).isEqualTo(expected);
            }
            Thread.sleep(100);
        }
    }

    static String value(String query) {
        return clickHouse().query(query).get(0).get(0);
    }

    /** The values of a source's rows in a target, in one number. */
    String checksum(String source) {
        return value(
                "SELECT sum(cityHash64(id, amount)) FROM " + name + ".sales WHERE _source_database = '" + source + "'");
    }

    /** Waits until the job has ended by itself. */
    void awaitFailure() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String state = cluster.stateOf(flinkJob);
        while (!state.equals("FAILED")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the job has not failed, but is " + state);
            }
            Thread.sleep(100);
            state = cluster.stateOf(flinkJob);
        }
        flinkJob = "";
    }

    @Override
    public void close() throws Exception {
        if (!flinkJob.isEmpty()) {
            cluster.cancel(flinkJob);
        }
        clickHouse().execute("DROP DATABASE " + name);
        databases.forEach((connection, server) -> server.execute("DROP DATABASE " + name + "_" + connection));
    }

    private String writeConfig() throws Exception {
        StringBuilder yaml = new StringBuilder("""
                job: {name: %s, parallelism: %d, checkpoint-interval: 500ms}
                source: {split-size: 100}
                merge: {delete-mechanism: %s}
                clickhouse: {url: "%s", user: %s, password: %s, database: %s}
                connections:
                """.formatted(
                        name,
                        parallelism,
                        deleteMechanism,
                        clickHouse().url(),
                        clickHouse().user(),
                        clickHouse().password(),
                        name));
        connections.forEach((connection, server) ->
                yaml.append("  - {name: %s, host: %s, port: %d, database: %s_%s, user: %s, password: %s}\n"
                        .formatted(
                                connection,
                                server.host(),
                                server.port(),
                                name,
                                connection,
                                server.user(),
                                server.password())));
        yaml.append("tables:\n");
        tables.forEach((table, target) -> yaml.append("  - {source: ")
                .append(table)
                .append(", target: ")
                .append(target)
                .append("}\n"));
        return Files.writeString(config, yaml).toString();
    }

    private ReplicationPlan plan() throws Exception {
        return Planner.plan(ConfigReader.read("test", Files.readString(config), Secrets.ofProcess()));
    }

    private static EmbeddedClickHouse clickHouse() {
        return TestServers.clickHouse();
    }
}
