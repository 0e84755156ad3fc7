package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.snapshot.Chunk;
import dev.tributary.mysql.snapshot.TableCut;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One table between its snapshot and the binlog; see {@link TablePhase}. Knows neither Flink nor a server. */
final class TableProgress {

    private final TableId table;
    private int resyncs;
    private TablePhase phase = TablePhase.WAITING;

    /** Where it goes from DRAINING or RELEASING. */
    private TablePhase next = TablePhase.WAITING;

    /** How often the table had been read anew that the reader of the binlog is to let go of. */
    private int released;

    private int generation;
    private @Nullable TableSnapshot snapshot;
    private long endVersion;

    private TableChunks chunks = new TableChunks();

    TableProgress(TableId table, int resyncs) {
        this.table = table;
        this.resyncs = resyncs;
    }

    static TableProgress restored(TableProgressState state) {
        TableProgress progress = new TableProgress(state.table(), state.resyncs());
        progress.phase = state.phase();
        progress.next = state.next();
        progress.released = state.released();
        progress.generation = state.generation();
        progress.snapshot = state.snapshot();
        progress.endVersion = state.endVersion();
        progress.chunks = TableChunks.restored(state.cut(), state.planned(), state.handedOut());
        return progress;
    }

    TableProgressState state() {
        return new TableProgressState(
                table,
                resyncs,
                phase,
                next,
                released,
                generation,
                phase == TablePhase.FOLLOWED ? null : snapshot,
                endVersion,
                chunks.cut(),
                chunks.planned(),
                chunks.handedOut());
    }

    TableId table() {
        return table;
    }

    int resyncs() {
        return resyncs;
    }

    TablePhase phase() {
        return phase;
    }

    /** Up to where the snapshot that was begun last has come. */
    long endVersion() {
        return endVersion;
    }

    TableSnapshot snapshot() {
        return Objects.requireNonNull(snapshot, () -> "the snapshot of " + table + " in phase " + phase);
    }

    /** The binlog reader's view of the table when its snapshot is complete. */
    FollowedTable toFollow() {
        TableSnapshot taken = snapshot();
        return new FollowedTable(taken.structure(), resyncs, taken.version(), endVersion, taken.prepared(), true);
    }

    /**
     * Begins the snapshot.
     *
     * @param first the first chunks of it
     * @param more how to cut those behind them; null where they are all
     */
    void begin(TableSnapshot begun, List<Chunk> first, @Nullable TableCut more) {
        require(phase == TablePhase.WAITING);
        generation++;
        snapshot = begun;
        endVersion = begun.version();
        phase = TablePhase.READING;
        chunks.countAnew();
        cut(first, more);
    }

    /** Takes chunks that were cut behind those before. */
    void cut(List<Chunk> behind, @Nullable TableCut more) {
        if (phase == TablePhase.READING) {
            chunks.add(behind, more);
            endIfRead();
        }
    }

    boolean isWholeCut() {
        return chunks.cut() == null;
    }

    /** How to cut the chunks behind those that are known; null where all are cut. */
    @Nullable
    TableCut cut() {
        return chunks.cut();
    }

    int generation() {
        return generation;
    }

    int plannedChunks() {
        return chunks.plannedCount();
    }

    /** How many chunks of the snapshot are known. */
    int chunksCut() {
        return chunks.cutCount();
    }

    /** How many of them are in complete checkpoints, or, in a bounded run, read. */
    int chunksDone() {
        return chunks.readCount();
    }

    /** How many rows a chunk has; 0 where the table is one chunk, or nobody knows. */
    long rowsOfChunk() {
        return chunks.rowsOfChunk();
    }

    /** Whether it is on its way to be left alone. */
    boolean isLeavingForAside() {
        return next == TablePhase.ASIDE;
    }

    /** The next chunk to be read, which is handed out by that; null where there is none. */
    @Nullable
    ChunkTask handOut() {
        Chunk chunk = phase == TablePhase.READING ? chunks.handOut() : null;
        return chunk == null ? null : new ChunkTask(new ChunkId(table, generation, chunk.number()), chunk, snapshot());
    }

