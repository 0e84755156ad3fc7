package dev.tributary.mysql.snapshot;

import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The rows of a chunk as they come from the server; one of them is in memory at a time. Used by one thread. */
public final class ChunkRows implements AutoCloseable {

    private final ServerSession session;
    private final Chunk chunk;
    private final Statement statement;
    private final ResultSet rows;
    private final byte[] @Nullable [] row;
    private boolean exhausted;

    ChunkRows(ServerSession session, Chunk chunk, Statement statement, ResultSet rows, int columns) {
        this.session = session;
        this.chunk = chunk;
        this.statement = statement;
        this.rows = rows;
        this.row = new byte[columns][];
    }

    /** Goes to the next row. @return whether there is one */
    public boolean next() throws ServerFailureException, TableChangedException {
        try {
            if (!rows.next()) {
                exhausted = true;
                return false;
            }
            for (int i = 0; i < row.length; i++) {
                row[i] = rows.getBytes(i + 1);
            }
            return true;
        } catch (SQLException e) {
            throw ChunkFailures.of(e, session.address(), chunk.table(), "reading " + chunk + " failed");
        }
    }

    /**
     * The values of the row in the text protocol, texts in UTF-8, null for NULL. The outer array is the same for all
     * rows, the inner ones are not.
     */
    public byte[] @Nullable [] row() {
        return row;
    }

    /**
     * Ends the reading. If rows are left the connection is ended with it, since the driver would read all of them
     * first.
     */
    @Override
    public void close() {
        if (!exhausted) {
            session.abort();
            return;
        }
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            session.abort();
        }
    }
}
