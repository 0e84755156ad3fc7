package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All tables of a server between their snapshots and the binlog. Knows neither Flink nor a server. */
final class SnapshotProgress {

    private static final String REMEDY =
            " Give it back what it had; or leave the table out, stop with a savepoint, and put"
                    + " it in again with what it shall have, so that it is read by a snapshot.";

    private final Map<TableId, TableProgress> tables = new TreeMap<>();

    /** @param routes the tables as planned */
    SnapshotProgress(Collection<RoutePlan> routes) {
        add(routes);
    }

    /** Takes further tables in, which wait for their snapshots. */
    void add(Collection<RoutePlan> routes) {
        for (RoutePlan route : routes) {
            TableId table = route.source().id();
            tables.putIfAbsent(table, new TableProgress(table, route.resyncs()));
        }
    }

    /**
     * Goes on from a state: tables that it does not know are new, those that the plan does not have are forgotten, and those
     * that were asked to be read anew since are.
     *
     * @throws StateMismatchException where rows of a table would go elsewhere than those before them
     */
    static SnapshotProgress restored(Collection<RoutePlan> routes, SourceState state) {
        requireSameWays(routes, state.routes());
        SnapshotProgress progress = new SnapshotProgress(routes);
        for (TableProgressState known : state.tables()) {
            TableProgress planned = progress.tables.get(known.table());
            if (planned != null) {
                TableProgress table = TableProgress.restored(known);
                progress.tables.put(known.table(), table);
                if (planned.resyncs() > table.resyncs()) {
                    table.readAnew(planned.resyncs());
                }
            }
        }
        return progress;
    }

    private static void requireSameWays(Collection<RoutePlan> routes, List<RouteIdentity> before) {
        Map<TableId, RouteIdentity> known = new HashMap<>();
        before.forEach(route -> known.put(route.table(), route));
        List<String> problems = new ArrayList<>();
        for (RoutePlan route : routes) {
            RouteIdentity old = known.get(route.source().id());
            String difference = old == null ? "" : old.difference(RouteIdentity.of(route));
            if (!difference.isEmpty()) {
                problems.add(difference + REMEDY);
            }
        }
        if (!problems.isEmpty()) {
            throw new StateMismatchException(
                    "the job cannot go on from this state with this configuration: " + String.join(" ", problems));
        }
    }

    List<TableProgressState> state() {
        return tables.values().stream().map(TableProgress::state).toList();
    }

    Collection<TableProgress> all() {
        return tables.values();
    }

    @Nullable
    TableProgress find(TableId table) {
        return tables.get(table);
    }

    Stream<TableProgress> in(TablePhase phase) {
        return tables.values().stream().filter(table -> table.phase() == phase);
    }

    boolean allIn(TablePhase phase) {
        return tables.values().stream().allMatch(table -> table.phase() == phase);
    }

    int plannedChunks() {
        return tables.values().stream().mapToInt(TableProgress::plannedChunks).sum();
    }

    Map<TableId, Integer> resyncs() {
        Map<TableId, Integer> resyncs = new HashMap<>();
        tables.forEach((table, progress) -> resyncs.put(table, progress.resyncs()));
        return resyncs;
    }

    /**
     * Hands chunks out: one of a table that has several, or those of many small tables together.
     *
     * @param most how many chunks
     */
    List<ChunkTask> handOut(int most) {
        List<ChunkTask> tasks = new ArrayList<>();
        for (TableProgress table : tables.values()) {
            boolean isLarge = !table.isWholeCut() || table.plannedChunks() > 1;
            if (isLarge && !tasks.isEmpty()) {
                continue;
            }
            ChunkTask task = table.handOut();
            if (task != null) {
                tasks.add(task);
                if (isLarge || tasks.size() == most) {
                    break;
                }
            }
        }
        return tasks;
    }

    void takeBack(Collection<ChunkId> chunks) {
        for (ChunkId chunk : chunks) {
            TableProgress table = tables.get(chunk.table());
            if (table != null) {
                table.takeBack(chunk);
            }
        }
    }

    void readerBeganAgain(int reader) {
        tables.values().forEach(table -> table.readerBeganAgain(reader));
    }

    /** @param reader null where complete checkpoints have the reports */
    void report(Collection<ChunkReport> reports, @Nullable Integer reader) {
        for (ChunkReport report : reports) {
            TableProgress table = tables.get(report.id().table());
            if (table != null) {
                table.report(report, reader);
            }
        }
    }

    void readerSays(BinlogStatus status) {
        tables.forEach((table, progress) -> progress.readerSays(
                status.followed().get(table), status.refused().get(table)));
    }

    /** Above all versions of rows of snapshots, and of those of the binlog that they ended at. */
    long highestVersion() {
        return tables.values().stream()
                .mapToLong(TableProgress::endVersion)
                .max()
                .orElse(0);
    }

    /** Another server took the place of the one that snapshots were begun on; those that are not followed are begun again. */
    void serverChanged() {
        for (TableProgress table : tables.values()) {
            if (table.phase() == TablePhase.READING || table.phase() == TablePhase.READ) {
                table.readAnew(table.resyncs());
            }
        }
    }
}
