package dev.tributary.journal;

import dev.tributary.model.TableId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one source table stands.
 *
 * @param server the first address of its server
 * @param sourceDatabase the connection's name
 * @param target where its rows go
 * @param readAnew whether it was read before, and is read by another snapshot
 * @param resyncs how often it was asked to be read anew, as far as the job has noticed
 * @param chunksDone how many chunks of its snapshot are in complete checkpoints
 * @param chunksBefore how many were when the counting began
 * @param chunksTotal how many it has, counted or, while it is still being cut, estimated; null where nobody knows
 * @param rowsEstimated how many rows it has by the server's estimate; null where nobody knows
 * @param countedSince when the counting began, with the snapshot or, later, with the attempt; null where none is read
 * @param obstacle what keeps it from being read; empty where nothing does
 */
public record TableReport(
        String server,
        TableId source,
        String sourceDatabase,
        TableId target,
        Phase phase,
        boolean readAnew,
        int resyncs,
        long chunksDone,
        long chunksBefore,
        @Nullable Long chunksTotal,
        @Nullable Long rowsEstimated,
        @Nullable Instant countedSince,
        String obstacle)
        implements Entry {

    @Override
    public JournalTable table() {
        return JournalTable.TABLES;
    }

    @Override
    public List<String> key() {
        return List.of(server, source.database(), source.table());
    }

    @Override
    public String values(JobRun run) {
        return Literals.row(
                run.job(),
                run.flinkJob(),
                server,
                source.database(),
                source.table(),
                sourceDatabase,
                target,
                phase.text(),
                readAnew,
                resyncs,
                chunksDone,
                chunksBefore,
                chunksTotal,
                rowsEstimated,
                countedSince,
                obstacle);
    }
}
