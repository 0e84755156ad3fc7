package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.RunMode;
import dev.tributary.job.ReplicationJob;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plans and runs. The only command that needs Flink, whose classes are loaded when the job starts, not before. */
@Command(
        name = "run",
        description = "Replicates: submitted to a cluster by 'flink run', or with --local in this process.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = {"-m", "--mode"},
            defaultValue = "sync",
            description = "sync: snapshot, then the binlog, without end; etl: one snapshot of everything, then the end"
                    + " (default: ${DEFAULT-VALUE}).")
    private RunMode mode = RunMode.SYNC;

    @Option(names = "--local", description = "Runs in this process, with Flink's web interface at job.web-port.")
    private boolean local;

    @Option(
            names = "--resume",
            description =
                    "Goes on from the newest checkpoint or savepoint of this job that Flink has kept; takes a snapshot"
                            + " if the job never ran.")
    private boolean resume;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    @SuppressWarnings("CatchAndPrintStackTrace") // the cause of a failed job is what the user has to see
    public Integer call() throws ConfigurationException {
        ReplicationPlan plan = Planner.plan(config.read());
        PrintWriter err = spec.commandLine().getErr();
        try {
            ReplicationJob.run(plan, mode, local, resume);
            return ExitCode.OK;
        } catch (ConfigurationException e) {
            throw e;
        } catch (NoClassDefFoundError e) {
            if (!String.valueOf(e.getMessage()).startsWith("org/apache/flink/")) {
                throw e;
            }
            err.println(
                    "✗ Flink is not on the classpath; start with 'flink run tributary.jar run …' on a cluster, or with"
                            + " 'bin/tributary run --local …' in one process");
            return ExitCode.PROBLEMS;
        } catch (Exception e) {
            err.println("✗ the job failed: " + e.getMessage());
            e.printStackTrace(err);
            return ExitCode.JOB_FAILED;
        }
    }
}
