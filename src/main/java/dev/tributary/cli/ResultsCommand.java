package dev.tributary.cli;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.status.JsonText;
import dev.tributary.status.MergeResults;
import dev.tributary.status.ResultsReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what was merged, day by day. */
@Command(
        name = "results",
        description = "Prints what was merged, by target and day: rows, durations, latency, the slowest merges.",
        mixinStandardHelpOptions = true)
final class ResultsCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            defaultValue = "7d",
            description = "From when on: " + TimeOption.FORMS + " (default: ${DEFAULT-VALUE}).")
    private String since = "7d";

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            defaultValue = "0s",
            description = "Until when, likewise (default: now).")
    private String until = "0s";

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        Instant now = Instant.now();
        Instant from = TimeOption.read(spec, "--since", since, now);
        Instant to = TimeOption.read(spec, "--until", until, now);
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--since must be before --until");
        }
        SyncConfig read = config.read();
        try (ClickHouseClient clickHouse = new ClickHouseClient(read.clickHouse())) {
            MergeResults results = new ResultsReader(clickHouse, read).read(from, to);
            PrintWriter out = spec.commandLine().getOut();
            switch (output.format()) {
                case TEXT -> out.print(results.text());
                case JSON -> out.println(JsonText.of(results));
            }
            out.flush();
            return ExitCode.OK;
        }
    }
}
