package dev.tributary.mysql.snapshot;

import dev.tributary.model.Column;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows in the text protocol, as a server sends them. */
public final class TextPackets {

    private TextPackets() {}

    /** A row of these values; null is NULL. */
    public static byte[] of(byte @Nullable []... values) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (byte[] value : values) {
            if (value == null) {
                packet.write(0xFB);
            } else {
                writeLength(value.length, packet);
                packet.writeBytes(value);
            }
        }
        return packet.toByteArray();
    }

    private static void writeLength(int length, ByteArrayOutputStream packet) {
        int bytes = length < 0xFB ? 1 : length < 1 << 16 ? 2 : length < 1 << 24 ? 3 : 8;
        if (bytes > 1) {
            packet.write(bytes == 2 ? 0xFC : bytes == 3 ? 0xFD : 0xFE);
        }
        for (int i = 0; i < bytes; i++) {
            packet.write((int) ((long) length >> 8 * i));
        }
    }

    /** What the values of a row are. */
    public static List<byte @Nullable []> values(byte[] packet, List<Column> columns) {
        TextRow row = new TextRow(columns);
        row.read(packet);
        return IntStream.range(0, columns.size()).mapToObj(row::value).toList();
    }
}
