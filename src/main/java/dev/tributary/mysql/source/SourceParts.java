package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TargetEvolution;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the enumerator and the readers of a server are made of.
 *
 * @param evolution makes targets ready for structures that the plan does not know
 */
record SourceParts(ServerPlan server, SyncConfig config, RunMode mode, TargetEvolution evolution)
        implements Serializable {

    /** @param number of the reader */
    ServerAccess access(int number) {
        return new ServerAccess(server, config.source(), number);
    }

    TableRoutes routes() {
        return new TableRoutes(server.routes(), config, mode, evolution);
    }

    Refusals refusals(SourceJournal journal) {
        return new Refusals(server, config, mode, journal);
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
        return new SnapshotWorker(access(number), routes(), rows, counts, "snapshot-" + address() + "-" + number, wake);
    }

    BinlogWorker binlogWorker(BinlogSplit split, Handover rows, ReaderNotes notes, int number, Runnable wake) {
        return new BinlogWorker(split, access(number), routes(), rows, notes, "binlog-" + address(), wake);
    }

    /** Says of tables that their rows of lower versions are gone. */
    List<RowChange> removals(Map<TableId, Long> snapshotVersions) {
        List<RowChange> removals = new ArrayList<>();
        for (RoutePlan route : server.routes()) {
            OlderRows.removal(
                            route, snapshotVersions.getOrDefault(route.source().id(), 0L))
                    .ifPresent(removals::add);
        }
        return removals;
    }
}
