package dev.tributary.mapping;

import java.math.BigDecimal;

/**
 * Writes the non-null values of one column as RowBinary of its ClickHouse type. It has a method for each kind of value
 * that a {@link ValueSink} is told; those that the column's type does not have are refused.
 *
 * <p>Every method throws {@link UnencodableValueException} where the target type cannot hold exactly this value. What
 * was written by then is the caller's to cut off.
 */
public abstract class ValueEncoder {

    private static final int MOST_CHARACTERS_SHOWN = 100;

    private final String expected;

    /** @param expected the kind of value that is taken, with its article, for the errors about others */
    protected ValueEncoder(String expected) {
        this.expected = expected;
    }

    public void whole(long value, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a whole number", Long.toString(value));
    }

    public void unsigned(long bits, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("an unsigned number", Long.toUnsignedString(bits));
    }

    public void decimal(long unscaled, int scale, RowBinaryWriter out) throws UnencodableValueException {
        decimal(BigDecimal.valueOf(unscaled, scale), out);
    }

    public void decimal(BigDecimal value, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a decimal", value.toString());
    }

    public void single(float value, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a number of single precision", Float.toString(value));
    }

    public void real(double value, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a number of double precision", Double.toString(value));
    }

    public void text(byte[] utf8, int from, int length, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a text", Utf8.shown(utf8, from, Math.min(length, 4 * MOST_CHARACTERS_SHOWN)));
    }

    public void text(String text, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a text", text);
    }

    public void bytes(byte[] bytes, int from, int length, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("bytes", length + " of them");
    }

    public void date(int year, int month, int day, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a date", Dates.text(year, month, day));
    }

    public void dateTime(
            int year, int month, int day, int hour, int minute, int second, int micros, RowBinaryWriter out)
            throws UnencodableValueException {
        throw unexpected("a datetime", Dates.text(year, month, day, hour, minute, second));
    }

    public void timestamp(long epochSecond, int micros, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a timestamp", Dates.textOfSecond(epochSecond));
    }

    public void time(long micros, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a time", micros + " µs");
    }

    public void member(int number, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("the member of an enum", "number " + number);
    }

    public void members(long bits, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("the members of a set", "bits " + Long.toBinaryString(bits));
    }

    public void document(String json, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a JSON document", json);
    }

    public void geometry(byte[] bytes, int from, int length, RowBinaryWriter out) throws UnencodableValueException {
        throw unexpected("a spatial value", length + " bytes");
    }

    private UnencodableValueException unexpected(String kind, String value) {
        String shown =
                value.length() <= MOST_CHARACTERS_SHOWN ? value : value.substring(0, MOST_CHARACTERS_SHOWN) + "…";
        return new UnencodableValueException(kind + " where " + expected + " was expected: " + shown);
    }
}
