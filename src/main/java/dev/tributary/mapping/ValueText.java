package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Takes values of one type as people read them, for errors and dead letters: bytes as Base64, dates as MySQL has them.
 */
public final class ValueText implements ValueSink {

    private final MySqlType type;
    private @Nullable String text;

    public ValueText(MySqlType type) {
        this.type = type;
    }

    /** The text of the value that was told last; null for NULL. */
    public @Nullable String text() {
        return text;
    }

    @Override
    public void nothing() {
        text = null;
    }

    @Override
    public void whole(long value) {
        text = Long.toString(value);
    }

    @Override
    public void unsigned(long bits) {
        text = type.name().equals("bit") ? bitField(bits) : Long.toUnsignedString(bits);
    }

    /** A single bit is a flag; more are bytes, the least significant first. */
    private String bitField(long bits) {
        int count = type.argument(0, 1);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array();
        return count == 1
                ? Boolean.toString(bits != 0)
                : Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, (count + 7) / 8));
    }

    @Override
    public void decimal(long unscaled, int scale) {
        decimal(BigDecimal.valueOf(unscaled, scale));
    }

    @Override
    public void decimal(BigDecimal value) {
        text = value.toString();
    }

    @Override
    public void single(float value) {
        text = Float.toString(value);
    }

    @Override
    public void real(double value) {
        text = Double.toString(value);
    }

    @Override
    public void text(byte[] utf8, int from, int length) {
        text = Utf8.shown(utf8, from, length);
    }

    @Override
    public void text(String value) {
        text = value;
    }

    @Override
    public void bytes(byte[] bytes, int from, int length) {
        text = Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public void date(int year, int month, int day) {
        text = Dates.text(year, month, day);
    }

    @Override
    public void dateTime(int year, int month, int day, int hour, int minute, int second, int micros) {
        text = Dates.text(year, month, day, hour, minute, second) + fraction(micros);
    }

    @Override
    public void timestamp(long epochSecond, int micros) {
        String whole = Instant.ofEpochSecond(epochSecond).toString();
        String digits = micros == 0 ? "" : ("." + Dates.padded(6, micros)).replaceFirst("0+$", "");
        text = whole.substring(0, whole.length() - 1) + digits + "Z";
    }

    @Override
    public void time(long micros) {
        long size = Math.abs(micros);
        text = (micros < 0 ? "-" : "") + Dates.clock(size / 1_000_000) + fraction(size % 1_000_000);
    }

    private String fraction(long micros) {
        int digits = type.argument(0, 0);
        return digits == 0 ? "" : "." + Dates.padded(6, micros).substring(0, digits);
    }

    @Override
    public void member(int number) {
        try {
            text = new Members(type).one(number);
        } catch (UnencodableValueException e) {
            text = Integer.toString(number);
        }
    }

    @Override
    public void members(long bits) {
        try {
            text = String.join(",", new Members(type).several(bits));
        } catch (UnencodableValueException e) {
            text = Long.toUnsignedString(bits);
        }
    }

    @Override
    public void document(String json) {
        text = json;
    }

    @Override
    public void geometry(byte[] bytes, int from, int length) {
        try {
            text = Geometry.textOf(bytes, from, length);
        } catch (UnencodableValueException e) {
            bytes(bytes, from, length);
        }
    }
}
