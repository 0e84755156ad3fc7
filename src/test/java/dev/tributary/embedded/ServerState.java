package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * The embedded servers of one state folder: {@code .embedded/} in the working folder, or what
 * {@code TRIBUTARY_EMBEDDED_HOME} names. It holds the ports, so that they stay the same, the servers' data and logs, and
 * {@code env} with shell variables.
 */
final class ServerState {
    private static final String LOCATION = "TRIBUTARY_EMBEDDED_HOME";
    private static final String CLICKHOUSE_PORT = "clickhouse.port";
    private static final int FIRST_MYSQL_PORT = 13_306;
    private static final int FIRST_CLICKHOUSE_PORT = 18_123;

    record Status(String name, int port, boolean runs) {}

    private final Path home;
    private final Path file;
    private final Properties ports = new Properties();

    private ServerState(Path home) {
        this.home = home.toAbsolutePath();
        this.file = this.home.resolve("ports.properties");
        try {
            if (Files.exists(file)) {
                ports.load(Files.newBufferedReader(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    static ServerState fromEnvironment() {
        String location = System.getenv(LOCATION);
        return new ServerState(Path.of(location == null || location.isBlank() ? ".embedded" : location));
    }

    /** Starts what does not run; more servers than asked for stay as they are. */
    String start(int mysqlServers) throws IOException {
        Files.createDirectories(home);
        for (int number = 1; number <= mysqlServers; number++) {
            assignPort(mysqlKey(number), FIRST_MYSQL_PORT + number - 1);
        }
        assignPort(CLICKHOUSE_PORT, FIRST_CLICKHOUSE_PORT);
        Path written = home.resolve("ports.properties.new");
        try (var writer = Files.newBufferedWriter(written)) {
            ports.store(writer, "Ports of the embedded servers");
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        List<Runnable> starts = new ArrayList<>();
        for (int number = 1; number <= mysqlServers; number++) {
            starts.add(mysql(number)::start);
        }
        starts.add(clickHouse()::start);
        requireOwnPorts();
        starts.parallelStream().forEach(Runnable::run);
        Files.writeString(home.resolve("env"), environment());
        return environment();
    }

    /** A stopped server's port may have been taken meanwhile; whoever answers there must not be taken for ours. */
    private void requireOwnPorts() {
        for (Status server : status()) {
            if (!server.runs() && Ports.freeFrom(server.port()) != server.port()) {
                throw new IllegalStateException("Port " + server.port() + " of " + server.name()
                        + " is taken by another process. End that process, or remove " + home
                        + " to begin with other ports and no data.");
            }
        }
    }

    private void assignPort(String key, int preferred) {
        if (ports.containsKey(key)) {
            return;
        }
        int port = Ports.freeFrom(preferred);
        while (ports.containsValue(Integer.toString(port))) {
            port = Ports.freeFrom(port + 1);
        }
        ports.setProperty(key, Integer.toString(port));
    }

    void stop() {
        mysqlNumbers().parallelStream().forEach(number -> mysql(number).stop());
        if (ports.containsKey(CLICKHOUSE_PORT)) {
            clickHouse().stop();
        }
    }

    void kill(String server) {
        if (server.equals("clickhouse")) {
            clickHouse().kill();
            return;
        }
        int number = mysqlNumbers().stream()
                .filter(candidate -> server.equals("mysql-" + candidate))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No server '" + server + "'; there are: "
                        + String.join(", ", status().stream().map(Status::name).toList())));
        mysql(number).kill();
    }

    List<Status> status() {
        List<Status> servers = new ArrayList<>();
        for (int number : mysqlNumbers()) {
            servers.add(new Status(
                    "mysql-" + number, port(mysqlKey(number)), mysql(number).isRunning()));
        }
        if (ports.containsKey(CLICKHOUSE_PORT)) {
            servers.add(
                    new Status("clickhouse", port(CLICKHOUSE_PORT), clickHouse().isRunning()));
        }
        return servers;
    }

    EmbeddedMySql mysql(int number) {
        return new EmbeddedMySql(
                MySqlInstallation.prepare(Cache.fromEnvironment()),
                home.resolve("mysql-" + number),
                port(mysqlKey(number)),
                number,
                true);
    }

    EmbeddedClickHouse clickHouse() {
        return new EmbeddedClickHouse(
                EmbeddedClickHouse.prepareLibrary(Cache.fromEnvironment()),
                home.resolve("clickhouse"),
                port(CLICKHOUSE_PORT),
                true);
    }

    /** Shell variables that tell how to reach the servers. */
    String environment() {
        StringBuilder variables = new StringBuilder();
        for (int number : mysqlNumbers()) {
            append(variables, "MYSQL_" + number + "_HOST", EmbeddedMySql.HOST);
            append(variables, "MYSQL_" + number + "_PORT", Integer.toString(port(mysqlKey(number))));
            append(variables, "MYSQL_" + number + "_ROOT_PASSWORD", EmbeddedMySql.ROOT_PASSWORD);
        }
        append(variables, "MYSQL_USER", EmbeddedMySql.USER);
        append(variables, "MYSQL_PASSWORD", EmbeddedMySql.PASSWORD);
        append(variables, "CLICKHOUSE_URL", "http://127.0.0.1:" + port(CLICKHOUSE_PORT));
        append(variables, "CLICKHOUSE_USER", EmbeddedClickHouse.USER);
        append(variables, "CLICKHOUSE_PASSWORD", EmbeddedClickHouse.PASSWORD);
        return variables.toString();
    }

    private static void append(StringBuilder variables, String name, String value) {
        variables.append("export ").append(name).append("='").append(value).append("'\n");
    }

    private List<Integer> mysqlNumbers() {
        return IntStream.iterate(1, number -> ports.containsKey(mysqlKey(number)), number -> number + 1)
                .boxed()
                .toList();
    }

    private int port(String key) {
        String port = ports.getProperty(key);
        if (port == null) {
            throw new IllegalStateException(
                    "There is no " + key.replace(".port", "").replace('.', ' ') + " in " + home
                            + " yet. Start it with: bin/embedded start");
        }
        return Integer.parseInt(port);
    }

    private static String mysqlKey(int number) {
        return "mysql." + number + ".port";
    }
}
