package dev.tributary.mysql.snapshot;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import dev.tributary.model.Column;
import dev.tributary.mysql.row.SourceRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result in the text protocol: one packet. It remembers where the values are, and tells those that are asked for. It
 * is made once for a structure, and then read from packet to packet.
 */
public final class TextRow implements SourceRow {

    private static final int NULL = -1;

    /** What a first byte means that is no length. */
    private static final int NULL_MARK = 0xFB;

    private static final int TWO_BYTES = 0xFC;
    private static final int THREE_BYTES = 0xFD;

    private final TextCell[] cells;
    private final int[] starts;
    private final int[] ends;
    private byte[] packet = {};

    /** @param columns those that are selected, in their order */
    public TextRow(List<Column> columns) {
        cells = columns.stream().map(column -> TextCells.of(column.type())).toArray(TextCell[]::new);
        starts = new int[cells.length];
        ends = new int[cells.length];
    }

    /**
     * Reads a row: which values are NULL, and where the others are.
     *
     * @param packet begins with the row, each value behind its length; it must not change while the row is told
     * @throws IllegalArgumentException where the row goes beyond the packet
     */
    public void read(byte[] packet) {
        this.packet = packet;
        int at = 0;
        for (int i = 0; i < cells.length; i++) {
            int first = byteAt(at++, i);
            if (first == NULL_MARK) {
                ends[i] = NULL;
                continue;
            }
            int length = first;
            if (first > NULL_MARK) {
                int bytes = first == TWO_BYTES ? 2 : first == THREE_BYTES ? 3 : 8;
                length = lengthAt(at, bytes, i);
                at += bytes;
            }
            if (length < 0 || length > packet.length - at) {
                throw beyond(i);
            }
            starts[i] = at;
            at += length;
            ends[i] = at;
        }
    }

    private int byteAt(int at, int column) {
        if (at >= packet.length) {
            throw beyond(column);
        }
        return packet[at] & 0xFF;
    }

    private int lengthAt(int at, int bytes, int column) {
        byteAt(at + bytes - 1, column);
        long length = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            length = length << 8 | packet[at + i] & 0xFF;
        }
        return length > Integer.MAX_VALUE ? -1 : (int) length;
    }

    private IllegalArgumentException beyond(int column) {
        return new IllegalArgumentException("a row goes beyond its packet of " + packet.length + " bytes, in column "
                + (column + 1) + " of " + cells.length);
    }

    /** What the server sent of a column, as bytes of its own; null for NULL. */
    public byte @Nullable [] value(int column) {
        return ends[column] == NULL ? null : Arrays.copyOfRange(packet, starts[column], ends[column]);
    }

    @Override
    public void tell(int column, ValueSink sink) throws UnencodableValueException {
        if (ends[column] == NULL) {
            sink.nothing();
        } else {
            try {
                cells[column].tell(packet, starts[column], ends[column], sink);
            } catch (MalformedTextException e) {
                String text =
                        new String(packet, starts[column], ends[column] - starts[column], StandardCharsets.US_ASCII);
                throw new UnencodableValueException("'" + text + "' " + e.getMessage());
            }
        }
    }
}
