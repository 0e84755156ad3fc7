package dev.tributary.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster of {@code bin/cluster}, in a folder and on ports of its own. */
final class SessionCluster implements AutoCloseable {

    private static final long MINUTES = 4;

    private final Path home;
    private final Map<String, String> secrets;

    /** @param secrets variables that the cluster's processes and the job's submission see */
    SessionCluster(Path home, Map<String, String> secrets) throws Exception {
        this.home = home.toAbsolutePath();
        this.secrets = secrets;
        cluster("start", "--rest-port", "0");
    }

    /** Runs {@code bin/cluster} and returns what it printed; fails if it does. */
    String cluster(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/cluster"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("cluster", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(secrets);
        builder.environment().put("TRIBUTARY_CLUSTER_HOME", home.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        String printed = Files.readString(output, UTF_8);
        if (!ended || process.exitValue() != 0) {
            process.destroy();
            throw new AssertionError(command + (ended ? " failed" : " did not end") + ":\n" + printed);
        }
        return printed;
    }

    /** The URL of the web UI. */
    String url() throws Exception {
        return first("http://[\\d.:]+", cluster("status"));
    }

    /** @return the job's id */
    String submit(String... arguments) throws Exception {
        return first("(?<=JobID )\\w+", cluster(arguments));
    }

    /** @return the savepoint's path */
    String stop(String job) throws Exception {
        return first("(?<=Path: )\\S+", cluster("flink", "stop", job));
    }

    /** As {@code kill -9} does. */
    void killTaskManager() throws IOException {
        String id = Files.readAllLines(home.resolve("run/taskmanager-1")).get(0);
        ProcessHandle process = ProcessHandle.of(Long.parseLong(id)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws Exception {
        cluster("stop");
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("nothing like " + pattern + " in:\n" + text);
        }
        return matcher.group();
    }
}
