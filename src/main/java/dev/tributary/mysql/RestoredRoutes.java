package dev.tributary.mysql;

import io.debezium.relational.TableId;
import io.debezium.relational.history.TableChanges.TableChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.cdc.connectors.mysql.source.assigners.AssignerStatus;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSchemalessSnapshotSplit;
import org.jspecify.annotations.Nullable;

/** Holds the tables of a plan against those of the state that the job goes on from. */
final class RestoredRoutes {

    private static final String REMEDY =
            " Give it back what it had; or leave the table out, stop with a savepoint, and put"
                    + " it in again with what it shall have, so that it is read by a snapshot.";

    private RestoredRoutes() {}

    /**
     * Refuses what would be wrong in silence: a table whose rows went elsewhere so far, and a new one that the connector
     * would not read by a snapshot.
     */
    static void requireCompatible(ServerSourceState state, List<RouteIdentity> planned) {
        Map<String, RouteIdentity> known = new HashMap<>();
        state.routes().forEach(route -> known.put(route.table(), route));
        List<String> problems = new ArrayList<>();
        for (RouteIdentity route : planned) {
            RouteIdentity before = known.get(route.table());
            if (before == null) {
                if (!snapshotIsComplete(state.splits())) {
                    problems.add("table " + route.table() + " is new, but the state is from the middle of the first"
                            + " snapshot. Let that end before tables are added.");
                }
            } else if (!before.leadsWhere(route)) {
                problems.add(difference(before, route) + REMEDY);
            } else if (before.resyncs() != route.resyncs() && !snapshotIsComplete(state.splits())) {
                problems.add("table " + route.table() + " shall be read anew, but the state is from the middle of a"
                        + " snapshot. Let that end before.");
            }
        }
        if (!problems.isEmpty()) {
            throw new StateMismatchException(
                    "the job cannot go on from this state with this configuration: " + String.join(" ", problems));
        }
    }

    /**
     * The tables as planned, but with the resyncs that the state knows of: a running job takes tables back, which its plan then
     * does not know.
     */
    static List<RouteIdentity> withKnownResyncs(ServerSourceState state, List<RouteIdentity> planned) {
        Map<String, Integer> known = new HashMap<>();
        state.routes().forEach(route -> known.put(route.table(), route.resyncs()));
        return planned.stream()
                .map(route -> route.withResyncs(Math.max(route.resyncs(), known.getOrDefault(route.table(), 0))))
                .toList();
    }

    /** The state without the tables that shall be read anew, which then are new to the connector. */
    static ServerSourceState withoutResynced(ServerSourceState state, List<RouteIdentity> routes) {
        Set<String> resynced = new HashSet<>();
        for (RouteIdentity before : state.routes()) {
            routes.stream()
                    .filter(route -> route.table().equals(before.table()) && route.resyncs() != before.resyncs())
                    .forEach(route -> resynced.add(route.table()));
        }
        if (resynced.isEmpty()) {
            return state;
        }
        Map<String, Long> versions = new HashMap<>(state.snapshotVersions());
        versions.keySet().removeAll(resynced);
        PendingSplitsState splits = state.splits() == null ? null : without(state.splits(), resynced);
        return new ServerSourceState(state.serverUuid(), routes, versions, splits);
    }

    /** The connector's state without some tables, which then are new to it. */
    static PendingSplitsState without(PendingSplitsState state, Set<String> tables) {
        return state instanceof HybridPendingSplitsState hybrid
                ? new HybridPendingSplitsState(
                        without(hybrid.getSnapshotPendingSplits(), tables), hybrid.isBinlogSplitAssigned())
                : state;
    }

    private static SnapshotPendingSplitsState without(SnapshotPendingSplitsState state, Set<String> tables) {
        Map<String, MySqlSchemalessSnapshotSplit> assigned = new HashMap<>(state.getAssignedSplits());
        assigned.values().removeIf(split -> tables.contains(split.getTableId().identifier()));
        Map<String, BinlogOffset> offsets = new HashMap<>(state.getSplitFinishedOffsets());
        offsets.keySet().retainAll(assigned.keySet());
        List<MySqlSchemalessSnapshotSplit> remaining = new ArrayList<>(state.getRemainingSplits());
        remaining.removeIf(split -> tables.contains(split.getTableId().identifier()));
        Map<TableId, TableChange> schemas = new HashMap<>(state.getTableSchemas());
        schemas.keySet().removeIf(table -> tables.contains(table.identifier()));
        List<TableId> processed = new ArrayList<>(state.getAlreadyProcessedTables());
        processed.removeIf(table -> tables.contains(table.identifier()));
        return new SnapshotPendingSplitsState(
                processed,
                remaining,
                assigned,
                schemas,
                offsets,
                processed.isEmpty() ? statusWithoutTables(state) : state.getSnapshotAssignerStatus(),
                remainingTables(state, tables),
                state.isTableIdCaseSensitive(),
                state.isRemainingTablesCheckpointed(),
                isSplitting(state, tables)
                        ? ChunkSplitterState.NO_SPLITTING_TABLE_STATE
                        : state.getChunkSplitterState());
    }