    /** Takes a chunk back that a reader was given and no checkpoint of the reader has. */
    void takeBack(ChunkId id) {
        Chunk chunk = id.generation() == generation ? chunks.takeBack(id.number()) : null;
        if (chunk == null) {
            return;
        }
        if (phase == TablePhase.READ) {
            phase = TablePhase.READING; // only a bounded run was ahead of its readers
        }
        if (phase == TablePhase.READING) {
            chunks.planFirst(chunk);
        }
        endIfDrained();
    }

    /** A reader has begun again from a checkpoint: what it read since is not read. */
    void readerBeganAgain(int reader) {
        if (chunks.readerBeganAgain(reader) && phase == TablePhase.READ) {
            phase = TablePhase.READING;
        }
    }

    /** @param reader null where a complete checkpoint has the report */
    void report(ChunkReport report, @Nullable Integer reader) {
        int number = report.id().number();
        if (report.id().generation() != generation || !chunks.isHandedOut(number)) {
            return;
        }
        chunks.read(number, reader);
        endVersion = Long.compareUnsigned(report.endVersion(), endVersion) > 0 ? report.endVersion() : endVersion;
        if (!report.isRead() && phase == TablePhase.READING) {
            readAnew(resyncs);
        }
        endIfRead();
        endIfDrained();
    }

    private void endIfRead() {
        if (phase == TablePhase.READING && chunks.areRead()) {
            phase = TablePhase.READ;
        }
    }

    private void endIfDrained() {
        if (phase == TablePhase.DRAINING && chunks.areBack()) {
            goOn();
        }
    }

    private void goOn() {
        phase = next;
        snapshot = null;
        chunks.stopCutting();
    }

    /** The table is to be read by a new snapshot, counted by the number. */
    void readAnew(int number) {
        int before = resyncs;
        resyncs = Math.max(resyncs, number);
        leave(TablePhase.WAITING, before);
    }

    void setAside() {
        leave(TablePhase.ASIDE, resyncs);
    }

    private void leave(TablePhase goal, int before) {
        next = goal;
        switch (phase) {
            case WAITING, ASIDE -> phase = goal;
            case READING -> {
                chunks.stop();
                phase = TablePhase.DRAINING;
                endIfDrained();
            }
            case READ, FOLLOWED -> {
                phase = TablePhase.RELEASING;
                released = before;
            }
            case DRAINING, RELEASING -> {}
        }
    }

    /** The reader of the binlog is to let go of the table unless it was read anew more often than this. */
    int released() {
        return released;
    }

    /** There is no reader of the binlog that could follow the table. */
    void releaseWithoutReader() {
        if (phase == TablePhase.RELEASING) {
            goOn();
        }
    }

    /** The reader of the binlog could not take the table over. */
    void rejected(int number) {
        if (phase == TablePhase.READ && number == resyncs) {
            next = TablePhase.WAITING;
            goOn();
        }
    }

    /**
     * What the reader of the binlog says of the table.
     *
     * @param followed how often the table had been read anew that it follows; null where it follows none
     * @param refused the same for the one that it refused
     */
    void readerSays(@Nullable Integer followed, @Nullable Integer refused) {
        switch (phase) {
            case READ -> {
                if (followed != null && followed == resyncs) {
                    phase = TablePhase.FOLLOWED;
                    snapshot = null;
                } else if (refused != null && refused == resyncs) {
                    aside();
                }
            }
            case FOLLOWED -> {
                if (followed == null) {
                    if (refused != null && refused >= resyncs) {
                        aside();
                    } else {
                        next = TablePhase.WAITING;
                        goOn();
                    }
                }
            }
            case RELEASING -> {
                if (followed == null) {
                    goOn();
                }
            }
            case WAITING, READING, DRAINING, ASIDE -> {}
        }
    }

    private void aside() {
        next = TablePhase.ASIDE;
        goOn();
    }

    /** The chunks that are handed out, for a message. */
    List<ChunkId> chunksHandedOut() {
        return chunks.handedOut().stream()
                .map(chunk -> new ChunkId(table, generation, chunk.number()))
                .toList();
    }

    private void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException(table + " is in phase " + phase);
        }
    }
}
