package dev.tributary.mysql.snapshot;

import dev.tributary.model.TableId;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A part of a table that is read by one query. The chunks of a table hold every row once.
 *
 * @param number from 0 on, in the order of the key
 * @param after the key of the last row before the chunk; null for the first one
 * @param upTo the key of the last row in the chunk when it was cut; null for the last one
 */
public record Chunk(
        TableId table,
        int number,
        ChunkKey key,
        @Nullable KeyBound after,
        @Nullable KeyBound upTo) implements Serializable {

    public Chunk {
        requireBound(key, after);
        requireBound(key, upTo);
        if (after != null && after.equals(upTo)) {
            throw new IllegalArgumentException(
                    "chunk " + number + " of " + table + " ends where it begins, at " + after);
        }
    }

    private static void requireBound(ChunkKey key, @Nullable KeyBound bound) {
        if (bound == null) {
            return;
        }
        if (bound.literals().size() != key.parts().size()) {
            throw new IllegalArgumentException("the bound " + bound + " does not fit the key " + key);
        }
        for (int i = 0; i < key.parts().size(); i++) {
            key.parts().get(i).requireLiteral(bound.literals().get(i));
        }
    }

    /** A whole table. */
    public static Chunk whole(TableId table) {
        return new Chunk(table, 0, ChunkKey.none(), null, null);
    }

    /** Whether no rows come after it in the order of the key. */
    public boolean isLast() {
        return upTo == null;
    }

    @Override
    public String toString() {
        return "chunk " + number + " of " + table + (after == null ? "" : " after " + after)
                + (upTo == null ? "" : " up to " + upTo);
    }
}
