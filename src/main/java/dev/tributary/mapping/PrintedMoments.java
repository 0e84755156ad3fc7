package dev.tributary.mapping;

/**
 * Dates and times as MySQL prints them, in a String: also those that are none, such as {@code 0000-00-00}, and those of any
 * year. A timestamp is printed in UTC. Digits are written straight into the row.
 */
final class PrintedMoments extends ValueEncoder {

    private static final int DATE_LENGTH = 10;
    private static final int CLOCK_LENGTH = 8;
    private static final long SECONDS_PER_HOUR = 3_600;

    private final int digits;
    private final int fractionLength;
    private final long unit;

    /** @param digits of the fraction, 0 to 6 */
    PrintedMoments(int digits) {
        super("a date or time");
        this.digits = digits;
        this.fractionLength = digits == 0 ? 0 : digits + 1;
        long microsOfLastDigit = 1;
        for (int i = digits; i < 6; i++) {
            microsOfLastDigit *= 10;
        }
        this.unit = microsOfLastDigit;
    }

    @Override
    public void date(int year, int month, int day, RowBinaryWriter out) {
        out.writeVarInt(DATE_LENGTH);
        writeDate(year, month, day, out);
    }

    @Override
    public void dateTime(
            int year, int month, int day, int hour, int minute, int second, int micros, RowBinaryWriter out)
            throws UnencodableValueException {
        long fraction = fraction(micros);
        out.writeVarInt(DATE_LENGTH + 1 + CLOCK_LENGTH + fractionLength);
        writeDate(year, month, day, out);
        out.writeByte(' ');
        writeClock(hour, minute, second, fraction, out);
    }

    @Override
    public void timestamp(long epochSecond, int micros, RowBinaryWriter out) throws UnencodableValueException {
        if (Dates.isNoTimestamp(epochSecond, micros)) {
            dateTime(0, 0, 0, 0, 0, 0, 0, out);
            return;
        }
        int clock = (int) Math.floorMod(epochSecond, Dates.SECONDS_PER_DAY);
        int date = Dates.packedDate(Math.floorDiv(epochSecond, Dates.SECONDS_PER_DAY));
        dateTime(date / 10_000, date / 100 % 100, date % 100, clock / 3_600, clock / 60 % 60, clock % 60, micros, out);
    }

    @Override
    public void time(long micros, RowBinaryWriter out) throws UnencodableValueException {
        long size = Math.abs(micros);
        long seconds = size / 1_000_000;
        long hours = seconds / SECONDS_PER_HOUR;
        long fraction = fraction(size % 1_000_000);
        int hourDigits = hours < 100 ? 2 : Long.toString(hours).length();
        out.writeVarInt((micros < 0 ? 1 : 0) + hourDigits + CLOCK_LENGTH - 2 + fractionLength);
        if (micros < 0) {
            out.writeByte('-');
        }
        writeNumber(hours, hourDigits, out);
        writeRest((int) (seconds / 60 % 60), (int) (seconds % 60), fraction, out);
    }

    /** The digits behind the point as one number. */
    private long fraction(long micros) throws UnencodableValueException {
        if (micros % unit != 0) {
            throw new UnencodableValueException(
                    micros + " µs of a second are finer than the column's " + digits + " digits of fraction");
        }
        return micros / unit;
    }

    private static void writeDate(int year, int month, int day, RowBinaryWriter out) {
        writeNumber(year, 4, out);
        out.writeByte('-');
        writeNumber(month, 2, out);
        out.writeByte('-');
        writeNumber(day, 2, out);
    }

    private void writeClock(int hour, int minute, int second, long fraction, RowBinaryWriter out) {
        writeNumber(hour, 2, out);
        writeRest(minute, second, fraction, out);
    }

    private void writeRest(int minute, int second, long fraction, RowBinaryWriter out) {
        out.writeByte(':');
        writeNumber(minute, 2, out);
        out.writeByte(':');
        writeNumber(second, 2, out);
        if (digits > 0) {
            out.writeByte('.');
            writeNumber(fraction, digits, out);
        }
    }

    /** The last so many digits, with zeros before them. */
    private static void writeNumber(long number, int count, RowBinaryWriter out) {
        long power = 1;
        for (int i = 1; i < count; i++) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            out.writeByte((int) ('0' + number / power % 10));
        }
    }
}
