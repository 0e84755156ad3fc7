package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import dev.tributary.mysql.source.SourceMessage.SnapshotComplete;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the chunks of snapshots to the readers that ask for some, as fast as the server's load permits. */
final class ChunkHandout implements AutoCloseable {

    private static final int SMALL_TABLES_AT_ONCE = 100;

    private final SplitEnumeratorContext<ServerSplit> context;
    private final SnapshotProgress progress;
    private final SnapshotThrottle throttle;
    private final Set<Integer> waitingReaders = new LinkedHashSet<>();
    private int splits;

    ChunkHandout(SplitEnumeratorContext<ServerSplit> context, SnapshotProgress progress, SnapshotThrottle throttle) {
        this.context = context;
        this.progress = progress;
        this.throttle = throttle;
    }

    /** @param permitted called when more is permitted than before */
    void start(Runnable permitted) {
        throttle.start(context, permitted);
    }

    void askedBy(int reader) {
        waitingReaders.add(reader);
    }

    /** A reader is gone; it asks again when it is back. */
    void forget(int reader) {
        waitingReaders.remove(reader);
    }

    /** @param server which is read; null before it was reached */
    void assign(@Nullable ServerIdentity server) {
        if (server == null) {
            return;
        }
        for (int reader : List.copyOf(waitingReaders)) {
            if (!context.registeredReaders().containsKey(reader)) {
                waitingReaders.remove(reader);
                continue;
            }
            if (progress.plannedChunks() > 0 && !throttle.permits(server)) {
                return;
            }
            List<ChunkTask> tasks = progress.handOut(SMALL_TABLES_AT_ONCE);
            if (tasks.isEmpty()) {
                return;
            }
            waitingReaders.remove(reader);
            context.assignSplit(new SnapshotSplit(splitId(tasks.get(0)), server, tasks, List.of()), reader);
        }
    }

    private String splitId(ChunkTask first) {
        return "chunks-" + first.id().table() + "-" + first.id().generation() + "-"
                + first.id().number() + "-" + splits++;
    }

    /** Lets the readers of a bounded run end when all of them have passed on their last rows. */
    void endIfComplete() {
        if (!progress.allIn(TablePhase.READ) || waitingReaders.isEmpty()) {
            return;
        }
        List<Integer> readers =
                context.registeredReaders().keySet().stream().sorted().toList();
        if (!waitingReaders.containsAll(readers)) {
            return; // it asks for more when it has passed on its last rows
        }
        Map<TableId, Long> versions = new HashMap<>();
        progress.all()
                .forEach(table -> versions.put(table.table(), table.snapshot().version()));
        context.sendEventToSourceReader(readers.get(0), new SnapshotComplete(versions));
        readers.forEach(context::signalNoMoreSplits);
        waitingReaders.clear();
    }

    @Override
    public void close() {
        throttle.close();
    }
}
