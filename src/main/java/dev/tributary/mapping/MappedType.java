package dev.tributary.mapping;

/**
 * The ClickHouse side of a MySQL type, for values that are not null.
 *
 * @param clickHouseType the type without Nullable, as ClickHouse spells it
 * @param encoder writes a value of it
 * @param defaultValue RowBinary of the type's default, which stands for the columns that a deleted row need not carry
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MappedType(String clickHouseType, ValueEncoder encoder, byte[] defaultValue) {}
