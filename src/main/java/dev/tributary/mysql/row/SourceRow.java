package dev.tributary.mysql.row;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;

/** A row as a server sent it, by whichever road: it tells its values, and holds none as objects. */
public interface SourceRow {

    /**
     * Tells the sink one value.
     *
     * @param column index in the columns of the structure that the row was read by
     */
    void tell(int column, ValueSink sink) throws UnencodableValueException;
}
