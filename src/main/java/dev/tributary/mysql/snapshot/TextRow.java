package dev.tributary.mysql.snapshot;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import dev.tributary.model.Column;
import dev.tributary.mysql.row.SourceRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a result in the text protocol. It is made once for a structure, and then set to row after row. */
public final class TextRow implements SourceRow {

    private final TextCell[] cells;
    private byte[] @Nullable [] values = {};

    /** @param columns those that are selected, in their order */
    public TextRow(List<Column> columns) {
        cells = columns.stream().map(column -> TextCells.of(column.type())).toArray(TextCell[]::new);
    }

    /**
     * @param values what the server sent of each column; null for NULL. The array may be used again for the next row
     */
    public void set(byte[] @Nullable [] values) {
        if (values.length != cells.length) {
            throw new IllegalArgumentException(values.length + " values of " + cells.length + " columns");
        }
        this.values = values;
    }

    @Override
    public void tell(int column, ValueSink sink) throws UnencodableValueException {
        byte[] value = values[column];
        if (value == null) {
            sink.nothing();
        } else {
            cells[column].tell(value, sink);
        }
    }
}
