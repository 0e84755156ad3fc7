package dev.tributary.job;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.RunMode;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.ReplicatedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.Verifier;
import dev.tributary.verify.VerifyOptions;
import dev.tributary.verify.VerifyReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A replication between the test servers: three tenants on two servers, whose databases carry the test's name. What it
 * creates, no other test touches.
 */
final class Replication implements AutoCloseable {

    static final List<String> TENANTS = List.of("de", "at", "us");
    /** Many times what anything takes here: a machine that is busy with something else is no failure. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration BETWEEN_COMPARISONS = Duration.ofMillis(500);

    private final String name;
    private String tables;
    private final IntFunction<EmbeddedMySql> servers;
    private final IntFunction<List<EmbeddedMySql>> addresses;
    private String savepoint = "";
    private String options = "";
    /** Short: most of the time of a test goes by until the next checkpoint. */
    private String checkpointInterval = "300ms";

    private String jobOption = "";
    private final Map<String, String> connectionOptions = new HashMap<>();
    private String serviceDatabase = "";
    private String sources = "";
    private int restarts = Integer.MAX_VALUE;
    private JobClient job;

    /** @param tables the YAML of {@code tables}, a list in flow style */
    Replication(String name, String tables) throws Exception {
        this(name, tables, TestServers::mysql, number -> List.of(TestServers.address(number)));
    }

    /** With another server in the place of the first. */
    Replication(String name, String tables, EmbeddedMySql first) throws Exception {
        this(
                name,
                tables,
                number -> number == 1 ? first : TestServers.mysql(number),
                number -> List.of(number == 1 ? first : TestServers.address(number)));
    }

    /** With a server in the place of the first that its replica can take the place of. */
    Replication(String name, String tables, ReplicatedMySql first) throws Exception {
        this(
                name,
                tables,
                number -> number == 1 ? first.source() : TestServers.mysql(number),
                number -> number == 1 ? first.addresses() : List.of(TestServers.address(number)));
    }

    private Replication(
            String name, String tables, IntFunction<EmbeddedMySql> servers, IntFunction<List<EmbeddedMySql>> addresses)
            throws Exception {
        this.name = name;
        this.tables = tables;
        this.servers = servers;
        this.addresses = addresses;
        for (String tenant : TENANTS) {
            server(tenant)
                    .execute("DROP DATABASE IF EXISTS " + database(tenant), "CREATE DATABASE " + database(tenant));
        }
        clickHouse().execute("CREATE DATABASE IF NOT EXISTS " + name);
    }

    /** Ends the job at its first failure, for what must not fail it. */
    Replication withoutRestarts() {
        restarts = 0;
        return this;
    }

    /** Another configuration of the tables, for the next start. */
    void configure(String otherTables) {
        tables = otherTables;
    }

    Replication withCheckpointInterval(String interval) {
        checkpointInterval = interval;
        return this;
    }

    Replication withJobOption(String yaml) {
        jobOption = ", " + yaml;
        return this;
    }

    Replication withConnectionOption(String tenant, String yaml) {
        connectionOptions.put(tenant, ", " + yaml);
        return this;
    }

    /** In the place of a connection for each tenant. */
    Replication withSources(String yaml) {
        sources = yaml;
        return this;
    }

    Replication withOptions(String yaml) {
        options = yaml;
        return this;
    }

    String database(String tenant) {
        return name + "_" + tenant;
    }

    EmbeddedMySql server(String tenant) {
        return servers.apply(serverOf(tenant));
    }

    static int serverOf(String tenant) {
        return tenant.equals("us") ? 2 : 1;
    }

    EmbeddedClickHouse clickHouse() {
        return TestServers.clickHouse();
    }

    /** Executes a statement in every tenant's database. */
    void everywhere(String sql) {
        TENANTS.forEach(tenant -> in(tenant, sql));
    }

    void in(String tenant, String... statements) {
        String[] all = new String[statements.length + 1];
        all[0] = "USE " + database(tenant);
        System.arraycopy(statements, 0, all, 1, statements.length);
        server(tenant).execute(all);
    }

