package dev.tributary.mysql.binlog;

/** Whole numbers and floating ones, little endian; bit fields, big endian; members by number or by bits. */
final class NumberCells {

    private NumberCells() {}

    static CellFormat int8(boolean unsigned) {
        return CellFormat.ofWidth(
                1,
                unsigned
                        ? (bytes, from, length, sink) -> sink.whole(bytes[from] & 0xFF)
                        : (bytes, from, length, sink) -> sink.whole(bytes[from]));
    }

    static CellFormat int16(boolean unsigned) {
        return CellFormat.ofWidth(
                2,
                unsigned
                        ? (bytes, from, length, sink) -> sink.whole(CellBytes.int16(bytes, from) & 0xFFFF)
                        : (bytes, from, length, sink) -> sink.whole(CellBytes.int16(bytes, from)));
    }

    static CellFormat int24(boolean unsigned) {
        return CellFormat.ofWidth(
                3,
                unsigned
                        ? (bytes, from, length, sink) -> sink.whole(CellBytes.littleEndian(bytes, from, 3))
                        : (bytes, from, length, sink) ->
                                sink.whole((int) CellBytes.littleEndian(bytes, from, 3) << 8 >> 8));
    }

    static CellFormat int32(boolean unsigned) {
        return CellFormat.ofWidth(
                4,
                unsigned
                        ? (bytes, from, length, sink) ->
                                sink.whole(Integer.toUnsignedLong(CellBytes.int32(bytes, from)))
                        : (bytes, from, length, sink) -> sink.whole(CellBytes.int32(bytes, from)));
    }

    static CellFormat int64(boolean unsigned) {
        return CellFormat.ofWidth(
                8,
                unsigned
                        ? (bytes, from, length, sink) -> sink.unsigned(CellBytes.int64(bytes, from))
                        : (bytes, from, length, sink) -> sink.whole(CellBytes.int64(bytes, from)));
    }

    static CellFormat single() {
        return CellFormat.ofWidth(
                4, (bytes, from, length, sink) -> sink.single(Float.intBitsToFloat(CellBytes.int32(bytes, from))));
    }

    static CellFormat real() {
        return CellFormat.ofWidth(
                8, (bytes, from, length, sink) -> sink.real(Double.longBitsToDouble(CellBytes.int64(bytes, from))));
    }

    /** @param count of bits, 1 to 64 */
    static CellFormat bits(int count) {
        if (count < 1 || count > Long.SIZE) {
            throw new IllegalArgumentException("a BIT field of " + count + " bits");
        }
        return CellFormat.ofWidth(
                (count + 7) / 8,
                (bytes, from, length, sink) -> sink.unsigned(CellBytes.bigEndian(bytes, from, length)));
    }

    /** @param width of the number, 1 or 2 bytes */
    static CellFormat member(int width) {
        if (width < 1 || width > 2) {
            throw new IllegalArgumentException("an ENUM of " + width + " bytes");
        }
        return CellFormat.ofWidth(
                width, (bytes, from, length, sink) -> sink.member((int) CellBytes.littleEndian(bytes, from, length)));
    }

    /** @param width of the bits, 1 to 8 bytes */
    static CellFormat members(int width) {
        if (width < 1 || width > Long.BYTES) {
            throw new IllegalArgumentException("a SET of " + width + " bytes");
        }
        return CellFormat.ofWidth(
                width, (bytes, from, length, sink) -> sink.members(CellBytes.littleEndian(bytes, from, length)));
    }
}
