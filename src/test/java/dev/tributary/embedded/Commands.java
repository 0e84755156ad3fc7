package dev.tributary.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that run to their end. */
final class Commands {
    private Commands() {}

    /** @param output of both standard output and standard error */
    record Outcome(int exitCode, String output) {}

    /** @throws IOException if the program cannot be started, for example because it is not installed */
    static Outcome run(List<String> command, Map<String, String> environment) throws IOException {
        return run(command, environment, Path.of("/dev/null"));
    }

    private static Outcome run(List<String> command, Map<String, String> environment, Path input) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("Interrupted while running " + command, e);
        }
    }

    /** @throws IOException if the program cannot be started or fails, with what it printed */
    static String runOrFail(List<String> command, Map<String, String> environment) throws IOException {
        return runOrFail(command, environment, Path.of("/dev/null"));
    }

    /** @param input what the program reads */
    static String runOrFail(List<String> command, Map<String, String> environment, Path input) throws IOException {
        Outcome outcome = run(command, environment, input);
        if (outcome.exitCode() != 0) {
            throw new IOException("'" + String.join(" ", command) + "' ended with exit code " + outcome.exitCode()
                    + ":\n" + outcome.output());
        }
        return outcome.output();
    }
}
