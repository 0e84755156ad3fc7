package dev.tributary.mysql.snapshot;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;

/** Tells the values of one column from the server's text protocol. */
@FunctionalInterface
interface TextCell {

    /** @param text what the server sent, of a value that is not NULL */
    void tell(byte[] text, ValueSink sink) throws UnencodableValueException;
}
