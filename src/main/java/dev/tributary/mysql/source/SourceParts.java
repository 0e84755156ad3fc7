package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TargetEvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one enumerator or one reader of a server is made of.
 *
 * @param evolution makes targets ready for structures that the plan does not know
 * @param plan tells the job's plan from others
 * @param routes the tables that it knows of by now
 */
record SourceParts(
        ServerPlan server,
        SyncConfig config,
        RunMode mode,
        TargetEvolution evolution,
        String plan,
        ServerRoutes routes) {

    /** @param awaitsRoutes whether somebody else tells which tables were taken in */
    static SourceParts of(
            ServerPlan server,
            SyncConfig config,
            RunMode mode,
            TargetEvolution evolution,
            String plan,
            boolean awaitsRoutes) {
        return new SourceParts(
                server,
                config,
                mode,
                evolution,
                plan,
                new ServerRoutes(server.routes(), awaitsRoutes && takesIn(config, mode)));
    }

    private static boolean takesIn(SyncConfig config, RunMode mode) {
        return mode == RunMode.SYNC && !config.job().discover().isZero();
    }

    /** Whether the running job takes in what appears. */
    boolean takesIn() {
        return takesIn(config, mode);
    }

    /** @param number of the reader */
    ServerAccess access(int number) {
        return new ServerAccess(server, config.source(), number);
    }

    TableRoutes tableRoutes() {
        return new TableRoutes(routes, config, mode, evolution);
    }

    Refusals refusals(SourceJournal journal) {
        return new Refusals(routes, config, mode, journal);
    }

    /** @param name of who writes */
    SourceJournal journal(String name, MetricGroup metrics) {
        return new SourceJournal(this, name, metrics);
    }

    /** For messages. */
    String address() {
        return server.endpoint().host() + ":" + server.endpoint().port();
    }

    SnapshotWorker snapshotWorker(Handover rows, RowCounts counts, int number, Runnable wake) {
        return new SnapshotWorker(
                access(number), tableRoutes(), rows, counts, "snapshot-" + address() + "-" + number, wake);
    }

    BinlogWorker binlogWorker(BinlogSplit split, Handover rows, ReaderNotes notes, int number, Runnable wake) {
        return new BinlogWorker(split, access(number), tableRoutes(), rows, notes, "binlog-" + address(), wake);
    }

    /** Says of tables that their rows of lower versions are gone. */
    List<RowChange> removals(Map<TableId, Long> snapshotVersions) {
        List<RowChange> removals = new ArrayList<>();
        for (RoutePlan route : routes.all()) {
            OlderRows.removal(
                            route, snapshotVersions.getOrDefault(route.source().id(), 0L))
                    .ifPresent(removals::add);
        }
        return removals;
    }
}
