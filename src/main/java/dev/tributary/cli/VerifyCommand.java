package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.LoadLimits;
import dev.tributary.job.RowRepair;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.RepairException;
import dev.tributary.verify.Verifier;
import dev.tributary.verify.VerifyMethod;
import dev.tributary.verify.VerifyOptions;
import dev.tributary.verify.VerifyReport;
import dev.tributary.verify.VerifyState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares sources and targets; the last line of its output is the result, whatever came before. */
@Command(
        name = "verify",
        description =
                "Compares every value of source and target, also while the job runs, and names the rows that differ.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--recheck",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "How often differing rows are looked up again, one checkpoint interval apart, before they count"
                            + " (default: ${DEFAULT-VALUE}).")
    private int rechecks;

    @Option(
            names = "--max-differences",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many differences of a table are printed (default: ${DEFAULT-VALUE}).")
    private int maxDifferences;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "checksums",
            description =
                    "checksums: ranges of keys are compared by checksums that both servers work out, and row by row"
                            + " where these differ; rows: row by row from the start (default: ${DEFAULT-VALUE}).")
    private VerifyMethod method = VerifyMethod.CHECKSUMS;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many connections read a MySQL server side by side (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--max-load",
            paramLabel = "LIMITS",
            description = "Waits before a range while a status variable of the MySQL server is above its limit, such as"
                    + " Threads_running=25; commas between several.")
    private @Nullable String maxLoad;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keeps the ranges that are equal in the file, so that a run that was broken off goes on.")
    private @Nullable Path state;

    @Option(
            names = "--repair",
            description =
                    "Brings the rows that differ into the targets as they are in MySQL, and looks them up again. The job"
                            + " must be stopped with a savepoint.")
    private boolean repair;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, InterruptedException {
        refuseLess("--recheck", rechecks, 0);
        refuseLess("--max-differences", maxDifferences, 0);
        refuseLess("--parallelism", parallelism, 1);
        LoadLimits limits = limits();
        Planner.Comparison comparison = Planner.comparison(config.read());
        ReplicationPlan plan = comparison.plan();
        VerifyReport report;
        try (@Nullable VerifyState ranges = state == null ? null : VerifyState.open(state);
                @Nullable RowRepair repairer = repair ? RowRepair.begin(plan) : null;
                VerifyProgressLine progress =
                        new VerifyProgressLine(spec.commandLine().getErr(), System.console() != null)) {
            report = new Verifier(plan, options(plan, limits), progress, ranges, repairer).verify();
        } catch (IOException e) {
            spec.commandLine().getErr().println("✗ --state: " + e.getMessage());
            return ExitCode.PROBLEMS;
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).startsWith("org/apache/flink/")) {
                throw e;
            }
            spec.commandLine()
                    .getErr()
                    .println("✗ Flink is not on the classpath; start with 'bin/tributary verify --repair …'");
            return ExitCode.PROBLEMS;
        } catch (SQLException | RepairException e) {
            spec.commandLine().getErr().println("✗ " + e.getMessage());
            return ExitCode.PROBLEMS;
        }
        if (report.routes().isEmpty()
                && report.notes().isEmpty()
                && comparison.problems().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "No table of the plan matches --source and --table; 'plan' lists them.");
        }
        new VerifyPrinter(spec.commandLine().getOut()).print(report, comparison.problems(), output.format());
        if (report.differences() > 0) {
            return ExitCode.DIFFERENCES;
        }
        return comparison.problems().isEmpty() && !report.routes().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private void refuseLess(String option, int value, int least) {
        if (value < least) {
            throw new ParameterException(
                    spec.commandLine(), option + " must not be below " + least + ", but is " + value);
        }
    }

    private LoadLimits limits() {
        try {
            return maxLoad == null ? LoadLimits.NONE : LoadLimits.parse(maxLoad);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--max-load: expected " + e.getMessage(), e);
        }
    }

    /** What is on its way when the first pass reads a row has arrived after the next checkpoint. */
    private VerifyOptions options(ReplicationPlan plan, LoadLimits limits) {
        Duration interval = plan.config().job().checkpointInterval();
        Duration pause = interval.compareTo(SHORTEST_PAUSE) > 0 ? interval : SHORTEST_PAUSE;
        return new VerifyOptions(
                selection.source(),
                selection.table(),
                rechecks,
                pause,
                maxDifferences,
                new VerifyOptions.Pace(method, parallelism, limits));
    }
}
