package dev.tributary.cli;

import picocli.CommandLine.Option;

/** The option of the commands that leave something alone. */
final class ReasonOption {

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "by hand",
            description = "Why, for those who read it later (default: ${DEFAULT-VALUE}).")
    private String text = "";

    String text() {
        return text;
    }
}