    /** A service database of its own, for the results; the connections stay in the YAML. */
    void createServiceDatabase() {
        String service = name + "_service";
        TestServers.mysql(1)
                .execute(
                        "DROP DATABASE IF EXISTS " + service,
                        "CREATE DATABASE " + service,
                        "CREATE TABLE " + service
                                + ".connections (name VARCHAR(64) PRIMARY KEY, host VARCHAR(255), port INT,"
                                + " database_name VARCHAR(64), user_name VARCHAR(64), password VARCHAR(255),"
                                + " tls_mode VARCHAR(20), active TINYINT(1))",
                        "CREATE TABLE " + service + ".sync_tables (source_table VARCHAR(64) PRIMARY KEY,"
                                + " target_table VARCHAR(128), merge_fields VARCHAR(255), active TINYINT(1))",
                        "CREATE TABLE " + service + ".sync_results (commit_id VARCHAR(64) PRIMARY KEY, job VARCHAR(64),"
                                + " target_table VARCHAR(255), checkpoint_id BIGINT, upserts BIGINT, deletes BIGINT,"
                                + " first_source_time DATETIME(3), last_source_time DATETIME(3),"
                                + " committed_at DATETIME(3), duration_ms BIGINT)",
                        "GRANT INSERT, UPDATE ON " + service + ".* TO '"
                                + TestServers.mysql(1).user() + "'");
        serviceDatabase = service;
    }

    /** The first row of a query on the service database, its values joined by blanks. */
    String results(String sql) {
        try (Connection connection = TestServers.mysql(1).rootConnection(name + "_service");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(result.getString(i)));
            }
            return String.join(" ", values);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    SyncConfig config() throws Exception {
        StringBuilder yaml = new StringBuilder("job: {name: ")
                .append(name)
                .append(", parallelism: 2, checkpoint-interval: " + checkpointInterval + jobOption + "}\n");
        yaml.append("clickhouse: {url: '")
                .append(clickHouse().url())
                .append("', user: ")
                .append(clickHouse().user())
                .append(", password: ")
                .append(clickHouse().password())
                .append(", database: ")
                .append(name)
                .append("}\n");
        yaml.append(sources.isEmpty() ? "connections:\n" : sources + "\n");
        for (String tenant : sources.isEmpty() ? TENANTS : List.<String>of()) {
            List<EmbeddedMySql> several = addresses.apply(serverOf(tenant));
            var server = several.get(0);
            yaml.append("  - {name: shop_")
                    .append(tenant)
                    .append(
                            several.size() == 1
                                    ? ", host: " + server.host() + ", port: " + server.port()
                                    : hosts(several))
                    .append(", database: ")
                    .append(database(tenant))
                    .append(", user: ")
                    .append(server.user())
                    .append(", password: ")
                    .append(server.password())
                    .append(connectionOptions.getOrDefault(tenant, ""))
                    .append("}\n");
        }
        if (!serviceDatabase.isEmpty()) {
            var server = TestServers.mysql(1);
            yaml.append("service-database: {host: ")
                    .append(server.host())
                    .append(", port: ")
                    .append(server.port())
                    .append(", database: ")
                    .append(serviceDatabase)
                    .append(", user: ")
                    .append(server.user())
                    .append(", password: ")
                    .append(server.password())
                    .append("}\n");
        }
        yaml.append("tables: ").append(tables).append("\n").append(options);
        return ConfigReader.read("test", yaml.toString(), new Secrets(Map.of()));
    }

    private static String hosts(List<EmbeddedMySql> several) {
        return ", hosts: "
                + several.stream()
                        .map(server -> "'" + server.host() + ":" + server.port() + "'")
                        .toList();
    }

    ReplicationPlan plan() throws Exception {
        return Planner.plan(config());
    }

    void start(RunMode mode) throws Exception {
        start(mode, () -> {});
    }

