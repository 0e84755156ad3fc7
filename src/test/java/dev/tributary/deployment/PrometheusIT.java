package dev.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.Ports;
import dev.tributary.embedded.Prometheus;
import dev.tributary.embedded.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, configured as deploy/prometheus has it, sees a real cluster's job. */
@EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
class PrometheusIT {

    private static final Path RULES = Path.of("deploy/prometheus/rules.yml");
    private static final Path SCRAPE = Path.of("deploy/prometheus/scrape.yml");
    private static final Path DASHBOARD = Path.of("deploy/grafana/tributary.json");

    private static final int REPORTERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    @BeforeEach
    void makeSource() {
        mysql.execute(
                "DROP DATABASE IF EXISTS prometheus_it",
                "CREATE DATABASE prometheus_it",
                "CREATE TABLE prometheus_it.sales (id INT NOT NULL PRIMARY KEY)",
                "INSERT INTO prometheus_it.sales VALUES (1), (2)");
        clickHouse.execute(
                "CREATE DATABASE IF NOT EXISTS prometheus_it",
                "CREATE TABLE prometheus_it.sales (_source_database LowCardinality(String), id Int32, _version UInt64)"
                        + " ENGINE = ReplacingMergeTree(_version) ORDER BY (_source_database, id)"
                        + " SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1",
                "CREATE MATERIALIZED VIEW prometheus_it.totals REFRESH EVERY 10 YEAR ENGINE = MergeTree ORDER BY shop"
                        + " EMPTY AS SELECT _source_database AS shop, count() AS rows FROM prometheus_it.sales GROUP BY"
                        + " shop");
    }

    @AfterEach
    void dropAll() {
        clickHouse.execute("DROP DATABASE prometheus_it");
        mysql.execute("DROP DATABASE prometheus_it");
    }

    @Test
    void everyMetricOfAlertsAndPanelsIsScrapedAndNoAlertIsPendingWhereAllIsWell() throws Exception {
        Map<String, String> secrets =
                Map.of("MYSQL_PASSWORD", mysql.password(), "CLICKHOUSE_PASSWORD", clickHouse.password());
        int first = Ports.free();
        String ports = "-Dmetrics.reporter.prom.port=" + first + "-" + (first + REPORTERS - 1);
        try (SessionCluster cluster = new SessionCluster(folder.resolve("cluster"), secrets, ports);
                Prometheus prometheus = Prometheus.start(folder.resolve("prometheus"), configuration(first))) {
            cluster.submit("run", "--config", writeConfig().toString());

            assertThat(awaitNames(prometheus)).containsAll(asked());
            assertThat(labels(prometheus, "target")).contains("prometheus_it.sales");
            assertThat(labels(prometheus, "server")).contains(mysql.host() + ":" + mysql.port());
            assertThat(labels(prometheus, "source_database")).contains("shop");
            assertThat(awaitQuiet(prometheus)).hasSizeGreaterThan(10).allMatch(PrometheusIT::isQuiet);
        }
    }

    /** The job of scrape.yml, with the ports of this cluster and in less time. */
    private Path configuration(int firstPort) throws Exception {
        String targets = IntStream.range(firstPort, firstPort + REPORTERS)
                .mapToObj(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(", "));
        String adapted = Files.readString(SCRAPE)
                .replaceFirst("targets: \\[.*]", "targets: [" + targets + "]")
                .replaceFirst("scrape_interval: \\d+s", "scrape_interval: 1s");
        assertThat(adapted).contains("[" + targets + "]", "scrape_interval: 1s");
        Files.copy(RULES, folder.resolve("rules.yml"));
        return Files.writeString(folder.resolve("prometheus.yml"), "global: {evaluation_interval: 1s}\n" + adapted);
    }

    private Path writeConfig() throws Exception {
        return Files.writeString(folder.resolve("sync.yaml"), """
            job: {name: prometheus_it, parallelism: 2, checkpoint-interval: 1s}
            clickhouse:
              {url: "%s", user: %s, password: {env: CLICKHOUSE_PASSWORD}, database: prometheus_it}
            connections:
              - {name: shop, host: %s, port: %d, database: prometheus_it, user: %s, password: {env: MYSQL_PASSWORD}}
            tables:
              - {source: sales}
            views: [{name: prometheus_it.totals}]
            """.formatted(
                        clickHouse.url(), clickHouse.user(), mysql.host(), mysql.port(), mysql.user()));
    }

    private static Set<String> asked() throws Exception {
        return Pattern.compile("\\bflink_\\w+")
                .matcher(Files.readString(RULES) + Files.readString(DASHBOARD))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Waits until all are there that are asked for; none of them needs a fault to be registered. */
    private static Set<String> awaitNames(Prometheus prometheus) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> names = labels(prometheus, "__name__");
        while (!names.containsAll(asked()) && System.nanoTime() < deadline) {
            Thread.sleep(500);
            names = labels(prometheus, "__name__");
        }
        return names;
    }

    private static Set<String> labels(Prometheus prometheus, String label) throws Exception {
        Set<String> values = new TreeSet<>();
        JSON.readTree(prometheus.ask("label/" + label + "/values"))
                .get("data")
                .forEach(value -> values.add(value.asText()));
        return values;
    }

    /** The alerts, when each is evaluated without an error and has nothing to say, or after the time for that. */
    private static List<JsonNode> awaitQuiet(Prometheus prometheus) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> alerts = alerts(prometheus);
        while (!alerts.stream().allMatch(PrometheusIT::isQuiet) && System.nanoTime() < deadline) {
            Thread.sleep(500);
            alerts = alerts(prometheus);
        }
        return alerts;
    }

    private static boolean isQuiet(JsonNode alert) {
        return alert.get("health").asText().equals("ok")
                && alert.get("state").asText().equals("inactive");
    }

    private static List<JsonNode> alerts(Prometheus prometheus) throws Exception {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group : JSON.readTree(prometheus.ask("rules")).at("/data/groups")) {
            group.get("rules").forEach(alerts::add);
        }
        return alerts;
    }
}
