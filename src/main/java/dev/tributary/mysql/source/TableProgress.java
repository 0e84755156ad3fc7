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
    private TableWay way = new TableWay();
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
        progress.way = new TableWay(state.phase(), state.next(), state.released());
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
                way.phase(),
                way.next(),
                way.released(),
                generation,
                way.isIn(TablePhase.FOLLOWED) ? null : snapshot,
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
        return way.phase();
    }

    /** Up to where the snapshot that was begun last has come. */
    long endVersion() {
        return endVersion;
    }

    TableSnapshot snapshot() {
        return Objects.requireNonNull(snapshot, () -> "the snapshot of " + table + " in phase " + phase());
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
        way.begin();
        generation++;
        snapshot = begun;
        endVersion = begun.version();
        chunks.countAnew();
        cut(first, more);
    }

    /** Takes chunks that were cut behind those before. */
    void cut(List<Chunk> behind, @Nullable TableCut more) {
        if (way.isIn(TablePhase.READING)) {
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
        return way.next() == TablePhase.ASIDE;
    }

    /** The next chunk to be read, which is handed out by that; null where there is none. */
    @Nullable
    ChunkTask handOut() {
        Chunk chunk = way.isIn(TablePhase.READING) ? chunks.handOut() : null;
        return chunk == null ? null : new ChunkTask(new ChunkId(table, generation, chunk.number()), chunk, snapshot());
    }

    /** Takes a chunk back that a reader was given and no checkpoint of the reader has. */
    void takeBack(ChunkId id) {
        Chunk chunk = id.generation() == generation ? chunks.takeBack(id.number()) : null;
        if (chunk == null) {
            return;
        }
        way.chunkIsUnread();
        if (way.isIn(TablePhase.READING)) {
            chunks.planFirst(chunk);
        }
        endIfDrained();
    }

    /** A reader has begun again from a checkpoint: what it read since is not read. */
    void readerBeganAgain(int reader) {
        if (chunks.readerBeganAgain(reader)) {
            way.chunkIsUnread();
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
        if (!report.isRead() && way.isIn(TablePhase.READING)) {
            readAnew(resyncs);
        }
        endIfRead();
        endIfDrained();
    }

    private void endIfRead() {
        if (chunks.areRead()) {
            way.chunksAreRead();
        }
    }

    private void endIfDrained() {
        if (chunks.areBack() && way.chunksAreBack()) {
            forgetSnapshot();
        }
    }

    private void forgetSnapshot() {
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
        if (way.isIn(TablePhase.READING)) {
            chunks.stop();
        }
        way.leave(goal, before);
        endIfDrained();
    }

    /** The reader of the binlog is to let go of the table unless it was read anew more often than this. */
    int released() {
        return way.released();
    }

    /** There is no reader of the binlog that could follow the table. */
    void releaseWithoutReader() {
        if (way.isLetGo()) {
            forgetSnapshot();
        }
    }

    /** The reader of the binlog could not take the table over. */
    void rejected(int number) {
        if (number == resyncs && way.isRejected()) {
            forgetSnapshot();
        }
    }

    /**
     * What the reader of the binlog says of the table.
     *
     * @param followed how often the table had been read anew that it follows; null where it follows none
     * @param refused the same for the one that it refused
     */
    void readerSays(@Nullable Integer followed, @Nullable Integer refused) {
        if (way.readerSays(resyncs, followed, refused)) {
            forgetSnapshot();
        }
    }

    /** The chunks that are handed out, for a message. */
    List<ChunkId> chunksHandedOut() {
        return chunks.handedOut().stream()
                .map(chunk -> new ChunkId(table, generation, chunk.number()))
                .toList();
    }
}
