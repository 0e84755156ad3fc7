package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's jar as users run it: submitted by Flink's own command line to a JobManager and a TaskManager, which all tests share, in
 * an order in which the one that counts what they hold finds them new.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionClusterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String TARGET =
            "SELECT count(), sum(cityHash64(_source_database, id, amount)) FROM cluster_it.sales";

    @TempDir
    private static Path folder;

    private static SessionCluster cluster;

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    @BeforeAll
    static void startCluster() throws Exception {
        Map<String, String> secrets =
                Map.of("MYSQL_PASSWORD", EmbeddedMySql.PASSWORD, "CLICKHOUSE_PASSWORD", EmbeddedClickHouse.PASSWORD);
        cluster = new SessionCluster(folder.resolve("cluster"), secrets);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @BeforeEach
    void makeSource() {
        mysql.execute(
                "DROP DATABASE IF EXISTS cluster_it",
                "CREATE DATABASE cluster_it",
                "CREATE TABLE cluster_it.sales (id INT NOT NULL PRIMARY KEY, amount INT NOT NULL)",
                "INSERT INTO cluster_it.sales WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                        + " SELECT i, i * 7 FROM n");
        clickHouse.execute("CREATE DATABASE IF NOT EXISTS cluster_it");
    }

    @AfterEach
    void dropAll() {
        clickHouse.execute("DROP DATABASE cluster_it");
        mysql.execute("DROP DATABASE cluster_it");
    }

    @Test
    @Order(2)
    void survivesAKilledTaskManagerAndGoesOnFromASavepoint() throws Exception {
        String config = writeConfig().toString();
        assertThat(body(cluster.url())).contains("Apache Flink Web Dashboard");
        String job = cluster.submit("run", "--config", config);
        awaitTarget("SELECT count(), sum(cityHash64('shop', toInt32(number + 1), toInt32((number + 1) * 7)))"
                + " FROM numbers(1000)");
        assertThat(cluster.cluster("flink", "list")).contains(job, "(RUNNING)");

        mysql.execute("UPDATE cluster_it.sales SET amount = -id WHERE id <= 500");
        cluster.killTaskManager();
        mysql.execute("DELETE FROM cluster_it.sales WHERE id > 900");
        cluster.cluster("start");
        awaitTarget("SELECT count(), sum(cityHash64('shop', toInt32(number + 1),"
                + " toInt32(if(number < 500, -(number + 1), (number + 1) * 7)))) FROM numbers(900)");

        assertThat(cluster.cluster("flink", "stop", job)).contains("Savepoint completed");
        mysql.execute("INSERT INTO cluster_it.sales VALUES (901, 5)", "DELETE FROM cluster_it.sales WHERE id <= 900");
        String resumed = cluster.submit("run", "--resume", "--config", config);
        awaitTarget("SELECT 1, cityHash64('shop', toInt32(901), toInt32(5))");
        cluster.cancel(resumed);
    }

    /** Each would be 15 MB of metaspace, so that a nightly run ended the cluster after some weeks. */
    @Test
    @Order(1)
    void classesOfJobsThatEndedAreLetGo() throws Exception {
        mysql.execute(
                "CREATE TABLE cluster_it.connections (name VARCHAR(64) PRIMARY KEY, host VARCHAR(255), port INT,"
                        + " database_name VARCHAR(64), user_name VARCHAR(64), password VARCHAR(255),"
                        + " tls_mode VARCHAR(20), active TINYINT(1))",
                "CREATE TABLE cluster_it.sync_tables (source_table VARCHAR(64) PRIMARY KEY,"
                        + " target_table VARCHAR(128), merge_fields VARCHAR(255), active TINYINT(1))",
                "CREATE TABLE cluster_it.sync_results (commit_id VARCHAR(64) PRIMARY KEY, job VARCHAR(64),"
                        + " target_table VARCHAR(255), checkpoint_id BIGINT, upserts BIGINT, deletes BIGINT,"
                        + " first_source_time DATETIME(3), last_source_time DATETIME(3),"
                        + " committed_at DATETIME(3), duration_ms BIGINT)",
                "GRANT INSERT, UPDATE ON cluster_it.* TO '" + mysql.user() + "'");
        String service =
                "service-database: {host: %s, port: %d, database: cluster_it, user: %s, password: {env: MYSQL_PASSWORD},"
                        + " allowed-secrets: []}%n";
        Path config = writeConfig();
        Files.writeString(
                config, service.formatted(mysql.host(), mysql.port(), mysql.user()), StandardOpenOption.APPEND);
        for (int run = 0; run < 2; run++) {
            cluster.cluster(
                    "flink", "run", "target/tributary.jar", "run", "--mode", "etl", "--config", config.toString());
        }

        assertThat(LoadedJobs.await(cluster.process("taskmanager-1"), 1)).isLessThanOrEqualTo(1);
        assertThat(LoadedJobs.await(cluster.process("jobmanager"), 1)).isLessThanOrEqualTo(1);
    }

    private Path writeConfig() throws Exception {
        return Files.writeString(folder.resolve("sync.yaml"), """
                job: {name: cluster_it, parallelism: 2, checkpoint-interval: 500ms}
                clickhouse:
                  {url: "%s", user: %s, password: {env: CLICKHOUSE_PASSWORD}, database: cluster_it}
                connections:
                  - {name: shop, host: %s, port: %d, database: cluster_it, user: %s, password: {env: MYSQL_PASSWORD}}
                tables:
                  - {source: sales}
                """.formatted(
                        clickHouse.url(), clickHouse.user(), mysql.host(), mysql.port(), mysql.user()));
    }

    /** Waits until the target holds what the query says. */
    private void awaitTarget(String expected) throws Exception {
        List<List<String>> rows = clickHouse.query(expected);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!exists() || !clickHouse.query(TARGET).equals(rows)) {
            if (System.nanoTime() > deadline) {
                assertThat(clickHouse.query(TARGET)).isEqualTo(rows);
            }
            Thread.sleep(200);
        }
    }

    private boolean exists() {
        return clickHouse.query("EXISTS TABLE cluster_it.sales").equals(List.of(List.of("1")));
    }

    private static String body(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
