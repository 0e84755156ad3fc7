package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.snapshot.Chunk;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceSplit;

/** What a reader is given to read. */
sealed interface ServerSplit extends SourceSplit {

    /**
     * Chunks of snapshots, read one after the other over one connection.
     *
     * @param server whose positions the snapshots are of
     * @param tasks those that are still to be read
     * @param finished those that were, and of which the enumerator has not said yet that it knows
     */
    record SnapshotSplit(String splitId, ServerIdentity server, List<ChunkTask> tasks, List<ChunkReport> finished)
            implements ServerSplit {

        public SnapshotSplit {
            tasks = List.copyOf(tasks);
            finished = List.copyOf(finished);
        }
    }

    /** A chunk with what it is read by. */
    record ChunkTask(ChunkId id, Chunk chunk, TableSnapshot snapshot) {}

    /**
     * What became of a chunk.
     *
     * @param endVersion the version of the binlog's end when it was read
     * @param failure why it could not be read, since its table is not what it was; empty where it was
     * @param needsSomebody whether it could not be read a second time either, before somebody has done something about it
     */
    record ChunkReport(ChunkId id, long endVersion, String failure, boolean needsSomebody) implements Serializable {

        ChunkReport(ChunkId id, long endVersion, String failure) {
            this(id, endVersion, failure, false);
        }

        boolean isRead() {
            return failure.isEmpty();
        }
    }

    /**
     * The binlog of the server.
     *
     * @param main the tables that are followed together
     * @param catchUps tables whose snapshots are complete, from where these began: each is read up to where the others are, and
     *     then joins them
     */
    record BinlogSplit(ServerIdentity server, FollowState main, List<FollowState> catchUps) implements ServerSplit {

        static final String ID = "binlog";

        public BinlogSplit {
            catchUps = List.copyOf(catchUps);
        }

        @Override
        public String splitId() {
            return ID;
        }

        /** How often each table that is followed, or catches up, had been read anew. */
        Map<TableId, Integer> followed() {
            Map<TableId, Integer> followed = new HashMap<>();
            main.tables().forEach((table, each) -> followed.put(table, each.resyncs()));
            catchUps.forEach(lot -> lot.tables().forEach((table, each) -> followed.put(table, each.resyncs())));
            return followed;
        }
    }
}
