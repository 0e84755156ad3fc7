package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPacketsTest {

    private static final int FULL = 0xFF_FFFF;

    @ParameterizedTest
    @ValueSource(ints = {19, 20, FULL - 2, FULL - 1, FULL, FULL + 1, 2 * FULL - 2, 2 * FULL - 1, 2 * FULL, 3 * FULL})
    void eventsComeWholeFromAsManyPacketsAsTheyNeed(int length) throws Exception {
        byte[] event = event(length);
        byte[] next = event(30);
        EventPackets packets = new EventPackets(slowly(packets(event), packets(next)));

        assertThat(Arrays.equals(packets.next(), event)).isTrue();
        assertThat(packets.next()).isEqualTo(next);
        assertThatThrownBy(packets::next).isInstanceOf(EOFException.class);
    }

    private static byte[] event(int length) {
        byte[] event = Events.event(EventTypes.WRITE_ROWS_2, 0, 500, new byte[length - EventReader.HEADER_LENGTH]);
        for (int i = EventReader.HEADER_LENGTH; i < length; i++) {
            event[i] = (byte) (i * 31);
        }
        return event;
    }

    /** As a server sends it: behind a zero, in packets of which all but the last are full. */
    private static byte[] packets(byte[] event) {
        byte[] payload = new byte[event.length + 1];
        System.arraycopy(event, 0, payload, 1, event.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int length;
        do {
            length = Math.min(FULL, payload.length - at);
            out.writeBytes(new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), 7});
            out.write(payload, at, length);
            at += length;
        } while (length == FULL);
        return out.toByteArray();
    }

    /** A stream that gives fewer bytes than it is asked for. */
    private static InputStream slowly(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return new ByteArrayInputStream(all.toByteArray()) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, length > 2 ? length - length / 3 : length);
            }
        };
    }

    @Test
    void whatIsNoEventFails() {
        assertThatThrownBy(() -> new EventPackets(slowly(new byte[] {0, 0, 0, 1})).next())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new EventPackets(slowly(new byte[] {5, 0, 0, 1, (byte) 0xFE, 0, 0, 2, 0})).next())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("ended the stream");
        assertThatThrownBy(() -> new EventPackets(slowly(new byte[] {1, 0, 0, 1, 0x42})).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("66");
        byte[] cut = Arrays.copyOf(packets(event(100)), 50);
        assertThatThrownBy(() -> new EventPackets(slowly(cut)).next()).isInstanceOf(EOFException.class);
    }

    @Test
    void eventWhoseLengthIsNotThatOfItsPacketsFails() {
        byte[] longer = event(FULL + 10);
        longer[9]++;
        byte[] shorter = event(FULL + 10);
        shorter[9]--;
        byte[] huge = event(FULL + 10);
        huge[12] = (byte) 0x90;

        assertThatThrownBy(() -> new EventPackets(slowly(packets(longer))).next())
                .hasMessageContaining("only");
        assertThatThrownBy(() -> new EventPackets(slowly(packets(shorter))).next())
                .hasMessageContaining("more");
        assertThatThrownBy(() -> new EventPackets(slowly(packets(huge))).next())
                .isInstanceOf(BinlogFailure.class)
                .hasMessageContaining("no array");
    }

    @Test
    void errorsOfTheServerKeepTheirCode() {
        byte[] message = "\u00d4\u0004#HY000A slave with the same server_uuid/server_id as this slave"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] packet = new byte[5 + message.length];
        packet[0] = (byte) (message.length + 1);
        packet[4] = (byte) 0xFF;
        System.arraycopy(message, 0, packet, 5, message.length);

        assertThatThrownBy(() -> new EventPackets(slowly(packet)).next())
                .isInstanceOfSatisfying(ServerException.class, e -> {
                    assertThat(e.getErrorCode()).isEqualTo(1236);
                    assertThat(kind(e)).isEqualTo(Kind.DISPLACED);
                });
    }

    @Test
    void failuresHaveTheKindOfTheirCause() {
        assertThat(kind(new ServerException("Could not find first log file name", 1236, "HY000")))
                .isEqualTo(Kind.GONE);
        assertThat(kind(new ServerException(
                        "A replica with the same server_uuid/server_id as this replica has connected", 1236, "HY000")))
                .isEqualTo(Kind.DISPLACED);
        assertThat(kind(new ServerException("Too many connections", 1040, "08004")))
                .isEqualTo(Kind.AWAY);
        assertThat(kind(new ServerException("Access denied", 1227, "42000"))).isEqualTo(Kind.REFUSED);
        assertThat(kind(new IOException("Failed to connect", new ConnectException("refused"))))
                .isEqualTo(Kind.AWAY);
        assertThat(kind(new IOException("Failed to connect", new UnknownHostException("db"))))
                .isEqualTo(Kind.AWAY);
        assertThat(kind(new SocketTimeoutException("Read timed out"))).isEqualTo(Kind.AWAY);
        assertThat(kind(new SSLException("reset", new SocketException("Connection reset"))))
                .isEqualTo(Kind.AWAY);
        assertThat(kind(new SSLHandshakeException("no trusted certificate"))).isEqualTo(Kind.REFUSED);
        assertThat(kind(new IOException("MySQL server does not support SSL"))).isEqualTo(Kind.REFUSED);
        assertThat(kind(new BinlogFailure(Kind.DAMAGED, "known"))).isEqualTo(Kind.DAMAGED);
    }

    private static Kind kind(IOException failure) {
        return ConnectionFailures.of(failure, "db:3306").kind();
    }
}
