package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.plan.PlanPrinter;
import dev.tributary.plan.Planner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a run would do. */
@Command(
        name = "plan",
        description = "Prints exactly what run will do: servers, tables, keys, columns, DDL, views. Changes nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        spec.commandLine().getOut().print(PlanPrinter.print(Planner.plan(config.read())));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
