package dev.tributary.mysql.row;

import dev.tributary.mapping.DateRange;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ZeroDates;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.TargetColumn;
import dev.tributary.plan.RoutePlan;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one target column for dates that its type cannot hold, as RowBinary with the byte that says whether it is
 * NULL; null where the encoder has the last word.
 *
 * @param refusesZero whether dates that are none are refused in every case
 * @param zero for dates that are none
 * @param firstYear of the type
 * @param lastYear of the type
 * @param before for dates of earlier years
 * @param behind for dates of later years
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DatePolicy(
        boolean refusesZero,
        byte @Nullable [] zero,
        int firstYear,
        int lastYear,
        byte @Nullable [] before,
        byte @Nullable [] behind) {

    private static final byte[] NULL = {1};
    private static final int[] MICROS_OF_LAST_DIGIT = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    /** Of a column without dates. */
    static final DatePolicy NONE =
            new DatePolicy(false, null, DateRange.ALL.firstYear(), DateRange.ALL.lastYear(), null, null);

    static DatePolicy of(Column source, TargetColumn target, MappedType mapped, RoutePlan route)
            throws UnencodableValueException {
        boolean printed = TypeMapping.isPrinted(source.type(), target.type());
        String policy = route.overrides().zeroDates().get(source.name());
        byte[] replacement = ZeroDates.replacement(policy, source.type(), mapped);
        // A text holds them as they are, unless it is asked for NULL.
        boolean zeroIsNull = target.nullable() && (!printed || ZeroDates.NULLABLE.equals(policy));
        byte[] zero = replacement != null ? flagged(replacement, target) : zeroIsNull ? NULL : null;
        boolean refuses = ZeroDates.REFUSE.equals(policy);
        if (printed || !Overrides.isRanged(source.type())) {
            return new DatePolicy(refuses, zero, NONE.firstYear, NONE.lastYear, null, null);
        }
        DateRange range = route.dateTimes().of(source.type());
        return switch (route.rangePolicy(source)) {
            case NULLABLE -> {
                byte[] standIn = target.nullable() ? NULL : null;
                yield new DatePolicy(refuses, zero, range.firstYear(), range.lastYear(), standIn, standIn);
            }
            case CLAMP -> {
                byte[] first = flagged(end(range.firstYear(), false, source, mapped), target);
                byte[] last = flagged(end(range.lastYear(), true, source, mapped), target);
                yield new DatePolicy(refuses, zero, range.firstYear(), range.lastYear(), first, last);
            }
            case AUTO, REFUSE, TEXT -> new DatePolicy(refuses, zero, NONE.firstYear, NONE.lastYear, null, null);
        };
    }

    /** Whether the year is one for which something stands. */
    boolean isBeyond(int year) {
        return year < firstYear || year > lastYear;
    }

    /** The first or the last value of a year. */
    private static byte[] end(int year, boolean last, Column source, MappedType mapped)
            throws UnencodableValueException {
        RowBinaryWriter out = new RowBinaryWriter(Long.BYTES);
        int month = last ? 12 : 1;
        int day = last ? 31 : 1;
        if (source.type().name().equals("date")) {
            mapped.encoder().date(year, month, day, out);
        } else if (last) {
            int unit = MICROS_OF_LAST_DIGIT[source.type().argument(0, 0)];
            mapped.encoder().dateTime(year, month, day, 23, 59, 59, 1_000_000 - unit, out);
        } else {
            mapped.encoder().dateTime(year, month, day, 0, 0, 0, 0, out);
        }
        return out.toByteArray();
    }

    private static byte[] flagged(byte[] value, TargetColumn target) {
        if (!target.nullable()) {
            return value;
        }
        byte[] flagged = new byte[value.length + 1];
        System.arraycopy(value, 0, flagged, 1, value.length);
        return flagged;
    }
}
