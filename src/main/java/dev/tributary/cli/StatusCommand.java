package dev.tributary.cli;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.status.Health;
import dev.tributary.status.JobStatus;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.JsonText;
import dev.tributary.status.StatusPrinter;
import dev.tributary.status.StatusReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how far a job is; its exit code is a probe. */
@Command(
        name = "status",
        description =
                "Shows how far the job is and what is not well, also when it does not run. Reads ClickHouse alone.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final long WATCH_SECONDS = 3;
    private static final String CLEAR_SCREEN = "\033[H\033[2J";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--source", paramLabel = "NAME", description = "Only the connection of this name, table by table.")
    private @Nullable String source;

    @Option(names = "--table", paramLabel = "NAME", description = "Only the source tables of this name, one by one.")
    private @Nullable String table;

    @Option(names = "--details", description = "Every server and every source table has a line of its own.")
    private boolean details;

    @Option(
            names = "--max-lag",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "How far a server may be behind before that is not well (default: ${DEFAULT-VALUE}).")
    private int maxLagMinutes;

    @Option(names = "--watch", description = "Shows it again and again, until Ctrl-C.")
    private boolean watch;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, InterruptedException {
        if (maxLagMinutes < 0) {
            throw new ParameterException(spec.commandLine(), "--max-lag must not be negative, but is " + maxLagMinutes);
        }
        SyncConfig read = config.read();
        try (ClickHouseClient clickHouse = new ClickHouseClient(read.clickHouse())) {
            StatusReader reader = new StatusReader(clickHouse, read);
            int code = show(reader.read());
            while (watch) {
                TimeUnit.SECONDS.sleep(WATCH_SECONDS);
                code = show(reader.read());
            }
            return code;
        }
    }

    private int show(JobStatus whole) {
        boolean narrowed = source != null || table != null;
        JobStatus status = narrowed
                ? whole.of(whole.tables().stream().filter(this::isSelected).toList())
                : whole;
        if (narrowed && status.tables().isEmpty() && !whole.tables().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "No table of the job matches --source and --table; --details lists them.");
        }
        List<String> findings = new Health(Duration.ofMinutes(maxLagMinutes)).findings(status);
        PrintWriter out = spec.commandLine().getOut();
        switch (output.format()) {
            case TEXT ->
                out.print((watch ? CLEAR_SCREEN : "") + StatusPrinter.print(status, findings, details || narrowed));
            case JSON -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("well", findings.isEmpty());
                json.put("findings", findings);
                json.put("status", status);
                out.println(watch ? JsonText.line(json) : JsonText.of(json));
            }
        }
        out.flush();
        return findings.isEmpty() ? ExitCode.OK : ExitCode.NOT_WELL;
    }

    private boolean isSelected(Table candidate) {
        return (source == null || source.equals(candidate.sourceDatabase()))
                && (table == null || candidate.name().endsWith("." + table));
    }
}
