package dev.tributary.mysql.binlog;

import com.github.shyiko.mysql.binlog.network.ServerException;
import com.github.shyiko.mysql.binlog.network.protocol.ErrorPacket;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Takes events out of the packets that a server sends: one each, or several for one of 16 MiB or more. */
final class EventPackets {

    /** The length of a packet that another one continues. */
    private static final int FULL = 0xFF_FFFF;

    private static final int PACKET_HEADER_LENGTH = 4;
    private static final int MARKER_LENGTH = 1;
    private static final int EVENT = 0x00;
    private static final int END = 0xFE;
    private static final int ERROR = 0xFF;

    /** So that a large event that comes slowly counts as heard of in between. */
    private static final int LARGEST_READ = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[PACKET_HEADER_LENGTH + MARKER_LENGTH];
    private volatile long lastHeardNanos = System.nanoTime();

    EventPackets(InputStream in) {
        this.in = in;
    }

    /** When the last bytes came, by {@link System#nanoTime}. */
    long lastHeardNanos() {
        return lastHeardNanos;
    }

    /** To be called when somebody comes back who did not listen. */
    void listenAgain() {
        lastHeardNanos = System.nanoTime();
    }

    /** Waits for the next event, and answers its bytes in an array of its length. */
    byte[] next() throws IOException {
        int length = packetLength();
        if (length < MARKER_LENGTH) {
            throw new IOException("an empty packet in the place of an event");
        }
        fill(header, PACKET_HEADER_LENGTH, MARKER_LENGTH);
        switch (header[PACKET_HEADER_LENGTH] & 0xFF) {
            case EVENT -> {
                return length == FULL ? continuedEvent() : rest(length);
            }
            case END -> throw new EOFException("the server ended the stream");
            case ERROR -> {
                ErrorPacket error = new ErrorPacket(rest(length));
                throw new ServerException(error.getErrorMessage(), error.getErrorCode(), error.getSqlState());
            }
            default -> throw new IOException("a packet that begins with byte " + header[PACKET_HEADER_LENGTH]);
        }
    }

    private byte[] rest(int length) throws IOException {
        byte[] bytes = new byte[length - MARKER_LENGTH];
        fill(bytes, 0, bytes.length);
        return bytes;
    }

    private byte[] continuedEvent() throws IOException {
        byte[] begin = new byte[EventReader.HEADER_LENGTH];
        fill(begin, 0, begin.length);
        long length = EventReader.length(begin);
        if (length > Integer.MAX_VALUE - 8) {
            throw new BinlogFailure(
                    Kind.UNREADABLE, "the binlog has an event of " + length + " bytes, which no array of Java holds");
        }
        byte[] event = new byte[(int) length];
        System.arraycopy(begin, 0, event, 0, begin.length);
        int at = begin.length;
        int inPacket = FULL - MARKER_LENGTH - begin.length;
        int packet = FULL;
        while (true) {
            if (inPacket > event.length - at) {
                throw new IOException("an event of " + length + " bytes is followed by more");
            }
            fill(event, at, inPacket);
            at += inPacket;
            if (packet < FULL) {
                break;
            }
            packet = packetLength();
            inPacket = packet;
        }
        if (at < event.length) {
            throw new IOException("of an event of " + length + " bytes only " + at + " came");
        }
        return event;
    }

    private int packetLength() throws IOException {
        fill(header, 0, PACKET_HEADER_LENGTH);
        return header[0] & 0xFF | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
    }

    private void fill(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        int end = from + length;
        while (at < end) {
            int read = in.read(bytes, at, Math.min(end - at, LARGEST_READ));
            if (read < 0) {
                throw new EOFException("the server ended the connection");
            }
            at += read;
            lastHeardNanos = System.nanoTime();
        }
    }
}
