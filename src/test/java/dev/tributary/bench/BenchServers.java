package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The servers of {@code bin/embedded}, as its variables tell. */
final class BenchServers {

    /** Holds all targets. */
    static final String TARGET_DATABASE = "bench";

    /** A database that is read: on which server, from 1, and its name. */
    record Source(int server, String database) {}

    private final Path folder = Path.of(require("TRIBUTARY_EMBEDDED_HOME")).toAbsolutePath();

    /** Where configurations, logs and measurements go. */
    Path folder() {
        return folder;
    }

    /** Further options of the measured processes. */
    String javaOptions() {
        return System.getenv().getOrDefault("TRIBUTARY_BENCH_JAVA_OPTS", "");
    }

    /** @param server from 1 */
    Connection mySql(int server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + require("MYSQL_" + server + "_HOST") + ":" + require("MYSQL_" + server + "_PORT")
                        + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&allowMultiQueries=true",
                "root",
                require("MYSQL_" + server + "_ROOT_PASSWORD"));
    }

    ClickHouseClient clickHouse() {
        return new ClickHouseClient(new ClickHouseOptions(
                require("CLICKHOUSE_URL"),
                require("CLICKHOUSE_USER"),
                new Secret(require("CLICKHOUSE_PASSWORD")),
                TARGET_DATABASE,
                "tributary_staging",
                "tributary"));
    }

    /** The process in which ClickHouse's engine works. */
    LinuxProcess clickHouseProcess() throws IOException {
        Path identity = folder.resolve("clickhouse").resolve("process");
        return new LinuxProcess(Long.parseLong(Files.readAllLines(identity).get(0)));
    }

    static void dropTargets(ClickHouseClient clickHouse) {
        for (String database : List.of(TARGET_DATABASE, "tributary_staging", "tributary")) {
            clickHouse.execute("DROP DATABASE IF EXISTS " + database + " SYNC");
        }
    }

    /** A configuration of the job. All that is not said is the job's default: what is measured is what one gets. */
    String configuration(String checkpointInterval, List<Source> sources, List<String> tables) {
        return "job: {name: bench, web-port: 0, checkpoint-interval: " + checkpointInterval + "}\n"
                + "clickhouse: {url: '" + require("CLICKHOUSE_URL") + "', user: '" + require("CLICKHOUSE_USER")
                + "', password: {env: CLICKHOUSE_PASSWORD}, database: " + TARGET_DATABASE + "}\n"
                + sources.stream().map(this::connection).collect(Collectors.joining("", "connections:\n", ""))
                + tables.stream()
                        .map(table -> "  - {source: " + table + "}\n")
                        .collect(Collectors.joining("", "tables:\n", ""));
    }

    private String connection(Source source) {
        return "  - {name: " + source.database() + ", host: '" + require("MYSQL_" + source.server() + "_HOST")
                + "', port: " + require("MYSQL_" + source.server() + "_PORT") + ", database: " + source.database()
                + ", user: '" + require("MYSQL_USER") + "', password: {env: MYSQL_PASSWORD}}\n";
    }

    private static String require(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> name + " is not set; start with bin/bench");
    }
}
