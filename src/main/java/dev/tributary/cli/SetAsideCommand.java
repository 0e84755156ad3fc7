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

/** Takes a table out. */
@Command(
        name = "set-aside",
        description = "Leaves one table of one database out of the replication, from the next start on.",
        mixinStandardHelpOptions = true)
final class SetAsideCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--source", paramLabel = "NAME", required = true, description = "The connection.")
    private String source = "";

    @Option(names = "--table", paramLabel = "NAME", required = true, description = "The source table.")
    private String table = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "by hand",
            description = "Why, for those who read it in 'plan' (default: ${DEFAULT-VALUE}).")
    private String reason = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        new TableControl(config.read(), source, table).setAside(reason);
        PrintWriter out = spec.commandLine().getOut();
        out.println(source + ": " + table
                + " is left out from the next start on. Its rows stay in the target as they are.");
        out.flush();
        return ExitCode.OK;
    }
}
