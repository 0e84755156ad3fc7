package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    /** Nothing listens on port 1. */
    private static final String UNREACHABLE = """
            clickhouse: {url: 'http://127.0.0.1:1', password: hunter2}
            connections:
              - {name: shop, host: 127.0.0.1, port: 1, database: shop, user: reader, password: hunter2}
            tables: [{source: orders}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void noCommandIsAMistakeOfUsage() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Which command? One of: check, plan, run");
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("check", "plan", "run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "plan", "run"})
    void problemsOfTheFileAreListed(String command) throws IOException {
        assertThat(run(command, "--config", file("batch: {max-rows: 0, colour: red}")))
                .isEqualTo(ExitCode.PROBLEMS);
        // What check finds is its result, wherever the mistake is.
        assertThat((command.equals("check") ? out : err).toString())
                .contains("✗ batch.colour: unknown key", "✗ batch.max-rows: '0'", "✗ clickhouse.url: missing")
                .contains("✗ connections: missing", "✗ tables: missing")
                .endsWith("5 problems.\n")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "run"})
    void unreachableServersAreListed(String command) throws IOException {
        assertThat(run(command, "-c", file(UNREACHABLE))).isEqualTo(ExitCode.PROBLEMS);
        assertThat(err.toString())
                .contains("✗ server 127.0.0.1:1: cannot be used as user 'reader'", "✗ clickhouse http://127.0.0.1:1: ")
                .doesNotContain("\tat ", "hunter2");
    }

    @Test
    void checkListsWhatItLookedAt() throws IOException {
        assertThat(run("check", "-c", file(UNREACHABLE))).isEqualTo(ExitCode.PROBLEMS);
        assertThat(out.toString())
                .contains("server 127.0.0.1:1\n  ✗ cannot be used", "clickhouse http://127.0.0.1:1\n  ✗ ")
                .endsWith("\n2 problems.\n")
                .doesNotContain("hunter2");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidBeforeServersAreAsked() {
        assertThat(run("init", "--server", "127.0.0.1:1", "--user", "u", "--output", "/nowhere/sync.yaml"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("/nowhere/sync.yaml cannot be written; name a file with --output")
                .doesNotContain("\tat ");
        assertThat(run("init", "--server", "127.0.0.1:1", "--user", "u", "--force", "--output", "/"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void unknownModeIsAMistakeOfUsage() {
        assertThat(run("run", "--mode", "fast")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'fast'");
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sync.yaml"), yaml).toString();
    }

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
