package dev.tributary.embedded;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import com.sun.jna.Native;
import dev.tributary.embedded.gateway.ClickHouseGateway;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.NullMarked;

/** ClickHouse on 127.0.0.1: the engine behind its HTTP interface, in a process that can be killed like a server. */
public final class EmbeddedClickHouse {
    public static final String USER = "default";
    public static final String PASSWORD = "tributary";

    private static final String PACKAGE = "@chdb/lib-linux-x64-gnu";
    private static final String VERSION = "26.7.3-stable.1";
    private static final long MEMORY_LIMIT = 3L << 30;
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofMinutes(10);

    private final Path library;
    private final Path folder;
    private final int port;
    private final boolean detached;
    private final ServerProcess process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param folder of this server: data, log, process id */
    EmbeddedClickHouse(Path library, Path folder, int port, boolean detached) {
        this.library = library;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.detached = detached;
        this.process = new ServerProcess("ClickHouse on port " + port, this.folder);
    }

    /** @return the engine's library, installed from npm on first use */
    static Path prepareLibrary(Cache cache) {
        Path installed = cache.entry("chdb-" + VERSION, folder -> {
            System.err.println("Installing the ClickHouse engine (npm " + PACKAGE + " " + VERSION + ", 180 MB)");
            try {
                Commands.runOrFail(
                        List.of(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--prefix",
                                folder.toString(),
                                PACKAGE + "@" + VERSION),
                        Map.of());
            } catch (IOException e) {
                throw new IOException(
                        "npm, which brings the ClickHouse engine, failed; is Node.js with npm installed "
                                + "('sudo apt-get install nodejs npm')? " + e.getMessage(),
                        e);
            }
        });
        return installed.resolve("node_modules").resolve(PACKAGE).resolve("libchdb.so");
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The address of the HTTP interface. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:clickhouse://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** Runs the statements one after the other. */
    public void execute(String... statements) {
        for (String sql : statements) {
            send(sql);
        }
    }

    /**
     * Runs a query.
     *
     * @return its rows, each value in ClickHouse's text form: NULL as {@code ᴺᵁᴸᴸ}, to tell it from the string "NULL"
     */
    public List<List<String>> query(String sql) {
        return TabSeparated.rows(send(sql));
    }

    private String send(String sql) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/?default_format=TabSeparated"))
                .header("X-ClickHouse-User", USER)
                .header("X-ClickHouse-Key", PASSWORD)
                .timeout(STATEMENT_TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "ClickHouse on port " + port + ": " + response.body().strip() + "\nin: " + sql);
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("ClickHouse on port " + port + " broke off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for ClickHouse", e);
        }
    }

    public boolean isRunning() {
        return process.running().isPresent();
    }

    /** Starts the server on its data, which is created on the first start. Nothing happens if it runs. */
    public void start() {
        process.exclusively(this::startIfStopped);
    }

    private void startIfStopped() {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare ClickHouse in " + folder, e);
        }
        Path javaHome = Path.of(System.getProperty("java.home"));
        process.start(
                List.of(
                        javaHome.resolve("bin/java").toString(),
                        // That of a test is over before more than the first compiler has paid off.
                        "-XX:TieredStopAtLevel=" + (detached ? 4 : 1),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-Dsun.net.httpserver.idleInterval=300",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                        "-cp",
                        classPath(),
                        ClickHouseGateway.class.getName(),
                        library.toString(),
                        folder.resolve("data").toString(),
                        Integer.toString(port),
                        Long.toString(MEMORY_LIMIT)),
                Map.of(
                        "CLICKHOUSE_USER",
                        USER,
                        "CLICKHOUSE_PASSWORD",
                        PASSWORD,
                        "LD_PRELOAD",
                        javaHome.resolve("lib/libjsig.so").toString()),
                detached,
                START_TIMEOUT,
                this::answers);
    }

    /**
     * The gateway's classes, copied, so that a new build under a running server does not take them away, and the
     * libraries it uses.
     */
    private String classPath() {
        Path copied = folder.resolve("classes");
        Path gatewayPackage = Path.of(ClickHouseGateway.class.getPackageName().replace('.', '/'));
        try {
            Cache.deleteTree(copied);
            Files.createDirectories(copied.resolve(gatewayPackage));
            Cache.copyTree(locationOf(ClickHouseGateway.class).resolve(gatewayPackage), copied.resolve(gatewayPackage));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the gateway's classes to " + copied, e);
        }
        return Stream.concat(
                        Stream.of(copied),
                        Stream.of(
                                        Native.class,
                                        ClickHouseCityHash.class,
                                        LZ4Factory.class,
                                        Zstd.class,
                                        NullMarked.class)
                                .map(EmbeddedClickHouse::locationOf))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path locationOf(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Stops the server in order. */
    public void stop() {
        process.stop();
    }

    /** Kills the server (SIGKILL). */
    public void kill() {
        process.kill();
    }

    /** Stops the server if it runs, and starts it on the same data and port. */
    public void restart() {
        stop();
        start();
    }

    private boolean answers() {
        HttpRequest ping = HttpRequest.newBuilder(URI.create(url() + "/ping"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
