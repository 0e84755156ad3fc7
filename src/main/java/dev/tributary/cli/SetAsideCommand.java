package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.plan.TableControl;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes tables out. */
@Command(
        name = "set-aside",
        description =
                "Leaves one table of one database, all tables of a database, or one table of all databases out of the"
                        + " replication: the running job lets go of them within seconds, and plans to come do not have them.",
        mixinStandardHelpOptions = true)
final class SetAsideCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ReasonOption reason = new ReasonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        selection.requireAny(spec);
        TableControl control = new TableControl(config.read(), selection.source(), selection.table());
        control.setAside(reason.text());
        PrintWriter out = spec.commandLine().getOut();
        control.tables().forEach(table -> out.println(table + " is set aside"));
        out.println(
                "A running job lets go of them within seconds, between two transactions. Their rows stay in the target as"
                        + " they are; 'resync' takes them back by a new snapshot.");
        out.flush();
        return ExitCode.OK;
    }
}
