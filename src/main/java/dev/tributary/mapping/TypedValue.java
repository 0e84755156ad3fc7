package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.math.BigDecimal;

/**
 * A value that is known before any row comes: a constant of the configuration, the default of a new column, a date that
 * stands for those that are none.
 */
@FunctionalInterface
public interface TypedValue {

    void tell(ValueSink sink) throws UnencodableValueException;

    /** A number of a column whose type has numbers. */
    static TypedValue number(MySqlType type, BigDecimal number) {
        return switch (type.name()) {
            case "float" -> sink -> sink.single(number.floatValue());
            case "double", "real" -> sink -> sink.real(number.doubleValue());
            default -> sink -> sink.decimal(number);
        };
    }

    /** A text, a JSON document, or the member or members, parted by commas, of an enum or a set. */
    static TypedValue text(MySqlType type, String text) {
        return type.name().equals("json") ? sink -> sink.document(text) : sink -> sink.text(text);
    }

    static TypedValue bytes(byte[] bytes) {
        return sink -> sink.bytes(bytes, 0, bytes.length);
    }

    /** Midnight of it, where the type has a time of day. */
    static TypedValue date(MySqlType type, int year, int month, int day) {
        return switch (type.name()) {
            case "datetime" -> sink -> sink.dateTime(year, month, day, 0, 0, 0, 0);
            case "timestamp" -> sink -> sink.timestamp(Dates.epochDay(year, month, day) * Dates.SECONDS_PER_DAY, 0);
            default -> sink -> sink.date(year, month, day);
        };
    }

    /** RowBinary of the value in a column that is not nullable. */
    default byte[] encode(MappedType mapped) throws UnencodableValueException {
        RowBinaryWriter out = new RowBinaryWriter(64);
        tell(new EncodingSink(mapped.encoder(), out));
        return out.toByteArray();
    }
}
