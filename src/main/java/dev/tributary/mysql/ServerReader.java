package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ServerFailures.ServerSilentException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.events.LatestFinishedSplitsNumberRequestEvent;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a server through one connector's reader after the other: when the server is lost, the reader's splits are taken over
 * as they were after the last record that was passed on, and a new reader goes on from there when the server answers again.
 * The task stays RUNNING all the while, so that checkpoints complete and all other servers flow on.
 *
 * <p>There is one way back only. The binlog client's own reconnecting is off: it would go on in whatever server answers at
 * the address. Before each reader it is made sure that it is the same server, and that it still has the binlog.
 */
final class ServerReader implements SourceReader<RowChange, MySqlSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerReader.class);
    private static final long WATCH_MILLIS = 500;

    private final SourceReaderContext context;
    private final ConnectorReaders readers;
    private final ServerProbe probe;
    private final SetAsideTables setAside;
    private final SnapshotVersions snapshots;
    private final SilenceWatch silence;
    private final ServerWatch watch;
    private final Counter reconnects;
    private final ScheduledExecutorService background;
    private final ServerReturn serverReturn;

    private final WaitingInput waiting = new WaitingInput();
    private boolean snapshotComplete;

    private @Nullable SourceReader<RowChange, MySqlSplit> delegate;
    private @Nullable SplitOutputs outputs;
    private @Nullable String serverUuid;
    private boolean lost;

    private volatile CompletableFuture<Void> wake = new CompletableFuture<>();

    ServerReader(
            SourceReaderContext context,
            ConnectorReaders readers,
            ServerProbe probe,
            SetAsideTables setAside,
            SnapshotVersions snapshots,
            SilenceWatch silence) {
        this.snapshots = snapshots;
        this.context = context;
        this.readers = readers;
        this.probe = probe;
        this.setAside = setAside;
        this.silence = silence;
        this.watch = new ServerWatch(probe, context.getIndexOfSubtask() == 0, context.metricGroup());
        this.reconnects = context.metricGroup().counter("serverReconnects");
        this.background = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "watch-" + probe.address() + "-" + context.getIndexOfSubtask());
            thread.setDaemon(true);
            return thread;
        });
        ServerReturn away = new ServerReturn(probe, setAside, background, () -> wake.complete(null));
        this.serverReturn = away;
        context.metricGroup()
                .gauge(
                        "tablesSetAside",
                        () -> setAside.among(away.tablesSetAside()).size());
    }

    @Override
    public void start() {
        watch.schedule(background);
        background.scheduleWithFixedDelay(this::wakeIfLost, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void wakeIfLost() {
        if (watch.verdict() != null || !silence.tooLong().isZero()) {
            wake.complete(null);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowChange> output) throws Exception {
        if (wake.isDone()) {
            wake = new CompletableFuture<>();
        }
        requireNoVerdict();
        try {
            SourceReader<RowChange, MySqlSplit> reader = delegate;
            if (reader == null) {
                if (!canStart()) {
                    return InputStatus.NOTHING_AVAILABLE;
                }
                reader = startReader();
            }
            if (snapshotComplete) {
                snapshotComplete = false;
                snapshots.removeAllOlderRows(output::collect);
            }
            silence.polled();
            Duration silent = silence.tooLong();
            if (!silent.isZero()) {
                throw new ServerSilentException(silent.toSeconds());
            }
            return reader.pollNext(outputs(output));
        } catch (Exception e) {
            pauseAfter(e, delegate == null ? waiting.splits() : delegate.snapshotState(0));
            return InputStatus.NOTHING_AVAILABLE;
        }
    }

    private SplitOutputs outputs(ReaderOutput<RowChange> output) {
        SplitOutputs known = outputs;
        if (known == null || !known.isOf(output)) {
            known = new SplitOutputs(output);
            outputs = known;
        }
        return known;
    }

    private void requireNoVerdict() {
        RuntimeException mismatch = serverReturn.verdict() == null ? watch.verdict() : serverReturn.verdict();
        if (mismatch != null) {
            throw mismatch;
        }
    }

    /** Without a table the connector would read all that the server has. */
    private boolean canStart() {
        return serverReturn.isVerified() && setAside.leavesAny(serverReturn.tablesSetAside());
    }

    private SourceReader<RowChange, MySqlSplit> startReader() {
        serverReturn.use();
        Set<TableId> excluded = setAside.among(serverReturn.tablesSetAside());
        SourceReader<RowChange, MySqlSplit> reader = readers.create(silence, excluded);
        delegate = reader;
        silence.restart(waiting.hasBinlog());
        waiting.choose(splits -> SetAsideTables.without(snapshots.withoutOutdated(splits), excluded));
        readers.announce(waiting.splits());
        boolean suspended = waiting.isSuspended();
        try {
            waiting.giveSplits(reader);
        } catch (RuntimeException e) {
            delegate = null;
            close(reader);
            throw e;
        }
        reader.start();
        waiting.giveEvents(reader);
        if (suspended) {
            // It was asked by the reader before this one, if it was asked at all.
            context.sendSourceEventToCoordinator(new LatestFinishedSplitsNumberRequestEvent());
        }
        if (lost) {
            lost = false;
            reconnects.inc();
            LOG.info("Reading MySQL server {} goes on", probe.address());
        }
        serverReturn.over();
        return reader;
    }

    /**
     * Takes a failure of the server as a pause, sets a table aside that cannot be followed, and lets every other failure end
     * the attempt.
     *
     * @param state where to go on
     */
    private void pauseAfter(Exception failure, List<MySqlSplit> state) throws Exception {
        List<SchemaChangedException> refused = refused(failure, state);
        if (!refused.isEmpty() && refused.stream().allMatch(each -> setAside.canTake(each, state))) {
            setAside.take(refused);
            goOnFrom(state);
            return;
        }
        if (ServerFailures.isDisplaced(failure)) {
            throw probe.displaced(ServerFailures.describe(failure));
        }
        if (ServerFailures.binlogIsGone(failure)) {
            throw probe.binlogGone("cannot read on in the binlog of MySQL server " + probe.address()
                    + ", which was purged, or begun anew: " + ServerFailures.describe(failure));
        }
        if (!ServerFailures.passes(failure)) {
            throw failure;
        }
        if (!lost) {
            LOG.warn(
                    "The connection to MySQL server {} is lost, reading pauses: {}",
                    probe.address(),
                    ServerFailures.describe(failure));
        }
        lost = true;
        goOnFrom(state);
    }

    /**
     * Which tables cannot be followed, so that the others go on without them. Rows from before the snapshot of a table that is
     * read beside the binlog can have a structure that is not known any more; which table it was the change source does not say.
     */
    private List<SchemaChangedException> refused(Exception failure, List<MySqlSplit> state) {
        Optional<SchemaChangedException> refused = ExceptionUtils.findThrowable(failure, SchemaChangedException.class);
        if (refused.isPresent()) {
            return List.of(refused.get());
        }
        return ServerFailures.isUnreadableRow(failure)
                ? setAside.readBesideTheBinlog(state, serverReturn.tablesSetAside()).stream()
                        .map(table -> new SchemaChangedException(
                                table, "the binlog has rows of it from before its snapshot, with another structure"))
                        .toList()
                : List.of();
    }

    private void goOnFrom(List<MySqlSplit> state) {
        silence.restart(false);
        SourceReader<RowChange, MySqlSplit> old = delegate;
        delegate = null;
        waiting.takeOver(state);
        reconnect(old);
    }

    private void reconnect(@Nullable SourceReader<RowChange, MySqlSplit> old) {
        serverReturn.await(serverUuid, waiting.splits(), () -> {
            if (old != null) {
                close(old);
            }
        });
    }

    private static void close(SourceReader<RowChange, MySqlSplit> reader) {
        try {
            reader.close();
        } catch (Exception e) {
            LOG.debug("Closing the reader of a lost connection failed", e);
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        SourceReader<RowChange, MySqlSplit> reader = delegate;
        CompletableFuture<Void> woken = wake;
        if (reader == null) {
            return canStart() ? CompletableFuture.completedFuture(null) : woken;
        }
        CompletableFuture<Void> available = reader.isAvailable();
        return available.isDone()
                ? available
                : CompletableFuture.anyOf(available, woken).thenApply(ignored -> null);
    }

    @Override
    public void addSplits(List<MySqlSplit> added) {
        SourceReader<RowChange, MySqlSplit> reader = delegate;
        if (reader == null) {
            waiting.add(added);
            return;
        }
        readers.announce(added);
        withReader(reader, () -> reader.addSplits(added), () -> waiting.add(added));
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof SnapshotComplete) {
            snapshotComplete = true;
            wake.complete(null);
            return;
        }
        if (event instanceof ServerVerified server) {
            begin(server);
            return;
        }
        SourceReader<RowChange, MySqlSplit> reader = delegate;
        if (reader == null) {
            waiting.add(event);
        } else {
            withReader(reader, () -> reader.handleSourceEvents(event), () -> waiting.add(event));
        }
    }

    private void begin(ServerVerified server) {
        boolean forgotten = snapshots.begin(server.snapshotVersions(), server.tables());
        Set<String> readAnew = setAside.begin(server.resyncs());
        if (serverUuid == null) {
            serverUuid = server.serverUuid();
            reconnect(null);
        } else if (delegate != null && (forgotten || !readAnew.isEmpty())) {
            goOnFrom(delegate.snapshotState(0));
        }
        waiting.dropChunksOf(readAnew);
        wake.complete(null);
    }

    /**
     * Passes something on to the reader, unless the server is lost over it.
     *
     * @param otherwise keeps what the reader could not take
     */
    private void withReader(SourceReader<RowChange, MySqlSplit> reader, Runnable call, Runnable otherwise) {
        // Before, since a reader that fails over an event may have let go of the split that it is about.
        List<MySqlSplit> state = reader.snapshotState(0);
        try {
            call.run();
        } catch (RuntimeException e) {
            try {
                pauseAfter(e, state);
            } catch (RuntimeException fatal) {
                throw fatal;
            } catch (Exception fatal) {
                throw new IllegalStateException(fatal);
            }
            otherwise.run();
        }
    }

    @Override
    public List<MySqlSplit> snapshotState(long checkpointId) {
        SourceReader<RowChange, MySqlSplit> reader = delegate;
        List<MySqlSplit> state = reader == null ? waiting.splits() : reader.snapshotState(checkpointId);
        watch.readUpTo(state);
        return state;
    }

    @Override
    public void notifyNoMoreSplits() {
        waiting.endSplits();
        if (delegate != null) {
            delegate.notifyNoMoreSplits();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        if (delegate != null) {
            delegate.notifyCheckpointComplete(checkpointId);
        }
    }

    @Override
    public void close() throws Exception {
        background.shutdownNow();
        watch.close();
        if (delegate != null) {
            delegate.close();
        }
        readers.forgetCurrent();
    }
}
