package dev.tributary.mysql.ddl;

import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.OddDates;
import dev.tributary.mapping.OddTimes;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.schema.ClickHouseTypes;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One value of a column as MySQL has it, and its bytes for the target. The only place in this package that knows how values
 * are encoded.
 */
final class DefaultValue {

    private static final int MILLIS_DIGITS = 3;

    /** As the encoders of {@link TypeMapping} take it; null for a date with zeros, which is none. */
    private final @Nullable Object value;

    private DefaultValue(@Nullable Object value) {
        this.value = value;
    }

    static DefaultValue number(BigDecimal number) {
        return new DefaultValue(number);
    }

    static DefaultValue real(double number) {
        return new DefaultValue(number);
    }

    static DefaultValue text(String text) {
        return new DefaultValue(text);
    }

    static DefaultValue bytes(byte[] bytes) {
        return new DefaultValue(bytes);
    }

    /** @param bits of a BIT field, the least significant byte first */
    static DefaultValue bits(byte[] bits) {
        return new DefaultValue(bits);
    }

    /** @param year 0 for {@code 0000} */
    static DefaultValue year(int year) {
        return new DefaultValue(year == 0 ? OddDates.YEAR_ZERO : year);
    }

    static DefaultValue date(int year, int month, int day) {
        boolean none = month == 0 || day == 0;
        return new DefaultValue(
                none ? null : (int) OddDates.date(year, month, day).toEpochDay());
    }

    /** @param digits of the column's fraction */
    static DefaultValue dateTime(int year, int month, int day, int secondOfDay, int micros, int digits) {
        if (month == 0 || day == 0) {
            return new DefaultValue(null);
        }
        LocalDateTime time = OddDates.date(year, month, day).atStartOfDay().plusSeconds(secondOfDay);
        long seconds = time.toEpochSecond(ZoneOffset.UTC);
        return new DefaultValue(
                digits <= MILLIS_DIGITS ? seconds * 1_000 + micros / 1_000 : seconds * 1_000_000 + micros);
    }

    static DefaultValue time(long micros) {
        return new DefaultValue(micros);
    }

    /** A date that is none, of any type that has dates. */
    static DefaultValue noDate() {
        return new DefaultValue(null);
    }

    /** Whether it is a date that is none. */
    boolean isNoDate() {
        return value == null;
    }

    /**
     * The value in every row.
     *
     * @param chosen the ClickHouse type that is chosen for the column; null for the usual one
     * @return null where the target's type cannot hold it
     */
    @Nullable
    ColumnRewrite set(Column column, @Nullable String chosen) {
        if (value == null) {
            return ColumnRewrite.setNull(column.name());
        }
        try {
            MappedType mapped =
                    chosen == null ? TypeMapping.map(column.type()) : TypeMapping.mapInto(column.type(), chosen);
            RowBinaryWriter out = new RowBinaryWriter(64);
            mapped.encoder().encode(value, out);
            return ColumnRewrite.set(
                    column.name(),
                    HexFormat.of().formatHex(out.toByteArray()),
                    ClickHouseTypes.core(mapped.clickHouseType()));
        } catch (UnsupportedTypeException | UnencodableValueException e) {
            return null;
        }
    }
}
