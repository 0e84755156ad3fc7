package dev.tributary.mysql.binlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Events made by hand, for what no server can be brought to write in a test. */
final class Events {

    static final int ARTIFICIAL = 0x20;

    private Events() {}

    static byte[] event(int type, int flags, long nextPosition, byte[] body) {
        return ByteBuffer.allocate(EventReader.HEADER_LENGTH + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1_700_000_000)
                .put((byte) type)
                .putInt(1)
                .putInt(EventReader.HEADER_LENGTH + body.length)
                .putInt((int) nextPosition)
                .putShort((short) flags)
                .put(body)
                .array();
    }

    /** The same with a checksum. */
    static byte[] checksummed(int type, int flags, long nextPosition, byte[] body) {
        byte[] event = event(type, flags, nextPosition, ByteBuffer.allocate(body.length + 4).put(body).array());
        CRC32 crc = new CRC32();
        crc.update(event, 0, event.length - 4);
        ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN).putInt(event.length - 4, (int) crc.getValue());
        return event;
    }

    /** What a stream begins with. */
    static byte[] artificialRotate(String file, long offset) {
        return event(EventTypes.ROTATE, ARTIFICIAL, 0, rotation(file, offset));
    }

    static byte[] rotation(String file, long offset) {
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + name.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(offset)
                .put(name)
                .array();
    }

    static byte[] commit(long nextPosition) {
        return event(EventTypes.XID, 0, nextPosition, new byte[8]);
    }

    /** A QUERY event's body. */
    static byte[] statement(byte[] variables, String database, byte[] text) {
        byte[] name = database.getBytes(StandardCharsets.UTF_8);
        ByteBuffer fixed = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
        fixed.putInt(7).putInt(0).put((byte) name.length).putShort((short) 0).putShort((short) variables.length);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(fixed.array());
        body.writeBytes(variables);
        body.writeBytes(name);
        body.write(0);
        body.writeBytes(text);
        return body.toByteArray();
    }
}
