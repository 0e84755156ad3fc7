package dev.tributary.cli;

import picocli.CommandLine.Option;

/** The option of the commands whose output can also be read by programs. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.TEXT;

    OutputFormat format() {
        return format;
    }
}
