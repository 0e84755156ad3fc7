package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import dev.tributary.mysql.source.SourceMessage.ChunksAcknowledged;
import dev.tributary.mysql.source.SourceMessage.ChunksFinished;
import dev.tributary.mysql.source.SourceMessage.FollowTables;
import dev.tributary.mysql.source.SourceMessage.HoldReading;
import dev.tributary.mysql.source.SourceMessage.RaiseVersions;
import dev.tributary.mysql.source.SourceMessage.ReleaseTables;
import dev.tributary.mysql.source.SourceMessage.RoutesAdded;
import dev.tributary.mysql.source.SourceMessage.ServerReplaced;
import dev.tributary.mysql.source.SourceMessage.SnapshotComplete;
import dev.tributary.mysql.source.SourceMessage.TablesRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what two threads read of a server, chunks of snapshots and the binlog, and keeps how far that is. The task itself
 * never waits for a server, so checkpoints complete whatever becomes of it.
 */
final class ServerReader implements SourceReader<RowChange, ServerSplit> {

    private static final long HANDOVER_BYTES = 4L << 20;

    private final SourceReaderContext context;
    private final SourceParts parts;
    private final boolean bounded;
    private final SnapshotSplits snapshots = new SnapshotSplits();
    private final Handover snapshotRows = new Handover(HANDOVER_BYTES, this::wake);
    private final Handover binlogRows = new Handover(HANDOVER_BYTES, this::wake);
    private final SourceJournal journal;
    private final RowCounts counts = new RowCounts();
    private final Counter rowsOut;
    private final SnapshotWorker snapshotWorker;
    private final ReaderWatch watch;

    private final BinlogStatuses statuses = new BinlogStatuses();

    private @Nullable BinlogWorker binlogWorker;
    private @Nullable BinlogSplit binlog;
    private @Nullable SnapshotComplete complete;
    /** Nothing is read before the enumerator has said that the server is not paused. */
    private boolean held;

    private boolean started;
    private boolean splitRequested;
    private boolean noMoreSplits;

    private volatile CompletableFuture<Void> available = new CompletableFuture<>();

    ServerReader(SourceReaderContext context, SourceParts parts) {
        this.context = context;
        this.parts = parts;
        this.rowsOut = context.metricGroup().getIOMetricGroup().getNumRecordsOutCounter();
        this.bounded = parts.mode() == RunMode.ETL;
        this.journal = parts.journal("reader-" + context.getIndexOfSubtask(), context.metricGroup());
        this.snapshotWorker = parts.snapshotWorker(snapshotRows, counts, context.getIndexOfSubtask(), this::wake);
        this.held = !bounded;
        snapshotWorker.hold(held);
        this.watch = new ReaderWatch(context, parts, journal, counts, snapshotWorker::reconnects);
    }

    @Override
    public void start() {
        started = true;
        snapshotWorker.start();
        sayFinished(snapshots.finished());
        watch.start(this::wake);
        requestSplit();
    }

    private void wake() {
        available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowChange> output) throws Exception {
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        requireNoFailure();
        passOnBinlog(output);
        passOnSnapshots(output);
        SnapshotComplete end = complete;
        if (end != null) {
            complete = null;
            parts.removals(end.snapshotVersions()).forEach(output::collect);
        }
        if (noMoreSplits && snapshotWorker.unread() == 0 && snapshotRows.isEmpty()) {
            return InputStatus.END_OF_INPUT;
        }
        return snapshotRows.isEmpty() && binlogRows.isEmpty()
                ? InputStatus.NOTHING_AVAILABLE
                : InputStatus.MORE_AVAILABLE;
    }

    private void requireNoFailure() throws Exception {
        BinlogWorker worker = binlogWorker;
        Throwable failure = worker == null ? null : worker.failure();
        failure = failure == null ? snapshotWorker.failure() : failure;
        failure = failure == null ? watch.verdict() : failure;
        if (failure != null) {
            journal.failed(failure);
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure != null) {
            throw new IllegalStateException("reading MySQL server " + parts.address() + " failed", failure);
        }
    }

    private void passOnBinlog(ReaderOutput<RowChange> output) {
        BinlogWorker worker = binlogWorker;
        if (worker == null) {
            return;
        }
        Handover.Taken<BinlogSplit> taken =
                binlogRows.take(() -> worker.reading().split());
        if (taken != null) {
            taken.changes().forEach(output::collect);
            binlog = taken.state();
            watch.readUpTo(taken.state(), worker);
        }
    }

