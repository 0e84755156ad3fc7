package dev.tributary.cli;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.RunMode;
import dev.tributary.job.ReplicationJob;
import dev.tributary.job.RunOptions;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
                            + " if the job never came as far as a checkpoint. With --local that is always so.")
    private boolean resume;

    @Option(
            names = "--allow-removed-servers",
            description =
                    "With --resume or --local: goes on although the state has MySQL servers that the configuration does"
                            + " not have any more. Their rows stay in the targets.")
    private boolean allowRemovedServers;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "With --local: the folder that keeps the job's checkpoints, from which the next start goes on"
                    + " (default: tributary-state/JOB beside the configuration). Remove it to start over. --mode etl"
                    + " keeps none.")
    private @Nullable Path state;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        if (state != null && !local) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--state is for --local; on a cluster Flink's configuration says where state is kept");
        }
        if (local && mode == RunMode.ETL) {
            System.setProperty("tributary.log.checkpoints", "ERROR"); // see log4j2.properties
        }
        ReplicationPlan plan = Planner.plan(config.read());
        PrintWriter err = spec.commandLine().getErr();
        try (PageOfRun ignored = PageOfRun.open(plan.config(), local)) {
            ReplicationJob.run(
                    plan, new RunOptions(mode, local, folder(plan.config().job().name()), resume, allowRemovedServers));
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
            JobFailure.of(e).tell(err, "the job failed");
            return ExitCode.JOB_FAILED;
        }
    }

    private Path folder(String job) {
        return state == null ? config.folder().resolve("tributary-state").resolve(job) : state;
    }
}
