package dev.tributary.mysql.snapshot;

import dev.tributary.model.TableId;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a table is cut into chunks. Cutting goes on from it, in another process too.
 *
 * @param rows of a chunk
 * @param next the number of the next chunk
 * @param last where the last chunk ended; null before the first
 * @param landmark a bound before the last that must not come again; null before the second
 * @param done whether the last chunk of the table was cut
 */
public record TableCut(
        TableId table,
        ChunkKey key,
        long rows,
        int next,
        @Nullable KeyBound last,
        @Nullable KeyBound landmark,
        boolean done)
        implements Serializable {

    /** Chunks that were cut, and how to go on. */
    public record Step(List<Chunk> chunks, TableCut cut) {
        public Step {
            chunks = List.copyOf(chunks);
        }
    }

    static TableCut begin(TableId table, ChunkKey key, long rows) {
        return new TableCut(table, key, rows, 0, null, null, false);
    }

    Chunk chunkUpTo(@Nullable KeyBound bound) {
        return new Chunk(table, next, key, last, bound);
    }

    /**
     * The cut behind the chunk that ends at the bound.
     *
     * <p>Bounds grow in the server's order, so none comes twice. Should a server order rows otherwise than it compares
     * them, the bounds would go round in a circle, and the cutting would never end. A circle of any length comes to the
     * landmark, which is set anew at each power of two.
     */
    TableCut after(KeyBound bound) {
        if (bound.equals(last) || bound.equals(landmark)) {
            throw new IllegalStateException("MySQL orders the rows of " + table + " by its key " + key.index()
                    + " otherwise than it compares them: the bound " + bound + " came a second time, behind " + last
                    + ". The table cannot be cut into chunks; check it for a corrupt index (CHECK TABLE)");
        }
        int number = next + 1;
        boolean isPowerOfTwo = (number & (number - 1)) == 0;
        return new TableCut(table, key, rows, number, bound, isPowerOfTwo ? bound : landmark, false);
    }

    TableCut finished() {
        return new TableCut(table, key, rows, next + 1, null, null, true);
    }
}
