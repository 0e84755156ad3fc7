package dev.tributary.cli;

import dev.tributary.config.ConfigSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of the configuration. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of sync.yaml, by which editors complete and check it.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ConfigSchema.json());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
