package dev.tributary.mapping;

import dev.tributary.mapping.MappedType.Absence;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Dates and times, checked against what ClickHouse holds: the years 1900 to 2299. */
final class TemporalEncoders {

    private static final LocalDate MIN_DATE = LocalDate.of(1900, 1, 1);
    private static final LocalDate MAX_DATE = LocalDate.of(2299, 12, 31);
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MIN_SECOND = MIN_DATE.toEpochDay() * SECONDS_PER_DAY;
    private static final long MAX_SECOND = (MAX_DATE.toEpochDay() + 1) * SECONDS_PER_DAY - 1;
    private static final long MAX_TIME_MICROS = (1000 * 3600L) * 1_000_000 - 1;
    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private static final ValueEncoder WHOLE_YEAR = NumberEncoders.unsigned(16);

    static final String ZERO_TIMESTAMP = "1970-01-01T00:00:00Z";

    private TemporalEncoders() {}

    /** A date as days since the epoch. */
    static void encodeDate(Object value, RowBinaryWriter out) throws UnencodableValueException {
        long day = value instanceof LocalDate date ? date.toEpochDay() : NumberEncoders.toLong(value);
        if (day < MIN_DATE.toEpochDay() || day > MAX_DATE.toEpochDay()) {
            throw OddDates.isNoDate(day)
                    ? noDate(OddDates.text(day))
                    : new UnencodableValueException(
                            OddDates.text(day) + " is outside Date32, " + MIN_DATE + " to " + MAX_DATE);
        }
        out.writeInt((int) day);
    }

    static boolean isNoDate(Object value) {
        return value instanceof Integer day && OddDates.isNoDate(day);
    }

    private static UnencodableValueException noDate(String text) {
        return new UnencodableValueException(text + " is no date, and the column of the target cannot be NULL");
    }

    /** A year; the year zero comes as {@link OddDates#YEAR_ZERO}. */
    static void encodeYear(Object value, RowBinaryWriter out) throws UnencodableValueException {
        long year = NumberEncoders.toLong(value);
        WHOLE_YEAR.encode(year == OddDates.YEAR_ZERO ? 0L : year, out);
    }

    /**
     * A datetime without zone, as milliseconds up to three digits of fraction and as microseconds beyond.
     *
     * @param digits of the fraction, 0 to 6
     */
    static ValueEncoder dateTime(int digits) {
        long perSecond = ticksPerSecond(digits);
        return (value, out) -> {
            if (value instanceof String text) {
                encodeText(text, digits, out);
                return;
            }
            long ticks = NumberEncoders.toLong(value);
            long second = Math.floorDiv(ticks, perSecond);
            writeDateTime(second, Math.floorMod(ticks, perSecond) * (1_000_000 / perSecond), digits, out);
        };
    }

    /** Tells the datetimes whose date has zeros. */
    static Absence noDateTime(int digits) {
        long perSecond = ticksPerSecond(digits);
        return value -> value instanceof Long ticks && OddDates.isNoDateTime(Math.floorDiv(ticks, perSecond));
    }

    static long ticksPerSecond(int digits) {
        return digits <= 3 ? 1_000 : 1_000_000;
    }

    /**
     * An instant as ISO-8601 text, for example {@code 2020-01-01T10:00:00.123Z}.
     *
     * @param digits of the fraction, 0 to 6
     */
    static ValueEncoder timestamp(int digits) {
        return (value, out) -> {
            if (!(value instanceof String text)) {
                throw Unexpected.kind(value, "a timestamp's text");
            }
            if (isNoTimestamp(text)) {
                throw noDate("0000-00-00 00:00:00");
            }
            encodeText(text, digits, out);
        };
    }

    /** MySQL keeps the zero timestamp as the second 0, and has no other use for that second. */
    static boolean isNoTimestamp(Object value) {
        return ZERO_TIMESTAMP.equals(value);
    }

    /**
     * A span of time in microseconds, which may be negative or longer than a day.
     *
     * @param digits of the fraction, 0 to 6
     */
    static ValueEncoder time(int digits) {
        return (value, out) -> {
            long micros = OddTimes.micros(NumberEncoders.toLong(value));
            if (micros < -MAX_TIME_MICROS || micros > MAX_TIME_MICROS) {
                throw new UnencodableValueException("a time of " + micros + " µs is outside Time64, ±999:59:59.999999");
            }
            long unit = POWERS_OF_TEN[6 - digits];
            if (micros % unit != 0) {
                throw finerThan(digits, "a time of " + micros + " µs");
            }
            out.writeLong(micros / unit);
        };
    }

    private static void writeDateTime(long second, long micros, int digits, RowBinaryWriter out)
            throws UnencodableValueException {
        if (second < MIN_SECOND || second > MAX_SECOND) {
            String text = OddDates.textOfSecond(second);
            throw OddDates.isNoDateTime(second)
                    ? noDate(text)
                    : new UnencodableValueException(text + " is outside DateTime64, " + MIN_DATE + " 00:00:00 to "
                            + MAX_DATE + " 23:59:59.999999");
        }
        long unit = POWERS_OF_TEN[6 - digits];
        if (micros % unit != 0) {
            throw finerThan(digits, OddDates.textOfSecond(second) + " and " + micros + " µs");
        }
        out.writeLong(second * POWERS_OF_TEN[digits] + micros / unit);
    }

    private static UnencodableValueException finerThan(int digits, String value) {
        return new UnencodableValueException(value + " is finer than the column's " + digits + " digits of fraction");
    }

    /** Reads {@code yyyy-MM-ddTHH:mm:ss[.f…][Z]} by hand, and leaves every other form to the JDK. */
    private static void encodeText(String text, int digits, RowBinaryWriter out) throws UnencodableValueException {
        try {
            int end = text.endsWith("Z") ? text.length() - 1 : text.length();
            if (!isPlain(text, end)) {
                OffsetDateTime time = OffsetDateTime.parse(text);
                writeDateTime(time.toEpochSecond(), microsOfNanos(time.getNano(), text, digits), digits, out);
                return;
            }
            long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
            long second = number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19);
            long nanos = 0;
            for (int i = 20; i < 29; i++) {
                nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
            }
            writeDateTime(day * SECONDS_PER_DAY + second, microsOfNanos(nanos, text, digits), digits, out);
        } catch (DateTimeException e) {
            throw new UnencodableValueException("'" + text + "' is not a timestamp: " + e.getMessage());
        }
    }

    private static boolean isPlain(String text, int end) {
        if (end != 19 && (end < 21 || end > 29 || text.charAt(19) != '.')) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            boolean separator = i == 4 || i == 7 || i == 10 || i == 13 || i == 16 || i == 19;
            if (separator == isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String digits, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digits.charAt(i) - '0';
        }
        return number;
    }

    private static long microsOfNanos(long nanos, String text, int digits) throws UnencodableValueException {
        if (nanos % 1000 != 0) {
            throw finerThan(digits, text);
        }
        return nanos / 1000;
    }
}
