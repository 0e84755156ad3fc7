package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs contenders, each in a process of its own. */
final class ContenderRunner {

    /** Flink on Java 17 reaches into these packages. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    /** All else is the job's default: what is measured is what one gets. */
    private static final String CONFIGURATION = """
            job: {name: bench, web-port: 0, checkpoint-interval: {INTERVAL}}
            clickhouse: {url: {CLICKHOUSE_URL}, user: {CLICKHOUSE_USER}, password: {env: CLICKHOUSE_PASSWORD}, database: bench}
            connections:
              - {name: bench, host: {MYSQL_1_HOST}, port: {MYSQL_1_PORT}, database: bench, user: {MYSQL_USER}, password: {env: MYSQL_PASSWORD}}
            tables:
              - {source: orders}
            """;

    private final Path folder;
    private final List<String> javaOptions;
    private String checkpointInterval = "10s";

    /**
     * @param folder where configuration, logs and savepoints go
     * @param javaOptions further options of the contenders' processes, parted by blanks
     */
    ContenderRunner(Path folder, String javaOptions) {
        this.folder = folder.toAbsolutePath();
        this.javaOptions =
                javaOptions.isBlank() ? List.of() : List.of(javaOptions.strip().split("\\s+"));
    }

    /** Of both contenders; the job merges after each checkpoint. */
    void checkpointEvery(String interval) {
        checkpointInterval = interval;
    }

    Measurement measure(Contender contender, Phase phase, long rows) throws IOException, InterruptedException {
        Assignment assignment = run(contender, phase, rows);
        Measurement measurement = Measurement.read(assignment.measurement());
        System.err.printf(
                Locale.ROOT,
                "%s: %.1f s to start, %.1f s reading, %.1f s of processor time reading%n",
                contender.title(),
                measurement.startSeconds(),
                measurement.readSeconds(),
                measurement.readCpuSeconds());
        return measurement;
    }

    Assignment run(Contender contender, Phase phase, long rows) throws IOException, InterruptedException {
        Assignment assignment = new Assignment(contender, phase, folder, rows);
        Files.writeString(assignment.configuration(), configuration());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx2g");
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        javaOptions.forEach(option -> command.add(option.replace("%p", contender.name() + "-" + phase.name())));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ContenderProcess.class.getName()));
        command.addAll(List.of(assignment.arguments()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(assignment.log().toFile())
                .start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (status != 0) {
            List<String> log = Files.readAllLines(assignment.log());
            throw new IllegalStateException(contender.title() + " failed; the end of its log:\n"
                    + String.join("\n", log.subList(Math.max(0, log.size() - 40), log.size())));
        }
        return assignment;
    }

    private String configuration() {
        String text = CONFIGURATION.replace("{INTERVAL}", checkpointInterval);
        for (String name : List.of("CLICKHOUSE_URL", "CLICKHOUSE_USER", "MYSQL_1_HOST", "MYSQL_1_PORT", "MYSQL_USER")) {
            text = text.replace("{" + name + "}", "'" + System.getenv(name) + "'");
        }
        return text;
    }
}
