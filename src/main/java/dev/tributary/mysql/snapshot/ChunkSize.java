package dev.tributary.mysql.snapshot;

/**
 * How large chunks are made, by the server's estimates.
 *
 * @param rows at most
 * @param bytes about at most; a chunk has one row at least
 */
public record ChunkSize(long rows, long bytes) {

    /** The bytes where nothing else is said. */
    public static final long USUAL_BYTES = 64L << 20;

    public ChunkSize {
        if (rows < 1 || bytes < 1) {
            throw new IllegalArgumentException("a chunk needs room, not " + rows + " rows and " + bytes + " bytes");
        }
    }

    /** @param rows at most, with the usual bytes */
    public static ChunkSize ofRows(long rows) {
        return new ChunkSize(rows, USUAL_BYTES);
    }

    /** Whether a table of this size is one chunk. */
    boolean holds(TableSize table) {
        return table.rows() <= rows && table.bytes() <= bytes;
    }

    /** How many rows of a table make a chunk. */
    long rowsOf(TableSize table) {
        return Math.max(1, Math.min(rows, bytes / Math.max(1, table.bytesPerRow())));
    }
}
