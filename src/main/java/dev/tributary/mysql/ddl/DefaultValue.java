package dev.tributary.mysql.ddl;

import dev.tributary.mapping.Dates;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.TypedValue;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.MySqlType;
import dev.tributary.schema.ClickHouseTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One value of a column as MySQL has it, and its bytes for the target. The only place in this package that knows how values
 * are encoded.
 */
final class DefaultValue {

    private static final int SECONDS_PER_HOUR = 3_600;

    private final TypedValue value;

    /** Whether it is a date with zeros, which is none. */
    private final boolean noDate;

    private DefaultValue(TypedValue value) {
        this(value, false);
    }

    private DefaultValue(TypedValue value, boolean noDate) {
        this.value = value;
        this.noDate = noDate;
    }

    static DefaultValue number(BigDecimal number) {
        return new DefaultValue(sink -> sink.decimal(number));
    }

    static DefaultValue real(double number, boolean single) {
        return new DefaultValue(single ? sink -> sink.single((float) number) : sink -> sink.real(number));
    }

    /** A text, or the member or members of an enum or a set. */
    static DefaultValue text(String text) {
        return new DefaultValue(sink -> sink.text(text));
    }

    static DefaultValue bytes(byte[] bytes) {
        return new DefaultValue(TypedValue.bytes(bytes));
    }

    /** @param bits of a BIT field, the least significant byte first */
    static DefaultValue bits(byte[] bits) {
        long number = 0;
        for (int i = bits.length - 1; i >= 0; i--) {
            number = number << 8 | bits[i] & 0xFF;
        }
        long all = number;
        return new DefaultValue(sink -> sink.unsigned(all));
    }

    /** @param year 0 for {@code 0000} */
    static DefaultValue year(int year) {
        return new DefaultValue(sink -> sink.whole(year));
    }

    static DefaultValue date(int year, int month, int day) {
        return new DefaultValue(sink -> sink.date(year, month, day), Dates.isNoDate(month, day));
    }

    static DefaultValue dateTime(int year, int month, int day, int secondOfDay, int micros) {
        TypedValue value = sink -> sink.dateTime(
                year, month, day, secondOfDay / SECONDS_PER_HOUR, secondOfDay / 60 % 60, secondOfDay % 60, micros);
        return new DefaultValue(value, Dates.isNoDate(month, day));
    }

    static DefaultValue timestamp(Instant instant) {
        return new DefaultValue(sink -> sink.timestamp(instant.getEpochSecond(), instant.getNano() / 1_000));
    }

    static DefaultValue time(long micros) {
        return new DefaultValue(sink -> sink.time(micros));
    }

    /** The zero date of a type that has dates. */
    static DefaultValue zeroDate(MySqlType type) {
        return switch (type.name()) {
            case "date" -> date(0, 0, 0);
            case "datetime" -> dateTime(0, 0, 0, 0, 0);
            default -> new DefaultValue(sink -> sink.timestamp(0, 0), true);
        };
    }

    /** Whether it is a date that is none. */
    boolean isNoDate() {
        return noDate;
    }

    /**
     * The value in every row: NULL for a date that is none, unless the chosen type is one of texts.
     *
     * @param chosen the ClickHouse type that is chosen for the column; null for the usual one
     * @return null where the target's type cannot hold it
     */
    @Nullable
    ColumnRewrite set(Column column, @Nullable String chosen) {
        if (noDate && (chosen == null || !TypeMapping.isPrinted(column.type(), chosen))) {
            return ColumnRewrite.setNull(column.name());
        }
        try {
            MappedType mapped =
                    chosen == null ? TypeMapping.map(column.type()) : TypeMapping.mapInto(column.type(), chosen);
            return ColumnRewrite.set(
                    column.name(),
                    HexFormat.of().formatHex(value.encode(mapped)),
                    ClickHouseTypes.core(mapped.clickHouseType()));
        } catch (UnsupportedTypeException | UnencodableValueException e) {
            return null;
        }
    }
}
