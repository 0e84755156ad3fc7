package dev.tributary.mapping;

/**
 * The ClickHouse side of a MySQL type, for values that are not null.
 *
 * @param clickHouseType the type without Nullable, as ClickHouse spells it
 * @param encoder writes a value of it
 * @param absence which of MySQL's values are none, so that they are NULL where the target can be; else they are refused
 * @param defaultValue RowBinary of the type's default, which stands for the columns that a deleted row need not carry
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MappedType(String clickHouseType, ValueEncoder encoder, Absence absence, byte[] defaultValue) {

    /** Tells values that are none, such as a date with zeros. */
    @FunctionalInterface
    public interface Absence {

        Absence NEVER = value -> false;

        boolean isAbsent(Object value);
    }
}