    /** @param afterPlanning what happens between the making of the plan and the start of the job */
    void start(RunMode mode, Runnable afterPlanning) throws Exception {
        ReplicationPlan plan = plan();
        TargetPreparation.prepare(plan);
        afterPlanning.run();
        Configuration configuration = new Configuration();
        if (!savepoint.isEmpty()) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        configuration
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(500));
        StreamExecutionEnvironment environment = SharedFlink.environment(configuration);
        new ReplicationJob(plan, mode).build(environment);
        job = environment.executeAsync(name);
    }

    /** Compares every value of source and target; values that differ are compared again until they are equal, for minutes. */
    VerifyReport verify() throws Exception {
        return verify(Math.toIntExact(PATIENCE.dividedBy(BETWEEN_COMPARISONS)));
    }

    /** Compares every value where some differ for good, when all that is awaited has arrived. */
    VerifyReport verifyWhatDiffers() throws Exception {
        return verify(6);
    }

    private VerifyReport verify(int rechecks) throws Exception {
        VerifyOptions options = new VerifyOptions(null, null, rechecks, BETWEEN_COMPARISONS, 100);
        return new Verifier(plan(), options, route -> {}).verify();
    }

    /** Stops with a savepoint, and goes on from it with a plan that is made anew. */
    void goOnFromSavepoint(Path folder, Runnable whileStopped) throws Exception {
        savepoint = job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        whileStopped.run();
        start(RunMode.SYNC);
    }

    void stop() throws Exception {
        job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await("the job's end", () -> job.getJobExecutionResult().isDone());
    }

    /** Waits until an attempt has failed and the next one is ahead. */
    void awaitRestart() throws Exception {
        await("a restart", () -> job.getJobStatus().join() == JobStatus.RESTARTING);
    }

    /** Waits for the end of a bounded job. */
    void awaitFinished() throws Exception {
        job.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void await(String what, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what + "; job is "
                        + (job.getJobExecutionResult().isDone() ? "ended" : "running"));
            }
            Thread.sleep(100);
        }
    }

    /** Waits until the binlog of both servers is followed; the row that it tries goes again. */
    void awaitBinlog(String table, String row) throws Exception {
        List<String> oneOfEach = List.of("at", "us");
        String count = "SELECT count() FROM " + name + "." + table;
        long before = Long.parseLong(value(count));
        oneOfEach.forEach(tenant -> in(tenant, "INSERT INTO " + table + " VALUES " + row));
        awaitRows(count, Long.toString(before + oneOfEach.size()));
        oneOfEach.forEach(tenant -> in(tenant, "DELETE FROM " + table + " ORDER BY id DESC LIMIT 1"));
        awaitRows(count, Long.toString(before));
    }

    /** What a query answers at this moment; see {@link #awaitValue} for rows that are being changed. */
    String value(String sql) {
        return Objects.requireNonNull(clickHouse().query(sql).get(0).get(0));
    }

    /** The first value of a row that a merge may be writing anew just now: until it has done so, there is none. */
    String awaitValue(String sql) throws Exception {
        AtomicReference<String> value = new AtomicReference<>();
        await("a row of " + sql, () -> {
            clickHouse().query(sql).stream().findFirst().ifPresent(row -> value.set(row.get(0)));
            return value.get() != null;
        });
        return value.get();
    }

    /** Waits until a query on ClickHouse answers as expected; a row as its values joined by blanks. */
    void awaitRows(String sql, String... rows) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> found = rows(sql);
        while (!found.equals(List.of(rows))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(sql + "\nexpected " + List.of(rows) + "\nfound    " + found + "\njob "
                        + (job.getJobExecutionResult().isDone() ? "ended" : "running"));
            }
            Thread.sleep(100);
            found = rows(sql);
        }
    }

    List<String> rows(String sql) {
        return clickHouse().query(sql).stream()
                .map(row -> String.join(" ", row))
                .toList();
    }

    /** Ends the job, and waits until it writes nowhere any more: the next one may have tables of the same names. */
    @Override
    public void close() throws Exception {
        if (job != null && !job.getJobExecutionResult().isDone()) {
            stop();
        }
    }
}
