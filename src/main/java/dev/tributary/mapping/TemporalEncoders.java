package dev.tributary.mapping;

import java.time.LocalDate;

/** Dates and times, checked against what ClickHouse holds: the years 1900 to 2299, and in newer versions more. */
final class TemporalEncoders {

    private static final LocalDate MIN_DATE = LocalDate.of(1900, 1, 1);
    private static final LocalDate MAX_DATE = LocalDate.of(2299, 12, 31);
    private static final int MIN_YEAR = 1900;
    private static final int MAX_YEAR = 2299;
    private static final long MIN_SECOND = MIN_DATE.toEpochDay() * Dates.SECONDS_PER_DAY;
    private static final long MAX_SECOND = (MAX_DATE.toEpochDay() + 1) * Dates.SECONDS_PER_DAY - 1;
    private static final long MAX_TIME_MICROS = (1000 * 3600L) * 1_000_000 - 1;
    private static final long[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private TemporalEncoders() {}

    /** A date as days since the epoch. */
    static ValueEncoder date() {
        return new ValueEncoder("a date") {
            @Override
            public void date(int year, int month, int day, RowBinaryWriter out) throws UnencodableValueException {
                if (year < MIN_YEAR || year > MAX_YEAR || !Dates.isInCalendar(year, month, day)) {
                    throw noDate(
                            Dates.text(year, month, day),
                            month,
                            day,
                            "Date32, " + MIN_DATE + " to " + MAX_DATE,
                            year < MIN_YEAR || year > MAX_YEAR);
                }
                out.writeInt((int) Dates.epochDay(year, month, day));
            }
        };
    }

    private static UnencodableValueException noDate(String text, int month, int day, String type, boolean isOutside) {
        if (Dates.isNoDate(month, day)) {
            return noDate(text);
        }
        return new UnencodableValueException(
                isOutside
                        ? text + " is outside " + type + "; out-of-range-dates can have it otherwise"
                        : text + " is no date of the calendar");
    }

    private static UnencodableValueException noDate(String text) {
        return new NoDateException(text);
    }

    /**
     * A datetime without zone, or an instant.
     *
     * @param digits of the fraction, 0 to 6
     */
    private abstract static class Moment extends ValueEncoder {
        final int digits;

        /** Microseconds of the last digit. */
        private final long unit;

        private final long perSecond;

        Moment(String expected, int digits) {
            super(expected);
            this.digits = digits;
            this.unit = POWERS_OF_TEN[6 - digits];
            this.perSecond = POWERS_OF_TEN[digits];
        }

        void write(long second, int micros, RowBinaryWriter out) throws UnencodableValueException {
            if (micros % unit != 0) {
                throw finerThan(digits, Dates.textOfSecond(second) + " and " + micros + " µs");
            }
            out.writeLong(second * perSecond + micros / unit);
        }
    }

    /** @param digits of the fraction, 0 to 6 */
    static ValueEncoder dateTime(int digits) {
        return dateTime(digits, DateRange.USUAL);
    }

    /**
     * @param digits of the fraction, 0 to 6
     * @param range the years that the target's type has
     */
    static ValueEncoder dateTime(int digits, DateRange range) {
        int first = range.firstYear();
        int last = range.lastYear();
        return new Moment("a datetime", digits) {
            @Override
            public void dateTime(
                    int year, int month, int day, int hour, int minute, int second, int micros, RowBinaryWriter out)
                    throws UnencodableValueException {
                if (year < first || year > last || !Dates.isInCalendar(year, month, day)) {
                    String text = Dates.text(year, month, day, hour, minute, second);
                    throw noDate(text, month, day, range.moments(), year < first || year > last);
                }
                long clock = hour * 3_600L + minute * 60L + second;
                write(Dates.epochDay(year, month, day) * Dates.SECONDS_PER_DAY + clock, micros, out);
            }
        };
    }

    /** @param digits of the fraction, 0 to 6 */
    static ValueEncoder timestamp(int digits) {
        return new Moment("a timestamp", digits) {
            @Override
            public void timestamp(long epochSecond, int micros, RowBinaryWriter out) throws UnencodableValueException {
                if (Dates.isNoTimestamp(epochSecond, micros)) {
                    throw noDate("0000-00-00 00:00:00");
                }
                if (epochSecond < MIN_SECOND || epochSecond > MAX_SECOND) {
                    throw new UnencodableValueException(
                            Dates.textOfSecond(epochSecond) + " is outside " + DateRange.USUAL.moments());
                }
                write(epochSecond, micros, out);
            }
        };
    }

    /**
     * A span of time, which may be negative or longer than a day.
     *
     * @param digits of the fraction, 0 to 6
     */
    static ValueEncoder time(int digits) {
        long unit = POWERS_OF_TEN[6 - digits];
        return new ValueEncoder("a time") {
            @Override
            public void time(long micros, RowBinaryWriter out) throws UnencodableValueException {
                if (micros < -MAX_TIME_MICROS || micros > MAX_TIME_MICROS) {
                    throw new UnencodableValueException(
                            "a time of " + micros + " µs is outside Time64, ±999:59:59.999999");
                }
                if (micros % unit != 0) {
                    throw finerThan(digits, "a time of " + micros + " µs");
                }
                out.writeLong(micros / unit);
            }
        };
    }

    private static UnencodableValueException finerThan(int digits, String value) {
        return new UnencodableValueException(value + " is finer than the column's " + digits + " digits of fraction");
    }
}
