package dev.tributary.cli;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.status.EventReader;
import dev.tributary.status.EventReader.JobEvent;
import dev.tributary.status.JsonText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what happened to a job, oldest first. */
@Command(
        name = "events",
        description =
                "Prints what happened to the job: snapshots, structures, servers that were away, failures. As json it is one"
                        + " event a line.",
        mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {

    private static final long PAUSE_SECONDS = 2;

    /** An event can arrive later than those that happened after it. */
    private static final Duration LATENESS = Duration.ofMinutes(2);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            defaultValue = "1d",
            description = "From when on: " + TimeOption.FORMS + " (default: ${DEFAULT-VALUE}).")
    private String since = "1d";

    @Option(names = "--follow", description = "Goes on printing what happens, until Ctrl-C.")
    private boolean follow;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, InterruptedException {
        Instant from = TimeOption.read(spec, "--since", since, Instant.now());
        SyncConfig read = config.read();
        try (ClickHouseClient clickHouse = new ClickHouseClient(read.clickHouse())) {
            EventReader reader = new EventReader(clickHouse, read);
            List<JobEvent> events = reader.since(from);
            print(events);
            while (follow) {
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
                Set<JobEvent> printed = new HashSet<>(events);
                Instant late = Instant.now().minus(LATENESS);
                events = reader.since(late.isAfter(from) ? late : from);
                print(events.stream().filter(event -> !printed.contains(event)).toList());
            }
            return ExitCode.OK;
        }
    }

    private void print(List<JobEvent> events) {
        PrintWriter out = spec.commandLine().getOut();
        events.forEach(event -> out.println(
                switch (output.format()) {
                    case TEXT -> event.line();
                    case JSON -> JsonText.line(event);
                }));
        out.flush();
    }
}
