package dev.tributary.faults;

import dev.tributary.deployment.SessionCluster;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.ReplicatedMySql;
import dev.tributary.embedded.ServerSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What faults strike: two MySQL servers and a ClickHouse of its own, a session cluster with the job, and the proxies
 * between the job and its servers. The second MySQL server has a replica, which the job cannot reach before it takes the
 * server's place.
 */
final class TestStand implements AutoCloseable {

    static final String DATABASE = "bank";

    private static final String[] FLINK_SETTINGS = {
        "-Djobmanager.memory.process.size=960m",
        "-Dtaskmanager.memory.process.size=1400m",
        // What the REST interface says is no older than this.
        "-Dweb.refresh-interval=500",
        "-Drest.cache.checkpoint-statistics.timeout=200ms",
        // Faults follow each other closely here: the usual growing pauses would only be waited for.
        "-Drestart-strategy.exponential-delay.max-backoff=3s"
    };

    private final Path root;
    private final ServerSet servers;
    private final EmbeddedMySql first;
    private final ReplicatedMySql second;
    private final EmbeddedClickHouse clickHouse;
    private final TcpProxy firstLine;
    private final Map<EmbeddedMySql, TcpProxy> secondLines = new LinkedHashMap<>();
    private final ClickHouseProxy clickHouseProxy;
    private final TcpProxy clickHouseLine;
    private final SessionCluster cluster;
    private final Path config;
    private @Nullable FlinkRest job;

    /**
     * Starts everything but the job.
     *
     * @param root for data, logs and checkpoints; one stand at a time
     */
    TestStand(Path root, String deleteMechanism) throws Exception {
        this.root = root;
        Files.createDirectories(root);
        servers = ServerSet.under(root.resolve("servers"));
        first = servers.mysql(1);
        second = servers.replicated("mysql-2");
        clickHouse = servers.clickHouse();
        firstLine = new TcpProxy(first.port());
        for (EmbeddedMySql server : second.addresses()) {
            secondLines.put(server, new TcpProxy(server.port()));
        }
        line(second.replica()).cut(true);
        clickHouseProxy = new ClickHouseProxy(clickHouse.port());
        clickHouseLine = new TcpProxy(clickHouseProxy.port());
        config = root.resolve("sync.yaml");
        configure(deleteMechanism);
        Path clusterHome = root.resolve("cluster");
        SessionCluster.stopLeftover(clusterHome);
        deleteCheckpoints(clusterHome);
        cluster = new SessionCluster(clusterHome, Map.of(), FLINK_SETTINGS);
        Runtime.getRuntime().addShutdownHook(new Thread(this::endCluster));
    }

    private void configure(String deleteMechanism) throws IOException {
        List<Integer> ofSecond =
                secondLines.values().stream().map(TcpProxy::port).toList();
        Files.writeString(
                config,
                yaml(deleteMechanism, clickHouseLine.port(), Map.of(1, List.of(firstLine.port()), 2, ofSecond)));
    }

    /**
     * The job's configuration, or, by the servers' own ports, the one that verification works from.
     *
     * @param mysqlPorts where each MySQL server is, or the one in its place
     */
    private String yaml(String deleteMechanism, int clickHousePort, Map<Integer, List<Integer>> mysqlPorts) {
        StringBuilder yaml = new StringBuilder(
                """
                job: {name: faults, parallelism: 2, checkpoint-interval: 1s}
                clickhouse: {url: "http://127.0.0.1:%d", user: %s, password: %s, database: %s}
                batch: {max-rows: 5000, inline-bytes: 300B}
                source: {split-size: 2000}
                merge: {delete-mechanism: %s}
                tables: [{source: accounts}, {source: transfers}, {source: orders}, {source: events}]
                connections:
                """.formatted(clickHousePort, clickHouse.user(), clickHouse.password(), DATABASE, deleteMechanism));
        for (Tenant tenant : Tenant.ALL) {
            List<String> hosts = mysqlPorts.get(tenant.server()).stream()
                    .map(port -> "'127.0.0.1:" + port + "'")
                    .toList();
            yaml.append("  - {name: %s, hosts: %s, database: %s, user: %s, password: %s}\n"
                    .formatted(tenant.name(), hosts, tenant.name(), EmbeddedMySql.USER, EmbeddedMySql.PASSWORD));
        }
        return yaml.toString();
    }

