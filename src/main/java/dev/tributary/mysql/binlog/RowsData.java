package dev.tributary.mysql.binlog;

import java.util.BitSet;

/**
 * The rows of an event, as bytes.
 *
 * @param table the {@link TableMap#number}
 * @param foreignKeys whether the session had foreign keys checked; if not, none of them acted
 * @param columns how many columns each row image has bits for
 * @param before the columns that the images before the change hold; empty for inserts
 * @param after the columns that the images behind the change hold; empty for deletes
 * @param bytes in which the row images stand from {@code from} to {@code to}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RowsData(
        long table,
        Kind kind,
        boolean foreignKeys,
        int columns,
        BitSet before,
        BitSet after,
        byte[] bytes,
        int from,
        int to) {

    /** What happened to the rows. */
    public enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    /**
     * Whether every image holds every column, as with binlog_row_image = FULL.
     *
     * @param visible how many columns the table has; more can have bits here, see {@link BinlogColumns}
     */
    public boolean isWhole(int visible) {
        return switch (kind) {
            case INSERT -> after.cardinality() == visible;
            case DELETE -> before.cardinality() == visible;
            case UPDATE -> after.cardinality() == visible && before.cardinality() == visible;
        };
    }
}
