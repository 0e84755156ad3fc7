package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has the running job leave servers, or tables, in peace. */
@Command(
        name = "pause",
        description =
                "Has nothing be read for a while, until 'resume': of MySQL servers, which are read on from where they stood,"
                        + " or with --table or --read-anew of tables, which are read by a new snapshot then. Without --source all"
                        + " servers are paused.",
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--whole-server",
            description = "Pauses the server of --source with all other connections to it, which are read together.")
    private boolean wholeServer;

    @Option(
            names = "--read-anew",
            description = "Pauses the tables of --source alone; 'resume' has them read by new snapshots.")
    private boolean readAnew;

    @Mixin
    private ReasonOption reason = new ReasonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        SyncConfig read = config.read();
        if (selection.table() != null || readAnew) {
            selection.requireAny(spec);
            pauseTables(new TableControl(read, selection.source(), selection.table()));
        } else {
            pauseServers(new ServerControl(read, selection.source()));
        }
        return ExitCode.OK;
    }

    private void pauseTables(TableControl control) throws ConfigurationException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "The other tables of a server are read on meanwhile, so tables that are paused by themselves are read by a"
                        + " new snapshot when they are resumed.");
        out.flush();
        List<SourceTable> paused = control.pause(reason.text());
        control.tables()
                .forEach(table -> out.println(
                        table + (paused.contains(table) ? " is paused" : " is set aside or paused already")));
        out.flush();
    }

    private void pauseServers(ServerControl control) throws ConfigurationException {
        for (Server server : control.servers()) {
            if (selection.source() != null && server.connections().size() > 1 && !wholeServer) {
                throw new ConfigurationException(List.of(new Problem(
                        "--source",
                        "'" + selection.source() + "' shares " + server + " with others, and all of them are read"
                                + " together. Add --whole-server to pause all of them, which are read on from where they stood;"
                                + " or --read-anew to pause the tables of '" + selection.source()
                                + "' alone, which are read by new snapshots when they are resumed")));
            }
        }
        control.pause(reason.text());
        PrintWriter out = spec.commandLine().getOut();
        control.servers().forEach(server -> out.println(server + " is paused"));
        out.println(
                "A running job stops within seconds, at the end of a transaction; the event 'paused' says so, and 'status' shows"
                        + " how long the server keeps what is not read meanwhile. 'resume' has it read on from there.");
        out.flush();
    }
}
