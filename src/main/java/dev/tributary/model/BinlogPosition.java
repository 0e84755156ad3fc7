package dev.tributary.model;

/**
 * Where in a server's binlog a row change stands, as one number that grows along the binlog.
 *
 * <p>The number is {@code file × 2^40 + position + row}. A row takes at least one byte of its event, so position plus row
 * stays below the next event's position, and the order is total within a server. Snapshot rows have the version
 * of the binlog's end before the snapshot began: they lie below all binlog rows that follow them, and above those of
 * earlier runs.
 */
public final class BinlogPosition {

    private static final int POSITION_BITS = 40;

    private BinlogPosition() {}

    /**
     * @param file the binlog file's name, ending in its number, for example {@code binlog.000042}
     * @param position the event's first byte in the file
     * @param row the row's index within the event
     */
    public static long version(String file, long position, int row) {
        long within = position + row;
        if (within >>> POSITION_BITS != 0) {
            throw new IllegalArgumentException("binlog position " + position + " in " + file + " exceeds 2^40");
        }
        return fileNumber(file) << POSITION_BITS | within;
    }

    private static long fileNumber(String file) {
        long number = 0;
        for (int i = file.lastIndexOf('.') + 1; i < file.length(); i++) {
            int digit = file.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("binlog file '" + file + "' does not end in a number");
            }
            number = number * 10 + digit;
        }
        if (number >>> 23 != 0) {
            throw new IllegalArgumentException("the number of binlog file '" + file + "' exceeds 2^23");
        }
        return number;
    }
}
