package dev.tributary.mysql;

import io.debezium.relational.TableId;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSchemalessSnapshotSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the connector's enumerator as of one moment.
 *
 * <p>What it answers are the collections themselves, to which another of its threads adds the chunks of tables. Between two of
 * that thread's steps a chunk is behind the place where the cutting goes on, and not yet among those to be read: restored from
 * that, the job would never read it. Such a moment passes within microseconds, so it is asked again.
 */
final class WholeState {

    private static final Logger LOG = LoggerFactory.getLogger(WholeState.class);
    private static final int ATTEMPTS = 1_000;
    private static final long PAUSE_NANOS = 1_000_000;

    private WholeState() {}

    /** A copy of the answer, whose chunks are all there. */
    static PendingSplitsState of(Supplier<PendingSplitsState> enumerator) {
        for (int attempt = 1; ; attempt++) {
            try {
                PendingSplitsState copy = copy(enumerator.get());
                if (isWhole(copy)) {
                    return copy;
                }
                if (attempt == ATTEMPTS) {
                    LOG.warn("The chunks of the snapshot do not add up: {}", copy);
                    return copy;
                }
            } catch (ConcurrentModificationException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static PendingSplitsState copy(PendingSplitsState state) {
        if (state instanceof HybridPendingSplitsState hybrid) {
            return new HybridPendingSplitsState(
                    copy(hybrid.getSnapshotPendingSplits()), hybrid.isBinlogSplitAssigned());
        }
        return state instanceof SnapshotPendingSplitsState snapshot ? copy(snapshot) : state;
    }

    /** The tables that remain come first: they are taken off the list when all their chunks are on the other. */
    private static SnapshotPendingSplitsState copy(SnapshotPendingSplitsState state) {
        List<TableId> remainingTables = new ArrayList<>(state.getRemainingTables());
        return new SnapshotPendingSplitsState(
                new ArrayList<>(state.getAlreadyProcessedTables()),
                new ArrayList<>(state.getRemainingSplits()),
                new LinkedHashMap<>(state.getAssignedSplits()),
                new HashMap<>(state.getTableSchemas()),
                new HashMap<>(state.getSplitFinishedOffsets()),
                state.getSnapshotAssignerStatus(),
                remainingTables,
                state.isTableIdCaseSensitive(),
                state.isRemainingTablesCheckpointed(),
                state.getChunkSplitterState());
    }

    /** Whether the table that is being cut has all chunks up to the next one, and those after it have none. */
    private static boolean isWhole(PendingSplitsState state) {
        if (state instanceof HybridPendingSplitsState hybrid) {
            return isWhole(hybrid.getSnapshotPendingSplits());
        }
        if (!(state instanceof SnapshotPendingSplitsState snapshot)
                || snapshot.getRemainingTables().isEmpty()) {
            return true;
        }
        Map<TableId, Integer> chunks = new HashMap<>();
        for (MySqlSchemalessSnapshotSplit split : snapshot.getRemainingSplits()) {
            chunks.merge(split.getTableId(), 1, Integer::sum);
        }
        for (MySqlSchemalessSnapshotSplit split : snapshot.getAssignedSplits().values()) {
            chunks.merge(split.getTableId(), 1, Integer::sum);
        }
        TableId current = snapshot.getChunkSplitterState().getCurrentSplittingTableId();
        for (TableId table : snapshot.getRemainingTables()) {
            int expected = 0;
            if (table.equals(current)) {
                Integer next = snapshot.getChunkSplitterState().getNextChunkId();
                expected = next == null ? 0 : next;
            }
            if (chunks.getOrDefault(table, 0) != expected) {
                return false;
            }
        }
        return current == null || snapshot.getRemainingTables().contains(current);
    }
}
