package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import dev.tributary.mysql.source.SourceMessage.ChunksAcknowledged;
import dev.tributary.mysql.source.SourceMessage.ChunksFinished;
import dev.tributary.mysql.source.SourceMessage.RaiseVersions;
import dev.tributary.mysql.source.SourceMessage.ServerReplaced;
import dev.tributary.mysql.source.SourceMessage.SnapshotComplete;
import dev.tributary.mysql.source.SourceMessage.TablesRejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the chunks of a server's tables, and tells the reader of the binlog which of them to follow. What needs the server
 * is done beside, and waits while the server is away.
 */
final class ServerEnumerator implements SplitEnumerator<ServerSplit, SourceState> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerEnumerator.class);
    private static final int SMALL_TABLES_AT_ONCE = 100;

    private final SplitEnumeratorContext<ServerSplit> context;
    private final List<RouteIdentity> routes;
    private final SnapshotProgress progress;
    private final ServerWork work;
    private final SnapshotNews news;
    private final ReadingGate gate;
    private final boolean bounded;
    private final SnapshotThrottle throttle;

    /** The connections that the state has and the plan does not. */
    private final Set<String> left = new TreeSet<>();

    private final Set<Integer> waitingReaders = new LinkedHashSet<>();
    private @Nullable ServerIdentity server;
    private final FollowInstructions instructions;
    private int splits;

    /** @param state what to go on from, null at a first start */
    ServerEnumerator(
            SplitEnumeratorContext<ServerSplit> context,
            List<RouteIdentity> routes,
            SnapshotProgress progress,
            SourceParts parts,
            @Nullable SourceState state) {
        this.context = context;
        this.routes = routes;
        this.progress = progress;
        this.bounded = parts.mode() == RunMode.ETL;
        this.server = state == null ? null : state.server();
        if (state != null) {
            state.routes().forEach(route -> left.add(route.sourceDatabase()));
            routes.forEach(route -> left.remove(route.sourceDatabase()));
        }
        this.instructions = new FollowInstructions(context, progress, state != null && state.binlogAssigned());
        this.gate = new ReadingGate(context, bounded);
        this.work = new ServerWork(context, parts, progress, this);
        this.news = new SnapshotNews(parts.address(), bounded);
        this.throttle = new SnapshotThrottle(parts, context.metricGroup());
    }

    @Override
    public void start() {
        work.start();
        throttle.start(context, this::goOn);
        left.forEach(work::leftThePlan);
    }

    /** Which server is read; null before it was reached. */
    @Nullable
    ServerIdentity server() {
        return server;
    }

    ReadingGate gate() {
        return gate;
    }

    boolean isBinlogAssigned() {
        return instructions.isBinlogAssigned();
    }

    /** The server was reached for the first time, or another one took its place before its binlog was read. */
    void reached(ServerIdentity identity) {
        ServerIdentity before = server;
        if (before == null) {
            server = identity;
        } else if (!before.equals(identity)) {
            LOG.warn("Snapshots are begun anew on MySQL server {}, in the place of {}", identity.uuid(), before.uuid());
            replaced(identity);
        }
    }

    /** Begins snapshots anew, and has nobody wait for the server that they were begun on. */
    private void replaced(ServerIdentity by) {
        server = by;
        progress.serverChanged();
        context.registeredReaders()
                .keySet()
                .forEach(reader -> context.sendEventToSourceReader(reader, new ServerReplaced(by)));
    }

    /** Something has changed by which more can be handed out or told. */
    void goOn() {
        assignChunks();
        if (bounded) {
            endIfComplete();
        } else {
            instructions.give(server);
        }
        work.goOn();
        news.look(progress);
    }

    private void assignChunks() {
        ServerIdentity identity = server;
        if (identity == null || !gate.isOpen()) {
            return;
        }
        for (int reader : List.copyOf(waitingReaders)) {
            if (!context.registeredReaders().containsKey(reader)) {
                waitingReaders.remove(reader);
                continue;
            }
            if (progress.plannedChunks() > 0 && !throttle.permits(identity)) {
                return;
            }
            List<ChunkTask> tasks = progress.handOut(SMALL_TABLES_AT_ONCE);
            if (tasks.isEmpty()) {
                return;
            }
            waitingReaders.remove(reader);
            context.assignSplit(new SnapshotSplit(splitId(tasks.get(0)), identity, tasks, List.of()), reader);
        }
    }

    private String splitId(ChunkTask first) {
        return "chunks-" + first.id().table() + "-" + first.id().generation() + "-"
                + first.id().number() + "-" + splits++;
    }

    /** Lets the readers of a bounded run end when all of them have passed on their last rows. */
    private void endIfComplete() {
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
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        waitingReaders.add(subtaskId);
        goOn();
    }

    @Override
    public void addSplitsBack(List<ServerSplit> back, int subtaskId) {
        waitingReaders.remove(subtaskId);
        for (ServerSplit split : back) {
            if (split instanceof SnapshotSplit chunks) {
                List<ChunkId> ids = new ArrayList<>();
                chunks.tasks().forEach(task -> ids.add(task.id()));
                progress.takeBack(ids);
            } else {
                instructions.readerIsGone();
            }
        }
        goOn();
    }

    @Override
    public void addReader(int subtaskId) {
        gate.tell(subtaskId);
        progress.readerBeganAgain(subtaskId);
        goOn();
    }

    @Override
    public void handleSourceEvent(int subtaskId, SourceEvent event) {
        if (event instanceof ChunksFinished finished) {
            finished(subtaskId, finished.reports());
        } else if (event instanceof BinlogStatus status) {
            readerSays(subtaskId, status);
        } else if (event instanceof TablesRejected rejected) {
            rejected.tables().forEach(this::rejected);
        } else {
            throw new IllegalStateException("a message of a kind that is not known here: " + event);
        }
        goOn();
    }

    private void finished(int reader, List<ChunkReport> reports) {
        for (ChunkReport report : reports) {
            if (!report.isRead()) {
                work.failures().failed(report, bounded);
            }
        }
        progress.report(reports, bounded ? reader : null);
        if (!bounded) {
            context.sendEventToSourceReader(
                    reader,
                    new ChunksAcknowledged(
                            reports.stream().map(ChunkReport::id).collect(Collectors.toCollection(HashSet::new))));
        }
    }

    private void readerSays(int reader, BinlogStatus status) {
        instructions.readerIs(reader, status.restored());
        progress.readerSays(status);
        followed(status);
        instructions.forgetWhatIsSettled();
        ServerIdentity now = server;
        if (now != null && status.server().isBelow(now)) {
            context.sendEventToSourceReader(reader, new RaiseVersions(now));
        }
    }

    private void followed(BinlogStatus status) {
        ServerIdentity said = status.server();
        ServerIdentity before = server;
        if (said.equals(before) || before != null && said.isBelow(before)) {
            return;
        }
        // Snapshots begin at the binlog's end, so those of the server before can have higher versions than all that was
        // read.
        replaced(said.above(progress.highestVersion()));
        progress.readerSays(status); // what is to be let go is not followed any more
    }

    private void rejected(TableId table, int resyncs) {
        TableProgress found = progress.find(table);
        if (found != null) {
            found.rejected(resyncs);
            instructions.forget(table);
        }
    }

    /** A table is to be read anew, or to be left alone. */
    void restart(TableId table, int resyncs) {
        TableProgress found = progress.find(table);
        if (found != null) {
            instructions.forget(table);
            found.readAnew(resyncs);
        }
    }

    void setAside(TableId table) {
        TableProgress found = progress.find(table);
        if (found != null && !found.isLeavingForAside()) {
            LOG.info("Table {} is set aside: nothing is read of it any more, and its rows stay as they are", table);
            instructions.forget(table);
            found.setAside();
        }
    }

    @Override
    public SourceState snapshotState(long checkpointId) {
        return new SourceState(server, instructions.isBinlogAssigned(), routes, progress.state());
    }

    @Override
    public void close() {
        throttle.close();
        work.close();
    }
}
