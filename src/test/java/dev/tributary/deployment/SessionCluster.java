package dev.tributary.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.plan.ReplicationPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster of {@code bin/cluster}, in a folder and on ports of its own. */
public final class SessionCluster implements AutoCloseable {

    static final Path JAR = Path.of("target/tributary.jar");

    private static final long MINUTES = 8;

    /** Of checkpoints, which users have more seldom than tests. */
    private static final String MIN_PAUSE = "-Dexecution.checkpointing.min-pause=200ms";

    private static final Set<String> ENDED = Set.of("CANCELED", "FAILED", "FINISHED");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path home;
    private final Map<String, String> secrets;
    private final List<String> settings;

    /** Empty until it is asked for first: the port is the cluster's choice. */
    private String url = "";

    /**
     * @param secrets variables that the cluster's processes and the job's submission see
     * @param settings of Flink, as {@code -Dkey=value}
     */
    public SessionCluster(Path home, Map<String, String> secrets, String... settings) throws Exception {
        this.home = home.toAbsolutePath();
        this.secrets = secrets;
        this.settings = List.of(settings);
        startAnew();
    }

    /** Ends what a cluster's owner left running in a folder; nothing happens where nothing runs. */
    public static void stopLeftover(Path home) throws Exception {
        Map<String, String> environment =
                Map.of("TRIBUTARY_CLUSTER_HOME", home.toAbsolutePath().toString());
        cluster(environment, "stop");
    }

    /** Starts a JobManager and a TaskManager, neither of which may run; checkpoints of an earlier one stay. */
    public void startAnew() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("start", "--rest-port", "0", MIN_PAUSE));
        arguments.addAll(settings);
        cluster(arguments.toArray(String[]::new));
        url = "";
    }

    /** Runs {@code bin/cluster} and returns what it printed; fails if it does. */
    public String cluster(String... arguments) throws Exception {
        Map<String, String> environment = new HashMap<>(secrets);
        environment.put("TRIBUTARY_CLUSTER_HOME", home.toString());
        return cluster(environment, arguments);
    }

    private static String cluster(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/cluster"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("cluster", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        // A cluster of a test is over before more has paid off.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        String printed = Files.readString(output, UTF_8);
        Files.delete(output);
        if (!ended || process.exitValue() != 0) {
            process.destroy();
            throw new AssertionError(command + (ended ? " failed" : " did not end") + ":\n" + printed);
        }
        return printed;
    }

    /** The URL of the web UI. */
    public String url() throws Exception {
        return first("http://[\\d.:]+", cluster("status"));
    }

    /** @return the job's id */
    public String submit(String... arguments) throws Exception {
        return first("(?<=JobID )\\w+", cluster(arguments));
    }

    /**
     * Submits a job as users do, but without starting a JVM for it.
     *
     * @param savepoint to go on from; empty for none
     * @return the job's id
     */
    String submit(ReplicationPlan plan, String savepoint) throws Exception {
        return RemoteSubmission.submit(home.resolve("conf"), JAR, plan, savepoint);
    }

    /**
     * Stops a job with a savepoint. Through the REST interface, as {@code flink stop} does after starting a JVM.
     *
     * @return the savepoint's path
     */
    public String stop(String job) throws Exception {
        String request = first(
                "(?<=\"request-id\":\")\\w+",
                rest(job + "/stop", builder -> builder.POST(BodyPublishers.ofString("{\"drain\": false}"))));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        String answer;
        do {
            Thread.sleep(100);
            answer = rest(job + "/savepoints/" + request, HttpRequest.Builder::GET);
        } while (answer.contains("IN_PROGRESS") && System.nanoTime() < deadline);
        return first("(?<=\"location\":\")[^\"]+", answer);
    }

    /** RUNNING, FAILED … */
    public String stateOf(String job) throws Exception {
        return first("(?<=\"state\":\")\\w+", rest(job, HttpRequest.Builder::GET));
    }

    public void cancel(String job) throws Exception {
        rest(job, builder -> builder.method("PATCH", BodyPublishers.noBody()));
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (!ENDED.contains(stateOf(job)) && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
    }

    private String rest(String path, UnaryOperator<HttpRequest.Builder> method) throws Exception {
        if (url.isEmpty()) {
            url = url();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/jobs/" + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(2));
        return HTTP.send(method.apply(request).build(), BodyHandlers.ofString()).body();
    }

    /** As {@code kill -9} does. */
    public void killTaskManager() throws IOException {
        kill("taskmanager-1");
    }

    /** As {@code kill -9} does. Its jobs are gone with it; their checkpoints stay. */
    public void killJobManager() throws IOException {
        kill("jobmanager");
    }

    /** Where the jobs' checkpoints and savepoints are. */
    public Path state() {
        return home.resolve("state");
    }

    /** @param name {@code jobmanager} or {@code taskmanager-1} */
    long process(String name) throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("run").resolve(name)).get(0));
    }

    private void kill(String name) throws IOException {
        ProcessHandle process = ProcessHandle.of(process(name)).orElseThrow();
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