    /** A configuration that leads to the servers themselves, past the proxies. */
    String directYaml() {
        return yaml("auto", clickHouse.port(), Map.of(1, List.of(mysql(1).port()), 2, List.of(mysql(2).port())));
    }

    /** @param number from 1; the second is another one after each {@link #failOver} */
    EmbeddedMySql mysql(int number) {
        return number == 1 ? first : second.source();
    }

    /** Kills the second server, and lets its replica take its place, which has all that it committed. */
    void failOver() throws Exception {
        second.failOverWithoutLoss();
        line(second.replica()).cut(true);
        line(second.source()).heal();
    }

    /** Has the server that was killed replicate from the one in its place. */
    void startReplica() {
        second.startReplica();
    }

    EmbeddedClickHouse clickHouse() {
        return clickHouse;
    }

    /** The job's way to a MySQL server, numbered from 1. */
    TcpProxy mysqlLine(int number) {
        return number == 1 ? firstLine : line(second.source());
    }

    private TcpProxy line(EmbeddedMySql server) {
        return Objects.requireNonNull(secondLines.get(server), "one of the two");
    }

    /** The job's way to ClickHouse. */
    TcpProxy clickHouseLine() {
        return clickHouseLine;
    }

    ClickHouseProxy clickHouseProxy() {
        return clickHouseProxy;
    }

    SessionCluster cluster() {
        return cluster;
    }

    /** How often the job started again since it was last submitted; 0 where that cannot be asked. */
    long restarts() {
        FlinkRest running = job;
        try {
            return running == null ? 0 : running.restarts();
        } catch (IOException e) {
            return 0;
        }
    }

    FlinkRest job() {
        FlinkRest running = job;
        if (running == null) {
            throw new IllegalStateException("no job was submitted yet");
        }
        return running;
    }

    /** Submits the job without state. */
    void submit() throws Exception {
        submitted(cluster.submit("run", "--config", config.toString()));
    }

    /** Submits the job with the state of its newest checkpoint or savepoint, which it finds itself. */
    void resume() throws Exception {
        submitted(cluster.submit("run", "--config", config.toString(), "--resume"));
    }

    /** Stops the job with a savepoint and goes on from it, with another delete mechanism. */
    void changeDeleteMechanism(String deleteMechanism) throws Exception {
        String savepoint = cluster.stop(job().job());
        configure(deleteMechanism);
        submitted(cluster.submit(
                "flink", "run", "-d", "-s", savepoint, "target/tributary.jar", "run", "--config", config.toString()));
    }

    /** Whether the job ended for good, which it never should. Not known of a Flink that is away. */
    boolean hasEnded() {
        try {
            return List.of("FAILED", "FINISHED", "CANCELED").contains(job().status());
        } catch (IOException e) {
            return false;
        }
    }

    private void submitted(String id) throws Exception {
        job = new FlinkRest(cluster.url(), id);
    }

    private static void deleteCheckpoints(Path clusterHome) throws IOException {
        Path state = clusterHome.resolve("state");
        if (!Files.isDirectory(state)) {
            return;
        }
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void endCluster() {
        try {
            cluster.close();
        } catch (Exception e) {
            System.err.println("The cluster in " + root + " could not be stopped: " + e.getMessage());
        }
    }

    @Override
    public void close() throws Exception {
        endCluster();
        firstLine.close();
        for (TcpProxy line : secondLines.values()) {
            line.close();
        }
        clickHouseLine.close();
        clickHouseProxy.close();
        servers.close();
    }
}
