package dev.tributary.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server in a process of its own that may outlive this JVM. It is known by a file with its process id and the time at which it
 * started; a process that got the id later is not ours and is left alone. The time is the kernel's own count, since the time of
 * day moves when the machine's clock is set.
 */
final class ServerProcess {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    /** Of {@code /proc/ID/stat}, behind the name, which may hold blanks. */
    private static final int START_FIELD = 19;

    private static final int LOG_LINES = 25;

    private final String name;
    private final Path identity;
    private final Path log;

    ServerProcess(String name, Path folder) {
        this.name = name;
        this.identity = folder.resolve("process");
        this.log = folder.resolve("server.log");
    }

    Path log() {
        return log;
    }

    /** Does something about the server while no other JVM does: two calls to start it must not start it twice. */
    void exclusively(Runnable action) {
        Path file = identity.resolveSibling("lock");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    action.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file, e);
        }
    }

    Optional<ProcessHandle> running() {
        try {
            if (!Files.exists(identity)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(identity);
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> startOf(process).equals(lines.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the process started, counted from the machine's own start; empty where it has ended. */
    private static String startOf(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? "" : fields[START_FIELD];
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Starts the process and waits until it serves.
     *
     * @param detached in a session of its own, so that signals to our terminal do not reach it
     * @throws IllegalStateException if it ends or does not serve within the time, with the end of its log
     */
    void start(
            List<String> command,
            Map<String, String> environment,
            boolean detached,
            Duration timeout,
            BooleanSupplier serves) {
        try {
            List<String> line = new ArrayList<>(command);
            if (detached && Files.isExecutable(Path.of("/usr/bin/setsid"))) {
                line.add(0, "/usr/bin/setsid");
            }
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            ProcessHandle process = builder.start().toHandle();
            Path written = identity.resolveSibling("process.new");
            Files.writeString(written, process.pid() + "\n" + startOf(process) + "\n");
            Files.move(written, identity, StandardCopyOption.REPLACE_EXISTING);
            await(process, timeout, serves);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private void await(ProcessHandle process, Duration timeout, BooleanSupplier serves) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!serves.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended while starting. " + endOfLog());
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        name + " does not answer after " + timeout.toSeconds() + " s. " + endOfLog());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a server", e);
        }
    }

    private String endOfLog() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return "The end of " + log + ":\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size()));
        } catch (IOException e) {
            return "See " + log;
        }
    }

    /** Ends the process in order (SIGTERM), by force after a minute. Nothing happens if it does not run. */
    void stop() {
        running().ifPresent(process -> {
            process.destroy();
            if (!endsWithin(process, STOP_TIMEOUT)) {
                kill();
            }
        });
    }

    /** Ends the process at once (SIGKILL). */
    void kill() {
        running().ifPresent(process -> {
            process.destroyForcibly();
            if (!endsWithin(process, STOP_TIMEOUT)) {
                throw new IllegalStateException(name + " (pid " + process.pid() + ") survives SIGKILL");
            }
        });
    }

    private static boolean endsWithin(ProcessHandle process, Duration timeout) {
        try {
            process.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
