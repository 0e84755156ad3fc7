package dev.tributary.mysql.source;

import dev.tributary.mysql.snapshot.Chunk;
import dev.tributary.mysql.snapshot.TableCut;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chunks of one snapshot of a table: which are still to be cut, to be handed out, or to come back. */
final class TableChunks {

    /** How far the table is cut; null where it is as a whole. */
    private @Nullable TableCut cut;

    /** How many chunks were cut so far, and of how many rows; for people, and not in the state. */
    private int cutCount;

    private long rowsOfChunk;

    private final Deque<Chunk> planned = new ArrayDeque<>();
    private final Map<Integer, Chunk> handedOut = new TreeMap<>();

    /** The reader of each chunk that was read without a complete checkpoint that has it, in a bounded run. */
    private final Map<Integer, Integer> readBy = new HashMap<>();

    static TableChunks restored(@Nullable TableCut cut, Collection<Chunk> planned, Collection<Chunk> handedOut) {
        TableChunks chunks = new TableChunks();
        chunks.add(planned, cut);
        handedOut.forEach(chunk -> chunks.handedOut.put(chunk.number(), chunk));
        chunks.cutCount = cut == null
                ? 1
                        + Stream.concat(planned.stream(), handedOut.stream())
                                .mapToInt(Chunk::number)
                                .max()
                                .orElse(-1)
                : cut.next();
        return chunks;
    }

    /** @param more how to cut the chunks behind these; null where they are the last */
    void add(Collection<Chunk> behind, @Nullable TableCut more) {
        planned.addAll(behind);
        cutCount += behind.size();
        rowsOfChunk = more == null ? rowsOfChunk : more.rows();
        cut = more == null || more.done() ? null : more;
    }

    @Nullable
    TableCut cut() {
        return cut;
    }

    /** Counts the chunks of the next snapshot, not those of one that was given up. */
    void countAnew() {
        cutCount = 0;
        rowsOfChunk = 0;
    }

    /** How many chunks of the snapshot are known. */
    int cutCount() {
        return cutCount;
    }

    /** How many of them are in complete checkpoints, or, in a bounded run, read. */
    int readCount() {
        return Math.max(0, cutCount - planned.size() - handedOut.size() + readBy.size());
    }

    /** How many rows a chunk has; 0 where the table is one chunk, or nobody knows. */
    long rowsOfChunk() {
        return rowsOfChunk;
    }

    List<Chunk> planned() {
        return List.copyOf(planned);
    }

    int plannedCount() {
        return planned.size();
    }

    List<Chunk> handedOut() {
        return List.copyOf(handedOut.values());
    }

    /** The next one to be read, which is handed out by that; null where there is none. */
    @Nullable
    Chunk handOut() {
        Chunk chunk = planned.poll();
        if (chunk != null) {
            handedOut.put(chunk.number(), chunk);
        }
        return chunk;
    }

    /** A chunk that a reader was given and has not read; null where it has none of this number. */
    @Nullable
    Chunk takeBack(int number) {
        readBy.remove(number);
        return handedOut.remove(number);
    }

    void planFirst(Chunk chunk) {
        planned.addFirst(chunk);
    }

    /** @return whether there are chunks that the reader had read and has to read again */
    boolean readerBeganAgain(int reader) {
        return readBy.values().removeIf(by -> by == reader);
    }

    boolean isHandedOut(int number) {
        return handedOut.containsKey(number);
    }

    /** @param reader null where a complete checkpoint has the chunk */
    void read(int number, @Nullable Integer reader) {
        if (reader != null) {
            readBy.put(number, reader);
        } else {
            handedOut.remove(number);
        }
    }

    boolean areRead() {
        return cut == null && planned.isEmpty() && readBy.keySet().containsAll(handedOut.keySet());
    }

    boolean areBack() {
        return handedOut.isEmpty();
    }

    /** Hands no more out. */
    void stop() {
        planned.clear();
    }

    /** Cuts no more. */
    void stopCutting() {
        cut = null;
    }
}
