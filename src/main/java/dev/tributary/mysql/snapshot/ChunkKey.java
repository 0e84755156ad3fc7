package dev.tributary.mysql.snapshot;

import java.io.Serializable;
import java.util.List;

/**
 * What a table is cut along: the leading columns of a key, as many as can be compared exactly and by the index. Fewer
 * columns than the key has make chunks that are less even, but every row lies in exactly one of them.
 *
 * @param index the key's name; empty where there is none to cut along, and the table is one chunk
 */
public record ChunkKey(String index, List<KeyPart> parts) implements Serializable {

    private static final ChunkKey NONE = new ChunkKey("", List.of());

    public ChunkKey {
        parts = List.copyOf(parts);
        if (index.isEmpty() != parts.isEmpty()) {
            throw new IllegalArgumentException("a key has a name and columns, or neither: '" + index + "' " + parts);
        }
    }

    /** Nothing to cut along. */
    public static ChunkKey none() {
        return NONE;
    }

    public boolean isNone() {
        return parts.isEmpty();
    }
}
