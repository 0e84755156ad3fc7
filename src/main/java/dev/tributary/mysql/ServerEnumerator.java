package dev.tributary.mysql;

import dev.tributary.inspect.ServerVitals;
import java.io.IOException;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.events.FinishedSnapshotSplitsReportEvent;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the connector's splits while the server is there, and waits while it is not: the job's other servers go on, and
 * checkpoints complete, whatever happens to this one.
 *
 * <p>The connector's enumerator does not survive a lost connection. Then its state is taken, which it always has in memory,
 * and a new one made from it, which starts when the server answers again. Until then it takes back splits and reports, for
 * which it needs no server; what needs one is kept and done later.
 *
 * <p>Readers begin when they are told which server it must be.
 */
final class ServerEnumerator implements SplitEnumerator<MySqlSplit, ServerSourceState> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerEnumerator.class);
    private static final long PROBE_INTERVAL_MILLIS = 2_000;
    private static final long RESYNC_INTERVAL_MILLIS = 5_000;

    private final SplitEnumeratorContext<MySqlSplit> context;
    private final ConnectorEnumerators connector;
    private final ServerProbe probe;
    private final Resyncs resyncs;

    /** By {@code database.table}. Read by the thread that looks for resyncs. */
    private volatile Map<String, RouteIdentity> routes;

    private final Map<String, Long> snapshotVersions = new HashMap<>();

    private Set<String> knownTables = Set.of();
    private @Nullable String serverUuid;
    private @Nullable SplitEnumerator<MySqlSplit, PendingSplitsState> delegate;
    private @Nullable RetirableEnumeratorContext delegateContext;
    private @Nullable Long heldBackCheckpoint;
    private final HeldAcknowledgement heldAcknowledgement = new HeldAcknowledgement();
    private final ChunkReports chunkReports = new ChunkReports();

    /** Whether the delegate works, which then is not null. Read by the probing thread. */
    private volatile boolean started;

    private boolean complained;

    /**
     * @param resyncs asked from time to time for tables that are to be read anew
     * @param state what to go on from, null at a first start
     */
    ServerEnumerator(
            SplitEnumeratorContext<MySqlSplit> context,
            ConnectorEnumerators connector,
            ServerProbe probe,
            Resyncs resyncs,
            List<RouteIdentity> routes,
            @Nullable ServerSourceState state) {
        this.context = context;
        this.connector = connector;
        this.probe = probe;
        this.resyncs = resyncs;
        this.routes = routes.stream().collect(Collectors.toMap(RouteIdentity::table, Function.identity()));
        if (state != null) {
            this.serverUuid = state.serverUuid();
            this.snapshotVersions.putAll(state.snapshotVersions());
            this.snapshotVersions.keySet().retainAll(tables());
            if (state.splits() != null) {
                prepare(state.splits());
            }
        }
    }

    @Override
    public void start() {
        context.callAsync(this::probeUnlessStarted, this::handleProbe, 0, PROBE_INTERVAL_MILLIS);
        context.callAsync(this::lookForResyncs, this::readAnew, RESYNC_INTERVAL_MILLIS, RESYNC_INTERVAL_MILLIS);
    }

    private Map<String, Integer> lookForResyncs() {
        return started ? resyncs.due(knownResyncs()) : Map.of();
    }

    private Map<String, Integer> knownResyncs() {
        return routes.values().stream().collect(Collectors.toMap(RouteIdentity::table, RouteIdentity::resyncs));
    }

    /**
     * Takes tables out of the connector's state, so that they are new to the enumerator that goes on from it, which has them
     * read by a snapshot as it does with tables that were added between two starts.
     */
    private void readAnew(@Nullable Map<String, Integer> due, @Nullable Throwable error) {
        if (error != null) {
            throw new IllegalStateException("looking for tables to be read anew failed", error);
        }
        SplitEnumerator<MySqlSplit, PendingSplitsState> running = delegate;
        if (due == null
                || due.isEmpty()
                || !started
                || running == null
                || !RestoredRoutes.takesTables(state(running))) {
            return;
        }
        LOG.info("MySQL server {}: read anew by a snapshot are {}", probe.address(), due.keySet());
        Map<String, RouteIdentity> renumbered = new HashMap<>(routes);
        due.forEach((table, number) -> renumbered.computeIfPresent(table, (name, route) -> route.withResyncs(number)));
        routes = Map.copyOf(renumbered);
        snapshotVersions.keySet().removeAll(due.keySet());
        giveUpDelegate(state -> RestoredRoutes.without(state, due.keySet()));
    }

    private @Nullable ServerVitals probeUnlessStarted() throws Exception {
        if (started) {
            return null;
        }
        if (delegate == null) {
            probe.requireTables(tables());
        }
        return probe.requireSame(serverUuid, List.of());
    }

    private void handleProbe(@Nullable ServerVitals vitals, @Nullable Throwable error) {
        if (started) {
            return;
        }
        if (error != null) {
            handleFailure(error);
        } else if (vitals != null) {
            serverUuid = vitals.serverUuid();
            long end = BinlogEnd.version(vitals);
            // Those that are read by a snapshot from here on.
            tables().forEach(table -> snapshotVersions.putIfAbsent(table, end));
            startDelegate();
        }
    }

    private Set<String> tables() {
        return routes.keySet();
    }

    private void startDelegate() {
        try {
            if (delegate == null) {
                delegateContext = new RetirableEnumeratorContext(context, Set.of(), this::handleFailure);
                delegate = connector.create(delegateContext);
            }
            delegate.start();
            started = true;
            knownTables = RestoredRoutes.tables(state(delegate));
            complained = false;
            LOG.info("MySQL server {} answers, its tables are being read", probe.address());
            for (int reader : List.copyOf(context.registeredReaders().keySet())) {
                addReader(reader);
                // Who asked the enumerator before this one is not known; one split too many does no harm.
                delegate.handleSplitRequest(reader, null);
            }
            endIfComplete();
            Long checkpoint = heldBackCheckpoint;
            heldBackCheckpoint = null;
            if (checkpoint != null) {
                notifyCheckpointComplete(checkpoint);
            }
        } catch (RuntimeException e) {
            handleFailure(e);
        }
    }

    /** Takes a failure of the server as a pause, and lets every other one end the job. */
    private void handleFailure(Throwable failure) {
        if (!ServerFailures.passes(failure)) {
            throw failure instanceof RuntimeException runtime
                    ? runtime
                    : new IllegalStateException("reading from MySQL server " + probe.address() + " failed", failure);
        }
        if (!complained) {
            complained = true;
            LOG.warn(
                    "MySQL server {} is away, its part of the job waits: {}",
                    probe.address(),
                    ServerFailures.describe(failure));
        }
        giveUpDelegate(UnaryOperator.identity());
    }

    /** @param change what the one that takes its place goes on from */
    private void giveUpDelegate(UnaryOperator<PendingSplitsState> change) {
        started = false;
        heldAcknowledgement.forget();
        SplitEnumerator<MySqlSplit, PendingSplitsState> old = delegate;
        if (old == null) {
            return;
        }
        PendingSplitsState state = change.apply(state(old));
        retire(old);
        prepare(state);
    }

    private PendingSplitsState state(SplitEnumerator<MySqlSplit, PendingSplitsState> enumerator) {
        return state(enumerator, 0);
    }

    /** It always has it in memory. */
    private PendingSplitsState state(SplitEnumerator<MySqlSplit, PendingSplitsState> enumerator, long checkpointId) {
        return WholeState.of(() -> {
            try {
                return enumerator.snapshotState(checkpointId);
            } catch (ConcurrentModificationException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("the source of " + probe.address() + " does not tell its state", e);
            }
        });
    }

    private void prepare(PendingSplitsState state) {
        delegateContext = new RetirableEnumeratorContext(context, RestoredRoutes.handedOut(state), this::handleFailure);
        delegate = connector.restore(delegateContext, state);
    }

    private void retire(SplitEnumerator<MySqlSplit, PendingSplitsState> old) {
        if (delegateContext != null) {
            delegateContext.retire();
        }
        delegate = null;
        // It closes connections to a server that may not answer.
        Thread closer = new Thread(() -> closeQuietly(old), "close-enumerator-" + probe.address());
        closer.setDaemon(true);
        closer.start();
    }

    private static void closeQuietly(SplitEnumerator<MySqlSplit, PendingSplitsState> old) {
        try {
            old.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Closing an enumerator that was given up failed", e);
        }
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        SplitEnumerator<MySqlSplit, PendingSplitsState> running = delegate;
        if (started && running != null) {
            try {
                running.handleSplitRequest(subtaskId, requesterHostname);
                endIfComplete();
            } catch (RuntimeException e) {
                handleFailure(e);
            }
        }
    }

    /**
     * Lets the readers of a bounded run end, all at once, when every one of them has passed on its last row: only then it is
     * known what was deleted in MySQL since an earlier run.
     */
    private void endIfComplete() {
        RetirableEnumeratorContext current = delegateContext;
        if (current == null || current.ending().isEmpty() || !connector.boundedSnapshotIsComplete()) {
            return;
        }
        List<Integer> ending = List.copyOf(current.ending());
        current.ending().clear();
        context.sendEventToSourceReader(ending.get(0), new SnapshotComplete());
        ending.forEach(context::signalNoMoreSplits);
    }

    @Override
    public void addSplitsBack(List<MySqlSplit> splits, int subtaskId) {
        if (delegate == null) {
            throw new IllegalStateException(
                    "splits came back to the source of " + probe.address() + " that were never handed out: " + splits);
        }
        heldAcknowledgement.forget();
        delegate.addSplitsBack(splits, subtaskId);
        takeBack(chunkReports.takeLost(subtaskId));
    }

    /** Chunks that a reader had read, and reads again since it has failed, are not read. */
    private void takeBack(Set<String> chunks) {
        SplitEnumerator<MySqlSplit, PendingSplitsState> running = delegate;
        if (running != null && !chunks.isEmpty() && RestoredRoutes.awaitsChunks(state(running))) {
            giveUpDelegate(state -> RestoredRoutes.unread(state, chunks));
        }
    }

    @Override
    public void addReader(int subtaskId) {
        String uuid = serverUuid;
        SplitEnumerator<MySqlSplit, PendingSplitsState> running = delegate;
        if (started && running != null && uuid != null) {
            context.sendEventToSourceReader(
                    subtaskId, new ServerVerified(uuid, Map.copyOf(snapshotVersions), knownResyncs(), knownTables));
            running.addReader(subtaskId);
        }
    }

    @Override
    public void handleSourceEvent(int subtaskId, SourceEvent event) {
        if (delegate != null && delegateContext != null && !heldAcknowledgement.takes(subtaskId, event)) {
            SourceEvent known = delegateContext.ofHandedOut(subtaskId, event);
            if (known instanceof FinishedSnapshotSplitsReportEvent report) {
                chunkReports.add(subtaskId, report.getFinishedOffsets().keySet());
            }
            delegate.handleSourceEvent(subtaskId, known);
            endIfComplete();
        }
    }

    @Override
    public ServerSourceState snapshotState(long checkpointId) {
        SplitEnumerator<MySqlSplit, PendingSplitsState> running = delegate;
        PendingSplitsState splits = running == null ? null : state(running, checkpointId);
        heldAcknowledgement.checkpointBegins(checkpointId);
        chunkReports.checkpointBegins(checkpointId);
        return new ServerSourceState(serverUuid, List.copyOf(routes.values()), snapshotVersions, splits);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        chunkReports.checkpointIsComplete(checkpointId);
        SplitEnumerator<MySqlSplit, PendingSplitsState> running = delegate;
        if (!started || running == null) {
            heldBackCheckpoint = checkpointId;
            return;
        }
        try {
            running.notifyCheckpointComplete(checkpointId);
            heldAcknowledgement.checkpointIsComplete(checkpointId, (reader, event) -> {
                if (RestoredRoutes.awaitsReaders(state(running))) {
                    running.handleSourceEvent(reader, event);
                }
            });
        } catch (Exception e) {
            handleFailure(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (delegate != null) {
            delegate.close();
        }
    }
}
