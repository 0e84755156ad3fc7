package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.job.DeadLetterReplay;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings the rows of the dead letters into their targets; the last line of its output is the result. */
@Command(
        name = "replay-dead-letters",
        description =
                "Reads the tables that have dead letters once more, after values or configuration were mended, while"
                        + " the job is stopped. A letter goes when its row is in the target, or is not in MySQL any more.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        ReplicationPlan plan = Planner.plan(config.read());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            DeadLetterReplay.Outcome outcome = new DeadLetterReplay(
                            plan,
                            route -> selection.selects(
                                    route.sourceDatabase(), route.source().id().table()))
                    .run();
            outcome.remaining().forEach(out::println);
            out.println("replayed " + outcome.before() + " dead letters, "
                    + outcome.remaining().size() + " remain");
            return outcome.remaining().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCES;
        } catch (ConfigurationException e) {
            throw e;
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).startsWith("org/apache/flink/")) {
                throw e;
            }
            err.println("✗ Flink is not on the classpath; start with 'bin/tributary replay-dead-letters …'");
            return ExitCode.PROBLEMS;
        } catch (Exception e) {
            JobFailure.of(e).tell(err, "the replay failed");
            return ExitCode.JOB_FAILED;
        }
    }
}
