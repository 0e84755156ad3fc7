package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.plan.TableControl;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes tables in again. */
@Command(
        name = "resync",
        description = "Has one table of one database, all tables of a database, or one table of all databases, set aside or"
                + " not, read by a new snapshot: by the running job, else at the next start.",
        mixinStandardHelpOptions = true)
final class ResyncCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        selection.requireAny(spec);
        TableControl control = new TableControl(config.read(), selection.source(), selection.table());
        control.resync();
        PrintWriter out = spec.commandLine().getOut();
        control.tables().forEach(table -> out.println(table + " is read by a new snapshot"));
        out.println("A running job begins within seconds, unless it was started while the table was set aside; else it is done"
                + " at the next start. 'tributary events --follow' tells 'resync begun' and 'resync done'.");
        out.flush();
        return ExitCode.OK;
    }
}