    /** While tables are being read the connector does not look for new ones, but takes those that are left over. */
    private static List<TableId> remainingTables(SnapshotPendingSplitsState state, Set<String> tables) {
        List<TableId> remaining = new ArrayList<>(state.getRemainingTables());
        remaining.removeIf(table -> tables.contains(table.identifier()));
        if (!AssignerStatus.isAssigningFinished(state.getSnapshotAssignerStatus())) {
            tables.forEach(table -> remaining.add(TableId.parse(table)));
        }
        return remaining;
    }

    /** With no table left, all are discovered as at a first start; what is read beside the binlog must be called so. */
    private static AssignerStatus statusWithoutTables(SnapshotPendingSplitsState state) {
        AssignerStatus status = state.getSnapshotAssignerStatus();
        return AssignerStatus.isAssigningFinished(status) ? AssignerStatus.NEWLY_ADDED_ASSIGNING : status;
    }

    private static boolean isSplitting(SnapshotPendingSplitsState state, Set<String> tables) {
        TableId splitting = state.getChunkSplitterState().getCurrentSplittingTableId();
        return splitting != null && tables.contains(splitting.identifier());
    }

    /**
     * Whether tables can be taken out of the connector's state so that they are read anew: at any time but while a binlog is
     * begun, or readers are told of a snapshot beside it that ended.
     */
    static boolean takesTables(PendingSplitsState state) {
        if (!(state instanceof HybridPendingSplitsState hybrid)) {
            return false;
        }
        AssignerStatus status = hybrid.getSnapshotPendingSplits().getSnapshotAssignerStatus();
        return AssignerStatus.isAssigningSnapshotSplits(status)
                || AssignerStatus.isAssigningFinished(status) && hybrid.isBinlogSplitAssigned();
    }

    /** Whether a snapshot is not over, so far as the connector knows. */
    static boolean awaitsChunks(PendingSplitsState state) {
        return AssignerStatus.isAssigningSnapshotSplits(snapshot(state).getSnapshotAssignerStatus());
    }

    /** The same, in which chunks that are handed out have yet to be reported. */
    static PendingSplitsState unread(PendingSplitsState state, Set<String> chunks) {
        SnapshotPendingSplitsState snapshot = snapshot(state);
        Map<String, BinlogOffset> offsets = new HashMap<>(snapshot.getSplitFinishedOffsets());
        offsets.keySet().removeAll(chunks);
        SnapshotPendingSplitsState changed = new SnapshotPendingSplitsState(
                snapshot.getAlreadyProcessedTables(),
                snapshot.getRemainingSplits(),
                snapshot.getAssignedSplits(),
                snapshot.getTableSchemas(),
                offsets,
                snapshot.getSnapshotAssignerStatus(),
                snapshot.getRemainingTables(),
                snapshot.isTableIdCaseSensitive(),
                snapshot.isRemainingTablesCheckpointed(),
                snapshot.getChunkSplitterState());
        return state instanceof HybridPendingSplitsState hybrid
                ? new HybridPendingSplitsState(changed, hybrid.isBinlogSplitAssigned())
                : changed;
    }

    /** Whether a snapshot beside the binlog has ended, and readers have yet to say that they follow its tables from now on. */
    static boolean awaitsReaders(PendingSplitsState state) {
        return AssignerStatus.isNewlyAddedAssigningSnapshotFinished(
                snapshot(state).getSnapshotAssignerStatus());
    }

    /** The tables that the connector knows, as {@code database.table}: it forgets those that were dropped. */
    static Set<String> tables(PendingSplitsState state) {
        SnapshotPendingSplitsState snapshot = snapshot(state);
        return Stream.of(
                        snapshot.getAlreadyProcessedTables().stream(),
                        snapshot.getRemainingTables().stream(),
                        snapshot.getRemainingSplits().stream().map(MySqlSchemalessSnapshotSplit::getTableId))
                .flatMap(Function.identity())
                .map(TableId::identifier)
                .collect(Collectors.toSet());
    }

    /** The ids of the chunks that were handed out. */
    static Set<String> handedOut(PendingSplitsState state) {
        return snapshot(state).getAssignedSplits().keySet();
    }

    private static SnapshotPendingSplitsState snapshot(PendingSplitsState state) {
        return state instanceof HybridPendingSplitsState hybrid
                ? hybrid.getSnapshotPendingSplits()
                : (SnapshotPendingSplitsState) state;
    }

    private static String difference(RouteIdentity before, RouteIdentity now) {
        String table = "table " + now.table();
        if (!before.sourceDatabase().equals(now.sourceDatabase())) {
            return table + " was replicated as connection '" + before.sourceDatabase() + "' and now is as '"
                    + now.sourceDatabase() + "'; the rows that are there keep the old name.";
        }
        if (!before.target().equals(now.target())) {
            return table + " was replicated into " + before.target() + " and now is into " + now.target()
                    + ", where the rows so far would be missing.";
        }
        return table + " was merged by " + before.mergeKey() + " and now is by " + now.mergeKey()
                + ", by which the rows so far may not be told apart.";
    }

    private static boolean snapshotIsComplete(@Nullable PendingSplitsState splits) {
        if (splits == null) {
            return true; // nothing was read yet
        }
        return splits instanceof HybridPendingSplitsState hybrid
                && AssignerStatus.isAssigningFinished(
                        hybrid.getSnapshotPendingSplits().getSnapshotAssignerStatus());
    }
}
