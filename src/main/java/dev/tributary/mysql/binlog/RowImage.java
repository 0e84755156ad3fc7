package dev.tributary.mysql.binlog;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import dev.tributary.model.Column;
import dev.tributary.mysql.row.SourceRow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A row of an event: one image. It remembers where the values are, and decodes those that are asked for. It is
 * made once for a TABLE_MAP event and the structure that is in effect there, and then read from row to row.
 */
public final class RowImage implements SourceRow {

    private static final int NULL = -1;

    private final String table;
    private final int nullBytes;
    private final int[] widths;
    private final Cell[] cells;

    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes = {};

    /**
     * Of images that hold every column.
     *
     * @param columns all columns of the table, in the order of the event
     * @throws IllegalArgumentException where the event does not have the form of these columns
     */
    public RowImage(TableMap form, List<Column> columns) {
        this(form, all(form.types().length), columns);
    }

    /**
     * Of images that hold some of the columns. MySQL 8.0 describes the hidden columns of functional indexes beside the
     * others, and leaves them out of the images.
     *
     * @param present the columns that the images hold, by their index in the event
     * @param columns those columns, in the order of the event
     * @throws IllegalArgumentException where the event does not have the form of these columns
     */
    public RowImage(TableMap form, BitSet present, List<Column> columns) {
        int count = present.cardinality();
        table = form.database() + "." + form.table();
        if (columns.size() != count || present.length() > form.types().length) {
            throw new IllegalArgumentException(
                    "the binlog has " + count + " columns of " + table + ", and its structure has " + columns.size());
        }
        nullBytes = (count + 7) / 8;
        widths = new int[count];
        cells = new Cell[count];
        starts = new int[count];
        lengths = new int[count];
        int index = -1;
        for (int i = 0; i < count; i++) {
            index = present.nextSetBit(index + 1);
            CellFormat format = format(form, index, columns.get(i));
            widths[i] = format.width();
            cells[i] = format.cell();
        }
    }

    private static BitSet all(int count) {
        BitSet all = new BitSet(count);
        all.set(0, count);
        return all;
    }

    private CellFormat format(TableMap form, int index, Column column) {
        try {
            return BinlogCells.of(form.types()[index] & 0xFF, form.metadata()[index], column);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "column '" + column.name() + "' of " + table + " cannot be read from the binlog: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Reads an image: which values are NULL, and where the others are.
     *
     * @param image the bytes, which must not change while the row is told
     * @param from the image's first byte
     * @return the position behind the image
     * @throws IllegalArgumentException where it goes beyond the bytes
     */
    public int read(byte[] image, int from) {
        bytes = image;
        int at = from + nullBytes;
        require(nullBytes, image, from, 0);
        for (int i = 0; i < widths.length; i++) {
            if ((image[from + (i >> 3)] & 1 << (i & 7)) != 0) {
                lengths[i] = NULL;
                continue;
            }
            int length = widths[i];
            if (length < 0) {
                int lengthBytes = -length;
                require(lengthBytes, image, at, i);
                length = lengthBytes == 1 ? image[at] & 0xFF : (int) CellBytes.littleEndian(image, at, lengthBytes);
                at += lengthBytes;
            }
            require(length, image, at, i);
            starts[i] = at;
            lengths[i] = length;
            at += length;
        }
        return at;
    }

    private void require(int length, byte[] image, int at, int column) {
        if (length < 0 || length > image.length - at) {
            throw new IllegalArgumentException("a row of " + table + " goes beyond its event, in column " + (column + 1)
                    + " of " + widths.length + ", at byte " + at + " of " + image.length);
        }
    }

    /** Whether the value of a column has the same bytes as in another image of the same columns. */
    public boolean hasValueOf(RowImage other, int column) {
        if (lengths[column] == NULL || other.lengths[column] == NULL) {
            return lengths[column] == other.lengths[column];
        }
        return Arrays.equals(
                bytes,
                starts[column],
                starts[column] + lengths[column],
                other.bytes,
                other.starts[column],
                other.starts[column] + other.lengths[column]);
    }

    @Override
    public void tell(int column, ValueSink sink) throws UnencodableValueException {
        if (lengths[column] == NULL) {
            sink.nothing();
        } else {
            cells[column].tell(bytes, starts[column], lengths[column], sink);
        }
    }
}
