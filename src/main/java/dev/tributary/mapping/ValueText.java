package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Values of the change source as people read them, for errors and dead letters: bytes as Base64, dates as MySQL has them. */
public final class ValueText {

    private ValueText() {}

    public static String of(MySqlType type, Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (!(value instanceof Number number)) {
            return String.valueOf(value);
        }
        int digits = type.argument(0, 0);
        return switch (type.name()) {
            case "date" -> OddDates.text(number.longValue());
            case "datetime" -> dateTime(number.longValue(), digits);
            case "time" -> time(OddTimes.micros(number.longValue()), digits);
            case "year" -> number.intValue() == OddDates.YEAR_ZERO ? "0" : number.toString();
            default -> number.toString();
        };
    }

    private static String dateTime(long ticks, int digits) {
        long perSecond = TemporalEncoders.ticksPerSecond(digits);
        long micros = Math.floorMod(ticks, perSecond) * (1_000_000 / perSecond);
        return OddDates.textOfSecond(Math.floorDiv(ticks, perSecond)) + fraction(micros, digits);
    }

    private static String time(long micros, int digits) {
        long size = Math.abs(micros);
        long seconds = size / 1_000_000;
        return String.format(
                "%s%02d:%02d:%02d%s",
                micros < 0 ? "-" : "",
                seconds / 3_600,
                seconds / 60 % 60,
                seconds % 60,
                fraction(size % 1_000_000, digits));
    }

    private static String fraction(long micros, int digits) {
        return digits == 0 ? "" : "." + String.format("%06d", micros).substring(0, digits);
    }
}
