package dev.tributary.mysql.snapshot;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.jdbc.JdbcConnection;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerFailures;
import dev.tributary.mysql.server.ServerSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads chunk after chunk over one connection. Used by one thread; {@link #close} may come from any, and ends what is
 * being read.
 */
public final class ChunkReader implements AutoCloseable {

    /** What becomes of a row. */
    @FunctionalInterface
    public interface RowConsumer<E extends Exception> {

        /** @param packet see {@link ChunkRows#packet} */
        void accept(byte[] packet) throws E;
    }

    /** The most that the driver takes for a packet. A row of any length comes in packets of less than 16 MB. */
    private static final int ANY_PACKET = 1 << 30;

    private final ServerSession session;

    private ChunkReader(ServerSession session) {
        this.session = session;
    }

    public static ChunkReader open(MySqlEndpoint endpoint, Duration connectTimeout) throws ServerFailureException {
        try {
            ServerSession session = ServerSession.open(endpoint, connectTimeout);
            configureDriver(session);
            return new ChunkReader(session);
        } catch (SQLException e) {
            throw ServerFailures.of(
                    e, endpoint.host() + ":" + endpoint.port(), "no connection for the reading of chunks");
        }
    }

    /** Over a session, which is the reader's from then on. */
    public static ChunkReader of(ServerSession session) throws SQLException {
        configureDriver(session);
        return new ChunkReader(session);
    }

    private static void configureDriver(ServerSession session) throws SQLException {
        PropertySet driver = session.connection().unwrap(JdbcConnection.class).getPropertySet();
        // The session has its own net_write_timeout; the driver would set one before and after each chunk.
        driver.getProperty(PropertyKey.netTimeoutForStreamingResults).setValue(0);
        // The server's max_allowed_packet bounds what it takes, not the rows that it sends; the driver takes it for
        // both.
        driver.getProperty(PropertyKey.maxAllowedPacket).setValue(ANY_PACKET);
    }

    /**
     * Begins to read a chunk. The connection serves nothing else until its rows are read or closed.
     *
     * @param columns the columns to read, in this order
     */
    public ChunkRows rows(Chunk chunk, List<Column> columns) throws ServerFailureException, TableChangedException {
        return ChunkRows.of(session, chunk, ChunkSql.rows(chunk, columns));
    }

    /**
     * Reads a chunk.
     *
     * @return how many rows it had
     * @throws E whatever the consumer throws; the reader cannot be used on then
     */
    public <E extends Exception> long read(Chunk chunk, List<Column> columns, RowConsumer<E> consumer)
            throws E, ServerFailureException, TableChangedException {
        return read(rows(chunk, columns), consumer);
    }

    /**
     * Reads the rows of a condition of MySQL's.
     *
     * @return how many there are
     * @throws E whatever the consumer throws; the reader cannot be used on then
     */
    public <E extends Exception> long readWhere(
            TableId table, List<Column> columns, String condition, RowConsumer<E> consumer)
            throws E, ServerFailureException, TableChangedException {
        String sql = ChunkSql.rowsWhere(table, columns, condition);
        return read(ChunkRows.of(session, Chunk.whole(table), sql), consumer);
    }

    private static <E extends Exception> long read(ChunkRows begun, RowConsumer<E> consumer)
            throws E, ServerFailureException, TableChangedException {
        long count = 0;
        try (ChunkRows rows = begun) {
            while (rows.next()) {
                consumer.accept(rows.packet());
                count++;
            }
        }
        return count;
    }

    /** The end of the binlog now, see {@link ServerSession#binlogHead}. */
    public Optional<BinlogPosition> binlogHead() throws ServerFailureException {
        try {
            return session.binlogHead();
        } catch (SQLException e) {
            throw ServerFailures.of(e, session.address(), "the end of the binlog cannot be read");
        }
    }

    /** Ends the connection at once. A thread that reads meanwhile fails with the kind AWAY. */
    @Override
    public void close() {
        session.abort();
    }
}
