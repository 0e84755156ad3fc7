package dev.tributary.cli;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.SyncConfig;
import dev.tributary.plan.TableControl;
import dev.tributary.status.ResyncWatch;
import dev.tributary.status.ResyncWatch.Progress;
import dev.tributary.status.ResyncWatch.Stage;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes tables in again. */
@Command(
        name = "resync",
        description =
                "Has one table of one database, all tables of a database, or one table of all databases, set aside or"
                        + " not, read by a new snapshot: by the running job, else at the next start.",
        mixinStandardHelpOptions = true)
final class ResyncCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 1_000;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--wait",
            description =
                    "Shows how far the tables are until they are current again; exit code 6 where the job does not come"
                            + " to that.")
    private boolean wait;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException, InterruptedException {
        selection.requireAny(spec);
        SyncConfig read = config.read();
        TableControl control = new TableControl(read, selection.source(), selection.table());
        PrintWriter out = spec.commandLine().getOut();
        if (wait) {
            try (ClickHouseClient client = new ClickHouseClient(read.clickHouse())) {
                return await(new ResyncWatch(client, read, control.resync()), out);
            }
        }
        control.resync();
        control.tables().forEach(table -> out.println(table + " is read by a new snapshot"));
        out.println(
                "A running job begins within seconds, unless it was started while the table was set aside; else it is done"
                        + " at the next start. 'tributary status' shows how far that is, and 'tributary events' tells 'resync done';"
                        + " with --wait this command does.");
        out.flush();
        return ExitCode.OK;
    }

    private static int await(ResyncWatch watch, PrintWriter out) throws InterruptedException {
        List<Progress> shown = List.of();
        while (true) {
            List<Progress> now = watch.look();
            List<Progress> before = shown;
            now.stream().filter(each -> !before.contains(each)).forEach(out::println);
            out.flush();
            shown = now;
            if (now.stream().noneMatch(each -> each.stage() == Stage.UNDER_WAY)) {
                boolean isDone = now.stream().allMatch(each -> each.stage() == Stage.DONE);
                return isDone ? ExitCode.OK : ExitCode.NOT_WELL;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
