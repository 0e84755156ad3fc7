package dev.tributary.mapping;

/** Writes the non-null values of one column as RowBinary of its ClickHouse type. */
@FunctionalInterface
public interface ValueEncoder {

    /**
     * @param value as the change source delivers it, see {@link TypeMapping}
     * @throws UnencodableValueException where the target type cannot hold exactly this value; what was written by then is
     *     the caller's to cut off
     */
    void encode(Object value, RowBinaryWriter out) throws UnencodableValueException;
}
