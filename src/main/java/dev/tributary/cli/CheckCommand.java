package dev.tributary.cli;

import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.job.TargetTrials;
import dev.tributary.plan.Planner;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at everything that a run needs and says what it found, good and bad. */
@Command(
        name = "check",
        description = "Checks the configuration, every server, table and target, and leaves nothing behind.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Checklist checklist;
        try {
            Planner.Outcome outcome = Planner.examine(config.read());
            checklist = outcome.checklist();
            if (outcome.plan() != null) {
                TargetTrials.tryOut(outcome.plan(), checklist);
            }
        } catch (ConfigurationException e) { // of the file: told where those of the servers are
            e.problems().forEach(problem -> out.println("✗ " + problem));
            out.println(Main.summary(e.problems().size()));
            return ExitCode.PROBLEMS;
        }
        Map<String, List<Checklist.Item>> bySubject = new LinkedHashMap<>();
        for (Checklist.Item item : checklist.items()) {
            bySubject
                    .computeIfAbsent(item.subject(), unused -> new ArrayList<>())
                    .add(item);
        }
        bySubject.forEach((subject, items) -> {
            out.println(subject);
            items.forEach(item -> out.println("  " + line(item)));
        });
        int problems = checklist.problems().size();
        out.println();
        out.println(Main.summary(problems));
        return problems == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private static String line(Checklist.Item item) {
        Problem problem = item.problem();
        if (problem == null) {
            return (item.finding() == Checklist.Finding.NOTED ? "! " : "✓ ") + item.text();
        }
        return "✗ " + (problem.path().equals(item.subject()) ? problem.message() : problem.toString());
    }
}
