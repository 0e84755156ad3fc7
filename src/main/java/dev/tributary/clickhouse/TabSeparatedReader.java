package dev.tributary.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads ClickHouse's TabSeparated format: rows end in a line feed, {@code \N} is NULL, the rest is escaped by backslash.
 * Verification reads whole tables through it, so a value is unescaped where it lies in the buffer and copied once.
 */
final class TabSeparatedReader {

    private static final int INITIAL_CAPACITY = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[INITIAL_CAPACITY];
    private int position;
    private int end;

    /** The value under way, unescaped so far; it never reaches beyond the position. */
    private int valueStart;

    private int valueEnd;
    private boolean valueIsNull;

    TabSeparatedReader(InputStream in) {
        this.in = in;
    }

    void forEach(ClickHouseClient.RowConsumer consumer) throws Exception {
        List<@Nullable String> row = new ArrayList<>();
        int c = read();
        while (c >= 0) {
            switch (c) {
                case '\t' -> row.add(takeValue());
                case '\n' -> {
                    row.add(takeValue());
                    consumer.accept(row);
                    row = new ArrayList<>(row.size());
                }
                case '\\' -> appendEscaped();
                default -> append(c);
            }
            c = read();
        }
        if (!row.isEmpty() || valueEnd > valueStart) {
            throw new IOException("the answer ends within a row");
        }
    }

    private void append(int c) {
        buffer[valueEnd++] = (byte) c;
    }

    private void appendEscaped() throws IOException {
        int c = read();
        if (c < 0) {
            throw new IOException("the answer ends within an escape");
        }
        if (c == 'N') {
            valueIsNull = true;
        } else {
            append(unescape(c));
        }
    }

    private @Nullable String takeValue() {
        String value =
                valueIsNull ? null : new String(buffer, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8);
        valueIsNull = false;
        valueStart = position;
        valueEnd = position;
        return value;
    }

    /** The next byte, or -1 at the end. */
    private int read() throws IOException {
        return position < end || fill() ? buffer[position++] & 0xFF : -1;
    }

    /** Moves the value under way to the buffer's start, and reads on behind it. */
    private boolean fill() throws IOException {
        int length = valueEnd - valueStart;
        System.arraycopy(buffer, valueStart, buffer, 0, length);
        if (length > buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(buffer.length, 2));
        }
        valueStart = 0;
        valueEnd = length;
        position = length;
        end = length + Math.max(0, in.read(buffer, length, buffer.length - length));
        return position < end;
    }

    private static int unescape(int c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> 0;
            case 'a' -> 7;
            case 'v' -> 11;
            default -> c;
        };
    }
}
