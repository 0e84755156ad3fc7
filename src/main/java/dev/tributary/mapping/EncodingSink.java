package dev.tributary.mapping;

import java.math.BigDecimal;

/** Hands the values that it is told to an encoder; for columns of one type, without NULL. */
public final class EncodingSink implements ValueSink {

    private final ValueEncoder encoder;
    private final RowBinaryWriter out;

    public EncodingSink(ValueEncoder encoder, RowBinaryWriter out) {
        this.encoder = encoder;
        this.out = out;
    }

    @Override
    public void nothing() throws UnencodableValueException {
        throw new UnencodableValueException("NULL where a value was expected");
    }

    @Override
    public void whole(long value) throws UnencodableValueException {
        encoder.whole(value, out);
    }

    @Override
    public void unsigned(long bits) throws UnencodableValueException {
        encoder.unsigned(bits, out);
    }

    @Override
    public void decimal(long unscaled, int scale) throws UnencodableValueException {
        encoder.decimal(unscaled, scale, out);
    }

    @Override
    public void decimal(BigDecimal value) throws UnencodableValueException {
        encoder.decimal(value, out);
    }

    @Override
    public void single(float value) throws UnencodableValueException {
        encoder.single(value, out);
    }

    @Override
    public void real(double value) throws UnencodableValueException {
        encoder.real(value, out);
    }

    @Override
    public void text(byte[] utf8, int from, int length) throws UnencodableValueException {
        encoder.text(utf8, from, length, out);
    }

    @Override
    public void text(String text) throws UnencodableValueException {
        encoder.text(text, out);
    }

    @Override
    public void bytes(byte[] bytes, int from, int length) throws UnencodableValueException {
        encoder.bytes(bytes, from, length, out);
    }

    @Override
    public void date(int year, int month, int day) throws UnencodableValueException {
        encoder.date(year, month, day, out);
    }

    @Override
    public void dateTime(int year, int month, int day, int hour, int minute, int second, int micros)
            throws UnencodableValueException {
        encoder.dateTime(year, month, day, hour, minute, second, micros, out);
    }

    @Override
    public void timestamp(long epochSecond, int micros) throws UnencodableValueException {
        encoder.timestamp(epochSecond, micros, out);
    }

    @Override
    public void time(long micros) throws UnencodableValueException {
        encoder.time(micros, out);
    }

    @Override
    public void member(int number) throws UnencodableValueException {
        encoder.member(number, out);
    }

    @Override
    public void members(long bits) throws UnencodableValueException {
        encoder.members(bits, out);
    }

    @Override
    public void document(String json) throws UnencodableValueException {
        encoder.document(json, out);
    }

    @Override
    public void geometry(byte[] bytes, int from, int length) throws UnencodableValueException {
        encoder.geometry(bytes, from, length, out);
    }
}
