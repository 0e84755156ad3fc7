package dev.tributary.mysql.snapshot;

import com.mysql.cj.NativeSession;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.protocol.a.NativeConstants.IntegerDataType;
import com.mysql.cj.protocol.a.NativeMessageBuilder;
import com.mysql.cj.protocol.a.NativePacketPayload;
import com.mysql.cj.protocol.a.NativeProtocol;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerSession;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * The rows of a chunk as they come from the server, a packet each; one of them is in memory at a time. The driver's connection
 * brings the packets: its own results make an array of each value. Used by one thread.
 */
public final class ChunkRows implements AutoCloseable {

    /** A longer packet that begins like the end of a result has a value of that length. */
    private static final int LONGEST_END = 0xFFFFFF;

    private static final int INITIAL_BYTES = 1024;

    private final ServerSession session;
    private final Chunk chunk;
    private final NativeProtocol protocol;
    private NativePacketPayload packet;
    private boolean exhausted;

    private ChunkRows(ServerSession session, Chunk chunk, NativeProtocol protocol, NativePacketPayload packet) {
        this.session = session;
        this.chunk = chunk;
        this.protocol = protocol;
        this.packet = packet;
    }

    /** Sends a SELECT, and reads up to its first row. */
    static ChunkRows of(ServerSession session, Chunk chunk, String sql)
            throws ServerFailureException, TableChangedException {
        try {
            NativeSession driver = (NativeSession)
                    session.connection().unwrap(JdbcConnection.class).getSession();
            NativeProtocol protocol = driver.getProtocol();
            boolean attributes = protocol.getServerSession().supportsQueryAttributes();
            NativePacketPayload head = protocol.sendCommand(
                    new NativeMessageBuilder(attributes)
                            .buildComQuery(null, driver, sql.getBytes(StandardCharsets.UTF_8)),
                    false,
                    0);
            head.setPosition(0); // where the driver has looked for an error
            long columns = head.readInteger(IntegerDataType.INT_LENENC);
            boolean marked = !protocol.getServerSession().isEOFDeprecated();
            NativePacketPayload packet = new NativePacketPayload(INITIAL_BYTES);
            for (long left = marked ? columns + 1 : columns; left > 0; left--) {
                packet = protocol.readMessage(packet);
            }
            return new ChunkRows(session, chunk, protocol, packet);
        } catch (SQLException | CJException e) {
            throw failure(e, session, chunk);
        }
    }

    /** Goes to the next row. @return whether there is one */
    public boolean next() throws ServerFailureException, TableChangedException {
        try {
            packet = protocol.readMessage(packet);
            if (firstByte() == NativePacketPayload.TYPE_ID_ERROR) {
                protocol.checkErrorMessage(packet);
            }
        } catch (CJException e) {
            throw failure(e, session, chunk);
        }
        exhausted = firstByte() == NativePacketPayload.TYPE_ID_EOF && packet.getPayloadLength() < LONGEST_END;
        return !exhausted;
    }

    private int firstByte() {
        return packet.getByteBuffer()[0] & 0xFF;
    }

    private static ServerFailureException failure(Exception e, ServerSession session, Chunk chunk)
            throws TableChangedException {
        SQLException cause = SQLExceptionsMapping.translateException(e);
        return ChunkFailures.of(cause, session.address(), chunk.table(), "reading " + chunk + " failed");
    }

    /**
     * The row in the text protocol, for {@link TextRow#read}, texts in UTF-8. The array is used for the next rows again, and may
     * be longer than the row.
     */
    public byte[] packet() {
        return packet.getByteBuffer();
    }

    /** Ends the reading. If rows are left the connection is ended with it, since all of them had to be read first. */
    @Override
    public void close() {
        if (!exhausted) {
            session.abort();
        }
    }
}
