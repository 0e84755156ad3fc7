package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.SourceTable;
import dev.tributary.plan.ServerControl;
import dev.tributary.plan.ServerControl.Server;
import dev.tributary.plan.TableControl;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends pauses. */
@Command(
        name = "resume",
        description =
                "Ends pauses: MySQL servers are read on from where they stood, tables that were paused by themselves are"
                        + " read by a new snapshot. Without --source and --table all of them.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        SyncConfig read = config.read();
        List<SourceTable> tables = new TableControl(read, selection.source(), selection.table()).resume();
        List<Server> servers =
                selection.table() == null ? new ServerControl(read, selection.source()).resume() : List.of();
        PrintWriter out = spec.commandLine().getOut();
        servers.forEach(server -> out.println(server + " is read on from where it stood"));
        tables.forEach(table -> out.println(table + " is read by a new snapshot"));
        if (servers.isEmpty() && tables.isEmpty()) {
            out.println("Nothing of that is paused.");
        }
        out.flush();
        return ExitCode.OK;
    }
}
