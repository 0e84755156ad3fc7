package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.SourceMessage.FollowTables;
import dev.tributary.mysql.source.SourceMessage.ReleaseTables;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Tells the reader of the binlog which tables to follow and which to let go, each once for as long as that reader lives. */
final class FollowInstructions {

    private final SplitEnumeratorContext<ServerSplit> context;
    private final SnapshotProgress progress;

    private boolean binlogAssigned;
    private @Nullable Integer binlogReader;

    /** The tables that the reader was told to follow, or to let go, since it began. */
    private final Set<TableId> told = new HashSet<>();

    FollowInstructions(SplitEnumeratorContext<ServerSplit> context, SnapshotProgress progress, boolean binlogAssigned) {
        this.context = context;
        this.progress = progress;
        this.binlogAssigned = binlogAssigned;
    }

    boolean isBinlogAssigned() {
        return binlogAssigned;
    }

    /** @param identity the server that is read; null before it was reached */
    void give(@Nullable ServerIdentity identity) {
        if (!binlogAssigned) {
            progress.in(TablePhase.RELEASING).toList().forEach(TableProgress::releaseWithoutReader);
            assignBinlog(identity);
            return;
        }
        Integer reader = binlogReader;
        if (reader == null || identity == null || !context.registeredReaders().containsKey(reader)) {
            return; // it says what it follows when it is there
        }
        Map<TableId, Integer> released = new HashMap<>();
        progress.in(TablePhase.RELEASING)
                .filter(table -> told.add(table.table()))
                .forEach(table -> released.put(table.table(), table.released()));
        if (!released.isEmpty()) {
            context.sendEventToSourceReader(reader, new ReleaseTables(released));
        }
        progress.in(TablePhase.READ)
                .filter(table -> told.add(table.table()))
                .collect(Collectors.groupingBy(table -> table.snapshot().start()))
                .forEach((start, tables) ->
                        context.sendEventToSourceReader(reader, new FollowTables(identity, start, toFollow(tables))));
    }

    private static Map<TableId, FollowedTable> toFollow(List<TableProgress> tables) {
        return tables.stream().collect(Collectors.toMap(TableProgress::table, TableProgress::toFollow));
    }

    /** Begins the binlog where the first snapshots that are complete began. */
    private void assignBinlog(@Nullable ServerIdentity identity) {
        List<TableProgress> read = progress.in(TablePhase.READ).toList();
        if (read.isEmpty() || identity == null || context.registeredReaders().isEmpty()) {
            return;
        }
        List<Integer> readers =
                context.registeredReaders().keySet().stream().sorted().toList();
        int reader = readers.get(Math.floorMod(identity.uuid().hashCode(), readers.size()));
        TableSnapshot first = read.stream()
                .map(TableProgress::snapshot)
                .min(Comparator.comparingLong(TableSnapshot::version))
                .orElseThrow();
        FollowState main = new FollowState(first.start(), first.version() - 1, 0, toFollow(read), Map.of(), List.of());
        binlogAssigned = true;
        binlogReader = reader;
        read.forEach(table -> told.add(table.table()));
        context.assignSplit(new BinlogSplit(identity, main, List.of()), reader);
    }

    /** The binlog is to be assigned again. */
    void readerIsGone() {
        binlogAssigned = false;
        binlogReader = null;
        told.clear();
    }

    /** @param restored whether it began from a checkpoint, and knows of nothing that it was told since */
    void readerIs(int reader, boolean restored) {
        binlogAssigned = true;
        binlogReader = reader;
        if (restored) {
            told.clear();
        }
    }

    /** The table may have to be followed, or let go, once more. */
    void forget(TableId table) {
        told.remove(table);
    }

    void forgetWhatIsSettled() {
        told.removeIf(table -> isSettled(Objects.requireNonNull(progress.find(table))));
    }

    private static boolean isSettled(TableProgress table) {
        return table.phase() != TablePhase.READ && table.phase() != TablePhase.RELEASING;
    }
}
