package dev.tributary.mysql;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a row event whose own reader loses something: dates with zeros, negative times, the year zero, numbers within documents. Texts
 * and bytes stay bytes, since the event does not say which they are. The formats are those of MySQL's row events.
 */
public final class BinlogCells {

    private static final int[] NANOS_PER_FRACTION = {0, 10_000_000, 100_000, 1_000};

    private BinlogCells() {}

    /**
     * @param meta the column's metadata of the table map event
     * @param length of the length field of a fixed text
     * @return null for a type that is left to the event's own reader, whose position is then unchanged
     */
    public static @Nullable Serializable read(ColumnType type, int meta, int length, ByteArrayInputStream in)
            throws IOException {
        return switch (type) {
            case STRING -> in.read(in.readInteger(length < 256 ? 1 : 2));
            case VARCHAR, VAR_STRING -> in.read(in.readInteger(meta < 256 ? 1 : 2));
            case DATE, NEWDATE -> date(in.readInteger(3));
            case DATETIME -> oldDateTime(in.readLong(8));
            case DATETIME_V2 -> dateTime(meta, in);
            case TIMESTAMP -> Instant.ofEpochSecond(in.readLong(4)).atZone(ZoneOffset.UTC);
            case TIMESTAMP_V2 ->
                Instant.ofEpochSecond(bigEndian(in, 4), nanos(meta, in)).atZone(ZoneOffset.UTC);
            case TIME -> oldTime(in.readInteger(3));
            case TIME_V2 -> time(meta, in);
            case YEAR -> year(in.readInteger(1));
            case JSON -> JsonCells.text(in.read(in.readInteger(meta)));
            default -> null;
        };
    }

    private static LocalDate date(int packed) {
        return OddDates.date(packed >> 9, packed >> 5 & 15, packed & 31);
    }

    private static Year year(int since1900) {
        return Year.of(since1900 == 0 ? OddDates.YEAR_ZERO : 1900 + since1900);
    }

    /** Digits as a number, {@code yyyyMMddHHmmss}, in tables that were made before MySQL 5.6. */
    private static LocalDateTime oldDateTime(long digits) {
        int date = (int) (digits / 1_000_000);
        int time = (int) (digits % 1_000_000);
        return LocalDateTime.of(
                OddDates.date(date / 10_000, date / 100 % 100, date % 100),
                LocalTime.of(time / 10_000, time / 100 % 100, time % 100));
    }

    private static LocalDateTime dateTime(int meta, ByteArrayInputStream in) throws IOException {
        long packed = bigEndian(in, 5) - (1L << 39);
        int nanos = nanos(meta, in);
        int month = (int) (packed >> 22);
        return LocalDateTime.of(
                OddDates.date(month / 13, month % 13, (int) (packed >> 17 & 31)),
                LocalTime.of((int) (packed >> 12 & 31), (int) (packed >> 6 & 63), (int) (packed & 63), nanos));
    }

    /** Digits as a signed number, {@code HHmmss}, in tables that were made before MySQL 5.6. */
    private static Duration oldTime(int digits) {
        int signed = digits << 8 >> 8;
        int size = Math.abs(signed);
        Duration time = Duration.ofSeconds(size / 10_000 * 3_600L + size / 100 % 100 * 60L + size % 100);
        return signed < 0 ? time.negated() : time;
    }

    /** Hours, minutes, seconds and fraction as one number above an offset, so that negative ones sort below. */
    private static Duration time(int meta, ByteArrayInputStream in) throws IOException {
        int fractionBits = 8 * fractionBytes(meta);
        long packed = bigEndian(in, 3 + fractionBytes(meta)) - (1L << (23 + fractionBits));
        long size = Math.abs(packed);
        long clock = size >> fractionBits;
        long fraction = size & (1L << fractionBits) - 1;
        Duration time = Duration.ofSeconds((clock >> 12) * 3_600 + (clock >> 6 & 63) * 60 + (clock & 63))
                .plusNanos(fraction * NANOS_PER_FRACTION[fractionBytes(meta)]);
        return packed < 0 ? time.negated() : time;
    }

    private static int nanos(int meta, ByteArrayInputStream in) throws IOException {
        int bytes = fractionBytes(meta);
        return (int) bigEndian(in, bytes) * NANOS_PER_FRACTION[bytes];
    }

    /** @param digits of the fraction, 0 to 6 */
    private static int fractionBytes(int digits) {
        return (digits + 1) / 2;
    }

    private static long bigEndian(ByteArrayInputStream in, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | in.readInteger(1);
        }
        return number;
    }
}
