package dev.tributary.mysql.binlog;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;

/**
 * Dates and times. Tables that were made before MySQL 5.6 keep the old formats, which have no fraction, until they are
 * rebuilt; so do those of MariaDB with {@code mysql56_temporal_format=OFF}.
 */
final class TemporalCells {

    private static final int[] MICROS_PER_FRACTION = {0, 10_000, 100, 1};
    private static final long MICROS_PER_SECOND = 1_000_000;

    private TemporalCells() {}

    /** Day in the lowest five bits, month in four, year above. */
    static void date(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
        int packed = (int) CellBytes.littleEndian(bytes, from, 3);
        sink.date(packed >> 9, packed >> 5 & 15, packed & 31);
    }

    static void year(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
        int since1900 = bytes[from] & 0xFF;
        sink.whole(since1900 == 0 ? 0 : 1900 + since1900);
    }

    /** Digits as a number, {@code yyyyMMddHHmmss}. */
    static void oldDateTime(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
        long digits = CellBytes.int64(bytes, from);
        int date = (int) (digits / 1_000_000);
        int time = (int) (digits % 1_000_000);
        sink.dateTime(date / 10_000, date / 100 % 100, date % 100, time / 10_000, time / 100 % 100, time % 100, 0);
    }

    /** Digits as a signed number, {@code HHmmss}. */
    static void oldTime(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
        int signed = (int) CellBytes.littleEndian(bytes, from, 3) << 8 >> 8;
        int size = Math.abs(signed);
        long seconds = size / 10_000 * 3_600L + size / 100 % 100 * 60L + size % 100;
        sink.time((signed < 0 ? -seconds : seconds) * MICROS_PER_SECOND);
    }

    static void oldTimestamp(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
        sink.timestamp(Integer.toUnsignedLong(CellBytes.int32(bytes, from)), 0);
    }

    /** @param digits of the fraction, 0 to 6 */
    static CellFormat timestamp(int digits) {
        return CellFormat.ofWidth(
                4 + fractionBytes(digits),
                (bytes, from, length, sink) ->
                        sink.timestamp(CellBytes.bigEndian(bytes, from, 4), micros(bytes, from + 4, length - 4)));
    }

    /**
     * Above an offset: year × 13 + month, day in five bits, hour in five, minute and second in six.
     *
     * @param digits of the fraction, 0 to 6
     */
    static CellFormat dateTime(int digits) {
        return CellFormat.ofWidth(5 + fractionBytes(digits), (bytes, from, length, sink) -> {
            long packed = CellBytes.bigEndian(bytes, from, 5) - (1L << 39);
            int month = (int) (packed >> 22);
            int clock = (int) packed;
            sink.dateTime(
                    month / 13,
                    month % 13,
                    clock >> 17 & 31,
                    clock >> 12 & 31,
                    clock >> 6 & 63,
                    clock & 63,
                    micros(bytes, from + 5, length - 5));
        });
    }

    /**
     * Hours, minutes in six bits, seconds in six, and the fraction as one number above an offset, so that negative ones
     * sort below.
     *
     * @param digits of the fraction, 0 to 6
     */
    static CellFormat time(int digits) {
        return CellFormat.ofWidth(3 + fractionBytes(digits), (bytes, from, length, sink) -> {
            int fractionBytes = length - 3;
            int fractionBits = 8 * fractionBytes;
            long packed = CellBytes.bigEndian(bytes, from, length) - (1L << (23 + fractionBits));
            long size = Math.abs(packed);
            long clock = size >> fractionBits;
            long fraction = size & (1L << fractionBits) - 1;
            long seconds = (clock >> 12) * 3_600 + (clock >> 6 & 63) * 60 + (clock & 63);
            long micros = seconds * MICROS_PER_SECOND + fraction * MICROS_PER_FRACTION[fractionBytes];
            sink.time(packed < 0 ? -micros : micros);
        });
    }

    private static int micros(byte[] bytes, int at, int size) {
        return (int) CellBytes.bigEndian(bytes, at, size) * MICROS_PER_FRACTION[size];
    }

    private static int fractionBytes(int digits) {
        if (digits < 0 || digits > 6) {
            throw new IllegalArgumentException("a fraction of " + digits + " digits");
        }
        return (digits + 1) / 2;
    }
}
