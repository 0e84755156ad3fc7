package dev.tributary.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the image, run as the processes that they are in a container. */
class ContainerScriptsTest {

    @TempDir
    private Path folder;

    /** Lays the files out as the Dockerfile does, with an entry point of Flink's that says what it was given. */
    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(folder.resolve("flink/conf"));
        Files.createDirectories(folder.resolve("tributary/flink-conf"));
        try (Stream<Path> files = Files.list(Path.of("flink-conf"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("tributary/flink-conf").resolve(file.getFileName()));
            }
        }
        for (String script : List.of("entrypoint.sh", "healthy.sh")) {
            Files.copy(
                    Path.of("deploy/container", script),
                    folder.resolve("tributary").resolve(script));
        }
        Path entryPoint = Files.writeString(folder.resolve("flinks.sh"), "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
        assertThat(entryPoint.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void jobManagerRunsTheJobUnderAnIdOfItsOwnEachTime() throws Exception {
        List<String> first = entry("job", "run", "--resume", "--config", "sync.yaml");
        List<String> second = entry("job", "run", "--resume", "--config", "sync.yaml");

        assertThat(first.subList(0, 2)).containsExactly("standalone-job", "--job-id");
        assertThat(first.get(2)).matches("[0-9a-f]{32}").isNotEqualTo(second.get(2));
        assertThat(first.subList(3, first.size()))
                .containsExactly(
                        "--job-classname", "dev.tributary.cli.Main", "run", "--resume", "--config", "sync.yaml");
    }

    @Test
    void taskManagerIsFlinksWithOurConfiguration() throws Exception {
        assertThat(entry("taskmanager")).containsExactly("taskmanager");
        assertThat(folder.resolve("flink/conf/config.yaml")).hasSameTextualContentAs(Path.of("flink-conf/config.yaml"));
        assertThat(folder.resolve("flink/state")).isDirectory();
    }

    @Test
    void jobIsHealthyWhileItRuns() throws Exception {
        assertThat(health("job", "/jobs/overview", "{\"jobs\":[{\"state\":\"RUNNING\"}]}"))
                .isZero();
        assertThat(health("job", "/jobs/overview", "{\"jobs\":[{\"state\":\"RESTARTING\"}]}"))
                .isNotZero();
        assertThat(health("job", "/jobs/overview", "{\"jobs\":[]}")).isNotZero();
        assertThat(health("job", "/nothing-here", "")).isNotZero();
    }

    @Test
    void taskManagerIsHealthyWhenItsMetricsAreThere() throws Exception {
        assertThat(health("taskmanager", "/metrics", "flink_taskmanager_Status_JVM 1\n"))
                .isZero();
        assertThat(health("taskmanager", "/metrics", "\n")).isNotZero();
    }

    private List<String> entry(String... arguments) throws Exception {
        Process process = start(
                "entrypoint.sh",
                Map.of(
                        "FLINK_HOME", folder.resolve("flink").toString(),
                        "FLINK_ENTRYPOINT", folder.resolve("flinks.sh").toString()),
                arguments);
        List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("%s", said).isZero();
        return said;
    }

    private int health(String role, String path, String answer) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String port = String.valueOf(server.getAddress().getPort());
            Process process = start("healthy.sh", Map.of("FLINK_REST_PORT", port, "FLINK_METRICS_PORT", port), role);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            server.stop(0);
        }
    }

    /** The user of the image that owns Flink's folders is not there: a chown to it stands in a function of the same name. */
    private Process start(String script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "chown() { :; }; export -f chown; exec bash \"$0\" \"$@\"",
                folder.resolve("tributary").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
