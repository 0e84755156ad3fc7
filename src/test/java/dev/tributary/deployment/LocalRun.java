package dev.tributary.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of {@code bin/tributary run --local}, with what it said. */
final class LocalRun implements AutoCloseable {

    private static final long MINUTES = 8;

    private final Process process;
    private final Path log;

    /** @param environment variables that are added to those of this process */
    LocalRun(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bin/tributary", "run", "--local"));
        command.addAll(List.of(arguments));
        log = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("TRIBUTARY_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx700m");
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** As {@code kill -9} does. The script has become the JVM by then. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** As {@code kill} does. */
    void terminate() throws InterruptedException {
        process.destroy();
        await();
    }

    /** Waits for the end, and returns the exit code. */
    int await() throws InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("the run does not end: " + log());
        }
        return process.exitValue();
    }

    boolean runs() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
