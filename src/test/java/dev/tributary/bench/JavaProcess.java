package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process with this one's classes and 2 GB of heap in which Flink can run. It ends with this one. */
final class JavaProcess implements AutoCloseable {

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

    private static final int LOG_LINES = 40;

    private final String title;
    private final Path log;
    private final Process process;
    private final Thread destroy;

    private JavaProcess(String title, Path log, Process process) {
        this.title = title;
        this.log = log;
        this.process = process;
        this.destroy = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(destroy);
    }

    /**
     * @param title names it where it fails
     * @param javaOptions further options, parted by blanks; {@code %p} in them is the log's name without its ending
     * @param log takes its output
     */
    static JavaProcess start(String title, Class<?> main, String javaOptions, Path log, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx2g");
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        if (!javaOptions.isBlank()) {
            String name = log.getFileName().toString().replace(".log", "");
            command.addAll(List.of(javaOptions.strip().replace("%p", name).split("\\s+")));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new JavaProcess(
                title,
                log,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
    }

    LinuxProcess inLinux() {
        return new LinuxProcess(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw failure("ended before its work was done");
        }
    }

    /** What reads this process's input sees its end. */
    void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    void awaitSuccess() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw failure("failed");
        }
    }

    private IllegalStateException failure(String what) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return new IllegalStateException(title + " " + what + "; the end of its log:\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(destroy);
    }
}
