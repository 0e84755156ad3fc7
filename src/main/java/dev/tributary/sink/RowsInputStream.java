package dev.tributary.sink;

import dev.tributary.model.RowChange;
import java.io.InputStream;
import java.util.Iterator;

/** The rows of a batch as one stream, without a copy of the whole. */
final class RowsInputStream extends InputStream {

    private static final byte[] EMPTY = new byte[0];

    private final Iterator<RowChange> rows;
    private byte[] row = EMPTY;
    private int at;

    RowsInputStream(Iterable<RowChange> rows) {
        this.rows = rows.iterator();
    }

    @Override
    public int read() {
        return advance() ? row[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int copied = 0;
        while (copied < length && advance()) {
            int chunk = Math.min(length - copied, row.length - at);
            System.arraycopy(row, at, target, offset + copied, chunk);
            at += chunk;
            copied += chunk;
        }
        return copied == 0 && length > 0 ? -1 : copied;
    }

    private boolean advance() {
        while (at == row.length) {
            if (!rows.hasNext()) {
                return false;
            }
            row = rows.next().row();
            at = 0;
        }
        return true;
    }
}
