package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.plan.Planner;
import dev.tributary.plan.StructureDrift;
import dev.tributary.plan.StructureDrift.Difference;
import dev.tributary.plan.StructureDrift.Form;
import dev.tributary.plan.StructureDrift.TableDrift;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows where the databases have drifted apart. */
@Command(
        name = "drift",
        description = "Shows table by table how the structures of the databases differ. Changes nothing.",
        mixinStandardHelpOptions = true)
final class DriftCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        StructureDrift drift = Planner.drift(config.read());
        PrintWriter out = spec.commandLine().getOut();
        drift.tables().forEach(table -> print(table, out));
        drift.leftOut().forEach(table -> out.println(table));
        drift.problems().forEach(problem -> out.println("✗ " + problem));
        out.flush();
        if (!drift.problems().isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        return drift.isFree() ? ExitCode.OK : ExitCode.DIFFERENCES;
    }

    private static void print(TableDrift table, PrintWriter out) {
        int differences = table.differences().size();
        out.println(table.table() + ": " + table.databases() + " databases, "
                + (differences == 0 ? "all alike" : differences == 1 ? "1 difference" : differences + " differences"));
        int width = table.differences().stream()
                .mapToInt(difference -> difference.subject().length())
                .max()
                .orElse(1);
        table.differences()
                .forEach(difference ->
                        out.println(String.format("  %-" + width + "s  ", difference.subject()) + forms(difference)));
        table.conflicts().forEach(conflict -> out.println("  ✗ " + conflict));
    }

    /** The usual form with a number, the others with their databases. */
    private static String forms(Difference difference) {
        Form usual = difference.forms().get(0);
        String others = difference.forms().stream()
                .skip(1)
                .map(form -> form.text() + " in " + String.join(", ", form.databases()))
                .collect(Collectors.joining(" · "));
        return others + " · " + usual.text() + " in "
                + (usual.databases().size() == 1
                        ? usual.databases().get(0)
                        : usual.databases().size() + " others");
    }
}
