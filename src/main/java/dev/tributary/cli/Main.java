package dev.tributary.cli;

import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Where every command starts, by {@code java -jar} as well as by {@code flink run}. */
@Command(
        name = "tributary",
        description = "Keeps many MySQL databases of one structure in one ClickHouse, current and exact.",
        subcommands = {
            CheckCommand.class,
            PlanCommand.class,
            RunCommand.class,
            VerifyCommand.class,
            DriftCommand.class,
            ReplayCommand.class,
            SetAsideCommand.class,
            ResyncCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            StatusCommand.class,
            EventsCommand.class,
            ResultsCommand.class,
            UiCommand.class,
            InitCommand.class,
            SchemaCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        keepQuietWithoutLogging();
        int code = execute(utf8(System.out), utf8(System.err), arguments);
        if (code != ExitCode.OK) { // Flink's client has work left to do after a good end
            System.exit(code);
        }
    }

    /**
     * Without Flink there is nothing to log to, by intent. SLF4J would report that on standard error when it is first
     * used: so it is first used here, with its report turned away.
     */
    private static void keepQuietWithoutLogging() {
        if (Main.class.getClassLoader().getResource("org/slf4j/impl/StaticLoggerBinder.class") == null) {
            PrintStream err = System.err;
            System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
            LoggerFactory.getILoggerFactory();
            System.setErr(err);
        }
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::report)
                .execute(arguments);
    }

    /** The marks and box lines of the output need UTF-8, whatever the locale of the shell. */
    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? One of: " + String.join(", ", spec.subcommands().keySet()));
    }

    private static int report(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigurationException problems) {
            for (Problem problem : problems.problems()) {
                err.println("✗ " + problem);
            }
            err.println(summary(problems.problems().size()));
            return ExitCode.PROBLEMS;
        }
        if (failure instanceof ClickHouseException) {
            err.println("✗ " + failure.getMessage());
            return ExitCode.PROBLEMS;
        }
        failure.printStackTrace(err);
        return ExitCode.UNEXPECTED;
    }

    static String summary(int problems) {
        return problems == 0 ? "No problems." : problems == 1 ? "1 problem." : problems + " problems.";
    }

    /** The version as the build wrote it into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tributary " + (version == null ? "(not packaged)" : version)};
        }
    }
}