    private void passOnSnapshots(ReaderOutput<RowChange> output) {
        Handover.Taken<List<ChunkReport>> taken = snapshotRows.take(snapshotWorker::takeFinished);
        if (taken == null) {
            return;
        }
        for (RowChange rows : taken.changes()) {
            output.collect(rows);
            rowsOut.inc(rows.rows() - 1L); // the rows are what people count, Flink counts what was collected
        }
        if (!taken.state().isEmpty()) {
            snapshots.finish(taken.state());
            if (bounded) {
                sayFinished(taken.state());
            }
            requestSplit();
        }
    }

    /** Asks for more while the last chunks are read. */
    private void requestSplit() {
        if (!splitRequested && !noMoreSplits && snapshotWorker.unread() <= 1) {
            splitRequested = true;
            context.sendSplitRequest();
        }
    }

    private void sayFinished(List<ChunkReport> reports) {
        if (!reports.isEmpty()) {
            context.sendSourceEventToCoordinator(new ChunksFinished(new ArrayList<>(reports)));
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> future = available;
        return snapshotRows.isEmpty() && binlogRows.isEmpty() ? future : CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<ServerSplit> splits) {
        for (ServerSplit split : splits) {
            if (split instanceof SnapshotSplit chunks) {
                splitRequested = false;
                snapshots.add(chunks);
                snapshotWorker.read(chunks);
            } else if (split instanceof BinlogSplit added) {
                begin(added);
            }
        }
    }

    private void begin(BinlogSplit split) {
        ReaderNotes notes = new ReaderNotes(journal, counts, parts.refusals(journal));
        BinlogWorker worker = parts.binlogWorker(split, binlogRows, notes, context.getIndexOfSubtask(), this::wake);
        binlogWorker = worker;
        boolean hold = held;
        worker.command(reading -> reading.hold(hold));
        BinlogSplit begun = worker.reading().split();
        binlog = begun;
        worker.start();
        if (!started) {
            // Of a state that is complete. What was assigned just now is said when a checkpoint has it: until then it
            // can go back.
            context.sendSourceEventToCoordinator(statuses.said(BinlogStatus.of(begun, true)));
        }
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ChunksAcknowledged acknowledged) {
            snapshots.forget(acknowledged.chunks());
        } else if (event instanceof SnapshotComplete snapshotComplete) {
            complete = snapshotComplete;
            wake();
        } else if (event instanceof FollowTables follow) {
            command(reading -> reading.follow(follow));
        } else if (event instanceof RaiseVersions raise) {
            command(reading -> reading.raise(raise.server()));
        } else if (event instanceof ReleaseTables release) {
            command(reading -> reading.release(release.tables()));
        } else if (event instanceof HoldReading hold) {
            hold(hold.held());
        } else if (event instanceof ServerReplaced replaced) {
            snapshotWorker.replaced(replaced.by());
        } else if (event instanceof RoutesAdded added) {
            added(added);
        } else {
            throw new IllegalStateException("a message of a kind that is not known here: " + event);
        }
    }

    private void added(RoutesAdded message) {
        message.batches().forEach(batch -> watch.show(parts.routes().add(batch.routes())));
        if (message.areAll() && !parts.routes().areKnown()) {
            binlog = binlogWorker == null ? null : binlogWorker.routesAreKnown();
            parts.routes().setKnown();
        }
    }

    private void hold(boolean hold) {
        held = hold;
        snapshotWorker.hold(hold);
        command(reading -> reading.hold(hold));
    }

    private void command(Consumer<BinlogReading> command) {
        if (binlogWorker != null) {
            binlogWorker.command(command);
        }
    }

    @Override
    public List<ServerSplit> snapshotState(long checkpointId) {
        List<ServerSplit> state = new ArrayList<>(snapshots.splits());
        snapshots.checkpointBegins(checkpointId);
        BinlogSplit split = binlog;
        if (split != null) {
            state.add(split);
            statuses.checkpointBegins(checkpointId, BinlogStatus.of(split, false));
        }
        return state;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (!bounded) {
            sayFinished(snapshots.durable(checkpointId));
        }
        BinlogStatus status = statuses.complete(checkpointId);
        if (status != null) {
            context.sendSourceEventToCoordinator(status);
        }
        sayRejected();
    }

    private void sayRejected() {
        Map<TableId, Integer> rejected = binlogWorker == null ? Map.of() : binlogWorker.takeRejected();
        if (!rejected.isEmpty()) {
            context.sendSourceEventToCoordinator(new TablesRejected(rejected));
        }
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        wake();
    }

    @Override
    public void close() throws Exception {
        watch.close();
        snapshotWorker.close();
        if (binlogWorker != null) {
            binlogWorker.close();
        }
        journal.close();
    }
}
