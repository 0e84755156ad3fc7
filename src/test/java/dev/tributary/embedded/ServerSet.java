package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Two MySQL servers and a ClickHouse on free ports, and others of MySQL's family, started when first asked for. They belong to this JVM and end with it
 * or earlier; what a killed JVM left running, the next one ends.
 */
public final class ServerSet implements AutoCloseable {
    private static final int MYSQL_SERVERS = 2;

    private final Path folder;
    private final Cache cache;
    private final List<EmbeddedMySql> mysqlServers;
    private final Map<String, EmbeddedMySql> otherServers = new TreeMap<>();
    private final EmbeddedClickHouse clickHouse;

    private ServerSet(Path folder) {
        this.cache = Cache.fromEnvironment();
        this.folder = folder;
        MySqlInstallation installation = MySqlInstallation.prepare(cache);
        mysqlServers = Stream.iterate(1, number -> number + 1)
                .limit(MYSQL_SERVERS)
                .map(number ->
                        new EmbeddedMySql(installation, folder.resolve("mysql-" + number), Ports.free(), number, false))
                .toList();
        clickHouse = new EmbeddedClickHouse(
                EmbeddedClickHouse.prepareLibrary(cache), folder.resolve("clickhouse"), Ports.free(), false);
    }

    /** @param root holds a folder for each JVM, named by its process id; of one root a JVM has one set at a time */
    public static ServerSet under(Path root) {
        Path absolute = root.toAbsolutePath();
        endLeftovers(absolute);
        ServerSet servers = new ServerSet(
                absolute.resolve(Long.toString(ProcessHandle.current().pid())));
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        return servers;
    }

    /** @param number 1 or 2 */
    public EmbeddedMySql mysql(int number) {
        return started(mysqlServers.get(number - 1));
    }

    private static EmbeddedMySql started(EmbeddedMySql server) {
        synchronized (server) {
            if (!server.isRunning()) {
                server.start();
            }
        }
        return server;
    }

    /** @param software fetched when the server is asked for first */
    synchronized EmbeddedMySql other(String name, Function<Cache, MySqlSoftware> software) {
        return started(addressOfOther(name, software));
    }

    private EmbeddedMySql addressOfOther(String name, Function<Cache, MySqlSoftware> software) {
        return otherServers.computeIfAbsent(
                name,
                unused -> new EmbeddedMySql(
                        software.apply(cache),
                        folder.resolve(name),
                        Ports.free(),
                        MYSQL_SERVERS + 1 + otherServers.size(),
                        false));
    }

    /** Two servers of one history, which run; they begin without any data, at ports that they keep. */
    public synchronized ReplicatedMySql replicated(String name) {
        EmbeddedMySql source = addressOfOther(name + "-a", MySqlInstallation::prepare);
        EmbeddedMySql replica = addressOfOther(name + "-b", MySqlInstallation::prepare);
        source.discard();
        replica.discard();
        ReplicatedMySql pair = new ReplicatedMySql(source, replica);
        pair.start();
        return pair;
    }

    /** The same server, which may be down. */
    public EmbeddedMySql address(int number) {
        return mysqlServers.get(number - 1);
    }

    public EmbeddedClickHouse clickHouse() {
        synchronized (clickHouse) {
            if (!clickHouse.isRunning()) {
                clickHouse.start();
            }
        }
        return clickHouse;
    }

    /** Kills the servers. Their data is gone; logs and configurations, which one wants to see after a failure, stay. */
    @Override
    public synchronized void close() {
        mysqlServers.forEach(EmbeddedMySql::kill);
        otherServers.values().forEach(EmbeddedMySql::kill);
        clickHouse.kill();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> servers = Files.list(folder)) {
            for (Path server : servers.toList()) {
                Cache.deleteTree(server.resolve("data"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void endLeftovers(Path root) {
        try {
            Files.createDirectories(root);
            try (Stream<Path> runs = Files.list(root)) {
                for (Path run : runs.toList()) {
                    boolean ownerLives = ProcessHandle.of(
                                    Long.parseLong(run.getFileName().toString()))
                            .isPresent();
                    if (!ownerLives) {
                        endServers(run);
                        Cache.deleteTree(run);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + root, e);
        }
    }

    private static void endServers(Path run) throws IOException {
        try (Stream<Path> servers = Files.list(run)) {
            servers.forEach(server -> new ServerProcess(server.getFileName().toString(), server).kill());
        }
    }
}
