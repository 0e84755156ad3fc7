package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What the enumerator and the readers of a server tell each other. A reader says nothing that no complete checkpoint has, but
 * for the chunks of a bounded run; so the enumerator is never ahead of a reader that fails.
 */
sealed interface SourceMessage extends SourceEvent {

    /** From a reader: chunks that are behind it. Said again until it is acknowledged. */
    record ChunksFinished(List<ChunkReport> reports) implements SourceMessage {}

    /** To a reader: it need not keep the reports any more. */
    record ChunksAcknowledged(Set<ChunkId> chunks) implements SourceMessage {}

    /**
     * From the reader of the binlog: what it follows.
     *
     * @param followed how often each table that it follows, or reads up to the others, had been read anew
     * @param refused the same for those that it refused
     * @param restored whether the reader has just begun, so that what it was told before may be lost
     */
    record BinlogStatus(
            ServerIdentity server, Map<TableId, Integer> followed, Map<TableId, Integer> refused, boolean restored)
            implements SourceMessage {

        static BinlogStatus of(BinlogSplit read, boolean restored) {
            return new BinlogStatus(read.server(), read.followed(), read.main().refused(), restored);
        }
    }

    /** To the reader of the binlog: these tables are to be followed too, from the position on. */
    record FollowTables(ServerIdentity server, BinlogPosition from, Map<TableId, FollowedTable> tables)
            implements SourceMessage {}

    /** From the reader of the binlog: tables that it was told to follow from a position of another server. */
    record TablesRejected(Map<TableId, Integer> tables) implements SourceMessage {}

    /** To the reader of the binlog: the numbers of its server's files are shifted further, see {@link BinlogReading#raise}. */
    record RaiseVersions(ServerIdentity server) implements SourceMessage {}

    /** To the reader of the binlog: not to follow the tables any more, unless they were read anew more often than this. */
    record ReleaseTables(Map<TableId, Integer> tables) implements SourceMessage {}

    /** To a reader: chunks of other servers than this one, which took their place, are not waited for any more. */
    record ServerReplaced(ServerIdentity by) implements SourceMessage {}
    /**
     * To a reader: tables that the running job has taken in.
     *
     * @param areAll whether it has been told of all by that
     */
    record RoutesAdded(List<RouteBatch> batches, boolean areAll) implements SourceMessage {}

    /** To a reader: to read nothing of the server from the end of a transaction on, or to go on. */
    record HoldReading(boolean held) implements SourceMessage {}

    /**
     * To one reader of a bounded run: all rows of all tables were passed on.
     *
     * @param snapshotVersions below which no rows of the tables are left in MySQL
     */
    record SnapshotComplete(Map<TableId, Long> snapshotVersions) implements SourceMessage {}
}
