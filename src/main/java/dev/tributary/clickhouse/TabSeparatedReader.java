package dev.tributary.clickhouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads ClickHouse's TabSeparated format: rows end in a line feed, {@code \N} is NULL, the rest is escaped by backslash. */
final class TabSeparatedReader {

    private final InputStream in;
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();

    TabSeparatedReader(InputStream in) {
        this.in = in;
    }

    void forEach(ClickHouseClient.RowConsumer consumer) throws Exception {
        List<@Nullable String> row = new ArrayList<>();
        boolean isNull = false;
        int c = in.read();
        while (c >= 0) {
            if (c == '\t' || c == '\n') {
                row.add(isNull ? null : value.toString(StandardCharsets.UTF_8));
                value.reset();
                isNull = false;
                if (c == '\n') {
                    consumer.accept(row);
                    row = new ArrayList<>(row.size());
                }
            } else if (c == '\\') {
                int escaped = readEscaped();
                if (escaped == 'N') {
                    isNull = true;
                } else {
                    value.write(unescape(escaped));
                }
            } else {
                value.write(c);
            }
            c = in.read();
        }
    }

    private int readEscaped() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new IOException("the answer ends within an escape");
        }
        return c;
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
