package dev.tributary.mysql.snapshot;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;

/** Tells the values of one column from the server's text protocol. */
@FunctionalInterface
interface TextCell {

    /**
     * @param text has what the server sent, of a value that is not NULL
     * @param from its first byte
     * @param to behind its last one
     */
    void tell(byte[] text, int from, int to, ValueSink sink) throws UnencodableValueException;
}
