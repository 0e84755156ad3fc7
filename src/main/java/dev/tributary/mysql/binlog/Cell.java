package dev.tributary.mysql.binlog;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;

/** Tells the values of one column from the bytes in which row images hold them. */
@FunctionalInterface
interface Cell {

    /**
     * @param from the first byte of the value, behind its length where one stands before it
     * @param length of the value in bytes
     */
    void tell(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException;
}
