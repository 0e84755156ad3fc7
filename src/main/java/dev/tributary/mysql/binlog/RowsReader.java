package dev.tributary.mysql.binlog;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Reads WRITE_ROWS, UPDATE_ROWS and DELETE_ROWS events down to where their rows begin. */
final class RowsReader {

    /** Names no table: the event only ends a statement. */
    private static final long NO_TABLE = 0xFFFFFF;

    private static final int NO_FOREIGN_KEY_CHECKS = 2;

    private RowsReader() {}

    /**
     * Reads the event's body.
     *
     * @param postHeader the length of its fixed part: 6 with table numbers of 4 bytes, 10 with extra data
     * @return null for an event without rows
     */
    static @Nullable RowsData read(EventBytes in, RowsData.Kind kind, int postHeader) {
        long table = in.unsigned(postHeader == 6 ? 4 : 6);
        boolean foreignKeys = (in.unsigned16() & NO_FOREIGN_KEY_CHECKS) == 0;
        if (postHeader == 10) {
            int extra = in.unsigned16(); // counts its own two bytes
            in.skip(extra - 2);
        }
        int columns = in.packedCount();
        BitSet first = in.bits(columns);
        BitSet none = new BitSet();
        BitSet before = kind == RowsData.Kind.INSERT ? none : first;
        BitSet after = switch (kind) {
            case INSERT -> first;
            case UPDATE -> in.bits(columns);
            case DELETE -> none;
        };
        if (table == NO_TABLE && in.remaining() == 0) {
            return null;
        }
        return new RowsData(table, kind, foreignKeys, columns, before, after, in.array(), in.position(), in.end());
    }
}
