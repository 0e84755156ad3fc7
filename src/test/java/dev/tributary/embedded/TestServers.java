package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two MySQL servers and a ClickHouse for the integration tests of this JVM, started when first asked for, on free ports,
 * in a folder under {@code target/}. They end with the JVM; what a killed JVM left running, the next one ends.
 */
public final class TestServers {
    private static final Path ROOT = Path.of("target", "test-servers").toAbsolutePath();
    private static final int MYSQL_SERVERS = 2;

    private static final class Holder {
        static final TestServers INSTANCE = new TestServers();
    }

    private final List<EmbeddedMySql> mysqlServers;
    private final EmbeddedClickHouse clickHouse;

    private TestServers() {
        Cache cache = Cache.fromEnvironment();
        endLeftovers();
        Path folder = ROOT.resolve(Long.toString(ProcessHandle.current().pid()));
        MySqlInstallation installation = MySqlInstallation.prepare(cache);
        mysqlServers = Stream.iterate(1, number -> number + 1)
                .limit(MYSQL_SERVERS)
                .map(number ->
                        new EmbeddedMySql(installation, folder.resolve("mysql-" + number), Ports.free(), number, false))
                .toList();
        clickHouse = new EmbeddedClickHouse(
                EmbeddedClickHouse.prepareLibrary(cache), folder.resolve("clickhouse"), Ports.free(), false);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            mysqlServers.forEach(EmbeddedMySql::kill);
            clickHouse.kill();
            deleteData(folder);
        }));
    }

    /** @param number 1 or 2 */
    public static EmbeddedMySql mysql(int number) {
        EmbeddedMySql server = Holder.INSTANCE.mysqlServers.get(number - 1);
        synchronized (server) {
            if (!server.isRunning()) {
                server.start();
            }
        }
        return server;
    }

    /** The same server, which may be down. */
    public static EmbeddedMySql address(int number) {
        return Holder.INSTANCE.mysqlServers.get(number - 1);
    }

    public static EmbeddedClickHouse clickHouse() {
        EmbeddedClickHouse server = Holder.INSTANCE.clickHouse;
        synchronized (server) {
            if (!server.isRunning()) {
                server.start();
            }
        }
        return server;
    }

    /** The data is large, the logs and configurations are what one wants to see after a failure. */
    private static void deleteData(Path folder) {
        try (Stream<Path> servers = Files.list(folder)) {
            for (Path server : servers.toList()) {
                Cache.deleteTree(server.resolve("data"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void endLeftovers() {
        try {
            Files.createDirectories(ROOT);
            try (Stream<Path> runs = Files.list(ROOT)) {
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
            throw new UncheckedIOException("Cannot clear " + ROOT, e);
        }
    }

    private static void endServers(Path run) throws IOException {
        try (Stream<Path> servers = Files.list(run)) {
            servers.forEach(server -> new ServerProcess(server.getFileName().toString(), server).kill());
        }
    }
}
