package dev.tributary.model;

/**
 * The version of a row change: where it stands in its server's binlog, as one number that grows along the binlog.
 *
 * <p>The number is {@code file × 2^40 + position + row}. A row takes at least one byte of its event, so position plus row
 * stays below the next event's position, and the order is total within a server. Snapshot rows have the version
 * of the binlog's end before the snapshot began: they lie below all binlog rows that follow them, and above those of
 * earlier runs.
 */
public final class RowVersion {

    private static final int POSITION_BITS = 40;
    private static final int FILE_BITS = 23;

    private RowVersion() {}

    /**
     * @param file the binlog file's name, ending in its number, for example {@code binlog.000042}
     * @param position the event's first byte in the file
     * @param row the row's index within the event
     */
    public static long version(String file, long position, int row) {
        return version(fileNumber(file), position, row);
    }

    /** @param fileNumber the number of the binlog file, or a number above those of all files before it */
    public static long version(long fileNumber, long position, int row) {
        long within = position + row;
        if (within >>> POSITION_BITS != 0) {
            throw new IllegalArgumentException("binlog position " + position + " exceeds 2^40");
        }
        if (fileNumber >>> FILE_BITS != 0) {
            throw new IllegalArgumentException("the number of binlog file " + fileNumber + " exceeds 2^23");
        }
        return fileNumber << POSITION_BITS | within;
    }

    /** The file number that a version was made of. */
    public static long fileNumber(long version) {
        return version >>> POSITION_BITS;
    }

    /**
     * The least number that must be added to those of a binlog's files for its end to be at or above a version. Where the rows of
     * that version have come by way of the same files with another number added, that one is not smaller.
     *
     * @param end the version of the binlog's end, with nothing added
     */
    public static long shift(long end, long lowest) {
        if (end >= lowest) {
            return 0;
        }
        long files = fileNumber(lowest) - fileNumber(end);
        return shifted(end, files) >= lowest ? files : files + 1;
    }

    /** The version with a number added to that of its file. */
    public static long shifted(long version, long files) {
        return version + (files << POSITION_BITS);
    }

    /** The number in which the name of a binlog file ends. */
    public static long fileNumber(String file) {
        long number = 0;
        for (int i = file.lastIndexOf('.') + 1; i < file.length(); i++) {
            int digit = file.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number >>> FILE_BITS != 0) {
                throw new IllegalArgumentException("binlog file '" + file + "' does not end in a number below 2^23");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
