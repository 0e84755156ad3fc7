package dev.tributary.mysql.binlog;

/**
 * How row images hold the values of one column.
 *
 * @param width of every value, in bytes; or, negative, of the length that stands before each one, little endian
 */
record CellFormat(int width, Cell cell) {

    static CellFormat ofWidth(int width, Cell cell) {
        return new CellFormat(width, cell);
    }

    /** @param lengthBytes 1 to 4 */
    static CellFormat behindLength(int lengthBytes, Cell cell) {
        if (lengthBytes < 1 || lengthBytes > Integer.BYTES) {
            throw new IllegalArgumentException("a length of " + lengthBytes + " bytes");
        }
        return new CellFormat(-lengthBytes, cell);
    }
}
