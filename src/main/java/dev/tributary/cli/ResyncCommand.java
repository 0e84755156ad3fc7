package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.plan.TableControl;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a table in again. */
@Command(
        name = "resync",
        description =
                "Has one table of one database, set aside or not, read by a new snapshot: by the running job, else at the next start.",
        mixinStandardHelpOptions = true)
final class ResyncCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--source", paramLabel = "NAME", required = true, description = "The connection.")
    private String source = "";

    @Option(names = "--table", paramLabel = "NAME", required = true, description = "The source table.")
    private String table = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        new TableControl(config.read(), source, table).resync();
        PrintWriter out = spec.commandLine().getOut();
        out.println(source + ": " + table
                + " is read by a new snapshot, by the running job within seconds, else at the next start.");
        out.flush();
        return ExitCode.OK;
    }
}
