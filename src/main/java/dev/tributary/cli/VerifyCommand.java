package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.Difference;
import dev.tributary.verify.Verifier;
import dev.tributary.verify.VerifyOptions;
import dev.tributary.verify.VerifyReport;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    @Option(names = "--source", paramLabel = "NAME", description = "Only the connection of this name.")
    private @Nullable String source;

    @Option(names = "--table", paramLabel = "NAME", description = "Only the source tables of this name.")
    private @Nullable String table;

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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, InterruptedException {
        refuseNegative("--recheck", rechecks);
        refuseNegative("--max-differences", maxDifferences);
        Planner.Comparison comparison = Planner.comparison(config.read());
        ReplicationPlan plan = comparison.plan();
        VerifyReport report;
        try {
            report = new Verifier(plan, options(plan), this::showProgress).verify();
        } catch (SQLException e) {
            spec.commandLine().getErr().println("✗ " + e.getMessage());
            return ExitCode.PROBLEMS;
        }
        if (report.routes().isEmpty()
                && report.notes().isEmpty()
                && comparison.problems().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "No table of the plan matches --source and --table; 'plan' lists them.");
        }
        print(report, comparison.problems());
        if (report.differences() > 0) {
            return ExitCode.DIFFERENCES;
        }
        return comparison.problems().isEmpty() && !report.routes().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private void refuseNegative(String option, int value) {
        if (value < 0) {
            throw new ParameterException(spec.commandLine(), option + " must not be negative, but is " + value);
        }
    }

    /** What is on its way when the first pass reads a row has arrived after the next checkpoint. */
    private VerifyOptions options(ReplicationPlan plan) {
        Duration interval = plan.config().job().checkpointInterval();
        Duration pause = interval.compareTo(SHORTEST_PAUSE) > 0 ? interval : SHORTEST_PAUSE;
        return new VerifyOptions(source, table, rechecks, pause, maxDifferences);
    }

    private void showProgress(RouteReport route) {
        if (System.console() != null) {
            String again = route.differences() == 0 ? "" : ", " + route.differences() + " to be looked up again";
            spec.commandLine().getErr().println(title(route) + ": " + route.rows() + " rows" + again);
        }
    }

    private void print(VerifyReport report, List<Problem> problems) {
        PrintWriter out = spec.commandLine().getOut();
        report.routes().stream().filter(route -> route.differences() > 0).forEach(route -> print(route, out));
        problems.forEach(problem -> out.println("✗ " + problem));
        report.notes().forEach(note -> out.println("note: " + note));
        out.println(report.summary());
        out.flush();
    }

    private static void print(RouteReport route, PrintWriter out) {
        out.println(title(route) + ": " + route.rows() + " rows, " + route.differences() + " differences");
        for (Difference difference : route.details()) {
            out.println("  " + difference.kind() + " " + key(route, difference));
            difference.values().forEach(value -> out.println("    " + value));
        }
        long more = route.differences() - route.details().size();
        if (more > 0) {
            out.println("  … and " + more + " more");
        }
    }

    private static String title(RouteReport route) {
        return route.sourceDatabase() + ": " + route.source() + " → " + route.target();
    }

    private static String key(RouteReport route, Difference difference) {
        return IntStream.range(0, route.keyColumns().size())
                .mapToObj(
                        i -> route.keyColumns().get(i) + "=" + difference.key().get(i))
                .collect(Collectors.joining(", "));
    }
}
