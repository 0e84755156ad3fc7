package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import dev.tributary.mysql.source.SourceMessage.ChunksAcknowledged;
import dev.tributary.mysql.source.SourceMessage.ChunksFinished;
import dev.tributary.mysql.source.SourceMessage.RaiseVersions;
import dev.tributary.mysql.source.SourceMessage.ServerReplaced;
import dev.tributary.mysql.source.SourceMessage.TablesRejected;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private final SplitEnumeratorContext<ServerSplit> context;
    private final SourceParts parts;
    private final List<RouteIdentity> routes = new ArrayList<>();
    private final AddedRoutes added;
    private final SnapshotProgress progress;
    private final ServerWork work;
    private final SnapshotNews news;
    private final ReadingGate gate;
    private final boolean bounded;
    private final ChunkHandout handout;

    /** The connections that the state has and the plan does not. */
    private final Set<String> left = new TreeSet<>();

    private @Nullable ServerIdentity server;
    private final FollowInstructions instructions;

    /** @param state what to go on from, null at a first start */
    ServerEnumerator(
            SplitEnumeratorContext<ServerSplit> context,
            SnapshotProgress progress,
            SourceParts parts,
            @Nullable SourceState state) {
        this.context = context;
        this.parts = parts;
        parts.routes().all().forEach(route -> routes.add(RouteIdentity.of(route)));
        this.added = new AddedRoutes(context, parts, state);
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
        this.handout = new ChunkHandout(context, progress, new SnapshotThrottle(parts, context.metricGroup()));
    }

    @Override
    public void start() {
        work.start();
        handout.start(this::goOn);
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
        if (gate.isOpen()) {
            handout.assign(server);
        }
        if (bounded) {
            handout.endIfComplete();
        } else {
            instructions.give(server);
        }
        work.goOn();
        news.look(progress);
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        handout.askedBy(subtaskId);
        goOn();
    }

    @Override
    public void addSplitsBack(List<ServerSplit> back, int subtaskId) {
        handout.forget(subtaskId);
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
        added.tell(subtaskId);
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

    /** Takes in tables that the job's plan does not have: from the next checkpoint on they are the job's. */
    void takeIn(List<RoutePlan> found) {
        List<RoutePlan> more = added.add(found);
        more.forEach(route -> routes.add(RouteIdentity.of(route)));
        progress.add(more);
        work.takeIn(more);
        goOn();
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
        return new SourceState(
                server, instructions.isBinlogAssigned(), routes, progress.state(), parts.plan(), added.batches());
    }

    @Override
    public void close() {
        handout.close();
        work.close();
    }
}
