package dev.tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prometheus, as Debian 12 has it, in a folder and on a port of its own. */
public final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ServerProcess process;
    private final String url;

    private Prometheus(ServerProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Has {@code promtool} look at alerts.
     *
     * @return what it printed
     * @throws IOException with what it printed, if it does not accept them
     */
    public static String checkRules(Path rules) throws IOException {
        return promtool("check", "rules", rules.toString());
    }

    /**
     * Has {@code promtool} work out which alerts fire.
     *
     * @param cases series with what is expected of them, in promtool's form
     * @return what it printed
     * @throws IOException with the cases in which it is otherwise
     */
    public static String testRules(Path cases) throws IOException {
        return promtool("test", "rules", cases.toString());
    }

    private static String promtool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(packages().command("usr/bin/promtool"));
        command.addAll(List.of(arguments));
        return Commands.runOrFail(command, Map.of());
    }

    /** Starts it and waits until it serves. */
    public static Prometheus start(Path folder, Path configuration) throws IOException {
        Files.createDirectories(folder);
        int port = Ports.free();
        List<String> command = new ArrayList<>(packages().command("usr/bin/prometheus"));
        command.addAll(List.of(
                "--config.file=" + configuration.toAbsolutePath(),
                "--storage.tsdb.path=" + folder.resolve("data").toAbsolutePath(),
                "--web.listen-address=127.0.0.1:" + port));
        Prometheus prometheus =
                new Prometheus(new ServerProcess("Prometheus", folder), "http://127.0.0.1:" + port + "/");
        prometheus.process.start(command, Map.of(), false, PATIENCE, prometheus::isReady);
        return prometheus;
    }

    private static DebianPackages packages() {
        return DebianPackages.of(Cache.fromEnvironment(), "bookworm", "prometheus");
    }

    private boolean isReady() {
        try {
            return send("-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What its HTTP interface answers, in JSON.
     *
     * @param path behind {@code /api/v1/}
     */
    public String ask(String path) {
        try {
            HttpResponse<String> answer = send("api/v1/" + path);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Prometheus for " + path, e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
