package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.model.TableId;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.snapshot.TableCut;
import dev.tributary.mysql.source.SnapshotPlanner.MoreChunks;
import dev.tributary.mysql.source.SnapshotPlanner.PlannedTables;
import dev.tributary.mysql.source.TableStatesWatch.Decisions;
import dev.tributary.plan.RoutePlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an enumerator has done by the server: tables planned, large ones cut into chunks, decisions looked up. One thing at a
 * time, beside the enumerator's own thread, which takes the results; while the server is away it is tried again.
 */
final class ServerWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWork.class);
    private static final long TICK_MILLIS = 500;
    private static final long LOOK_MILLIS = 2_000;
    private static final long REPORT_NANOS = 1_000_000_000L;
    private static final long REPORT_ALL_NANOS = 3_600_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000_000L;

    private final SplitEnumeratorContext<ServerSplit> context;
    private final SourceParts parts;
    private final SnapshotProgress progress;
    private final ServerEnumerator enumerator;
    private final SnapshotPlanner planner;
    private final TableStatesWatch states;
    private final SourceJournal journal;
    private final TableReports reports;
    private final WaitingTables waiting;
    private final ChunkFailures failures;
    private final PauseDecisions pauses;
    private final DiscoveryWatch discovery;

    /** What the thread beside may know of the progress, which only the enumerator's thread looks at. */
    private volatile Map<TableId, Integer> resyncs = Map.of();

    private volatile @Nullable String uuid;

    private volatile TableReports.Chunks chunks = new TableReports.Chunks(0, 0, 0);
    private boolean started;
    private long reportedAt = System.nanoTime() - REPORT_NANOS;
    private long reportedAllAt = System.nanoTime();
    private boolean busy;
    private final ResyncPace pace = new ResyncPace(System::nanoTime);
    private boolean complained;
    private long notBefore = System.nanoTime();
    private long soughtAt = System.nanoTime() - PAUSE_NANOS;

    ServerWork(
            SplitEnumeratorContext<ServerSplit> context,
            SourceParts parts,
            SnapshotProgress progress,
            ServerEnumerator enumerator) {
        this.context = context;
        this.parts = parts;
        this.progress = progress;
        this.enumerator = enumerator;
        this.journal = parts.journal("enumerator", context.metricGroup());
        this.reports = new TableReports(parts.address(), parts.routes().all(), parts.mode() == RunMode.ETL);
        this.planner = new SnapshotPlanner(parts, journal);
        this.waiting = new WaitingTables(progress, parts.address());
        this.states = new TableStatesWatch(parts);
        this.failures = new ChunkFailures(context, parts, journal, progress, enumerator::setAside);
        this.pauses = new PauseDecisions(parts.address(), journal);
        this.discovery =
                new DiscoveryWatch(parts, journal, () -> enumerator.gate().isOpen(), enumerator::takeIn);
    }

    ChunkFailures failures() {
        return failures;
    }

    void start() {
        started = true;
        showSnapshots();
        context.callAsync(() -> "", (tick, failure) -> goOn(), 0, TICK_MILLIS);
        if (parts.mode() == RunMode.SYNC) {
            context.callAsync(() -> states.look(uuid, resyncs), this::decided, 0, LOOK_MILLIS);
            discovery.start(context);
        }
    }

    /** A connection of the state is not in the plan, be it on purpose or since its database is hidden from the account. */
    void leftThePlan(String connection) {
        DiscoveryWatch.leftThePlan(connection, journal);
    }

    /** Reports of further tables, from before their snapshots on. */
    void takeIn(List<RoutePlan> routes) {
        reports.add(routes);
        report();
    }

    /** Begins what is to be done next, if nothing is being done. */
    void goOn() {
        resyncs = progress.resyncs();
        pace.look(progress);
        ServerIdentity server = enumerator.server();
        uuid = server == null ? null : server.uuid();
        if (started && System.nanoTime() - reportedAt > REPORT_NANOS) {
            report();
        }
        if (busy || System.nanoTime() < notBefore || !enumerator.gate().isOpen()) {
            return;
        }
        boolean begun = cutMore() || plan(waiting.smallOnes(), false) || (hasFewChunks() && plan(waiting.next(), true));
        if (!begun) {
            seekServer();
        }
    }

    /**
     * Asks for the server while its chunks are read. Should it die, the wait for its return begins with the readers', not with the
     * first table that is planned behind it.
     */
    private void seekServer() {
        ServerIdentity server = enumerator.server();
        if (server == null
                || enumerator.isBinlogAssigned()
                || System.nanoTime() - soughtAt < PAUSE_NANOS
                || progress.in(TablePhase.READING).findAny().isEmpty()) {
            return;
        }
        soughtAt = System.nanoTime();
        begin(() -> planner.hasItsPlace(server), hasItsPlace -> {});
    }

    /** How much of the server's snapshots is read; shown by the JobManager. */
    private void showSnapshots() {
        MetricGroup metrics = context.metricGroup().addGroup("server", parts.address());
        metrics.gauge("snapshotChunksDone", () -> chunks.done());
        metrics.gauge("snapshotChunksTotal", () -> chunks.total());
        metrics.gauge("tablesToSnapshot", () -> chunks.tables());
    }

    private void report() {
        reportedAt = System.nanoTime();
        if (reportedAt - reportedAllAt > REPORT_ALL_NANOS) {
            reportedAllAt = reportedAt;
            journal.report(reports.all());
        }
        journal.report(reports.changes(progress.all(), waiting.sizes(), waiting.obstacles(), Instant.now()));
        chunks = reports.chunks();
    }

    private boolean hasFewChunks() {
        return progress.plannedChunks() < 2 * context.currentParallelism();
    }

    private boolean cutMore() {
        Optional<TableProgress> uncut = progress.in(TablePhase.READING)
                .filter(table -> !table.isWholeCut())
                .findFirst();
        ServerIdentity server = enumerator.server();
        if (uncut.isEmpty() || server == null || !hasFewChunks()) {
            return false;
        }
        TableProgress table = uncut.get();
        int generation = table.generation();
        TableCut from = Objects.requireNonNull(table.cut());
        boolean followed = enumerator.isBinlogAssigned();
        begin(() -> planner.cut(server, followed, from), (MoreChunks more) -> {
            if (generation != table.generation()) {
                return;
            }
            if (more.failure().isEmpty()) {
                table.cut(more.chunks(), more.cut());
            } else {
                LOG.warn("Table {} is read anew: {}", table.table(), more.failure());
                table.readAnew(table.resyncs());
            }
        });
        return true;
    }

    private boolean plan(List<TableProgress> tables, boolean alsoLarge) {
        if (tables.isEmpty()) {
            return false;
        }
        Map<TableId, Integer> wanted = new HashMap<>();
        tables.forEach(table -> wanted.put(table.table(), table.resyncs()));
        ServerIdentity server = enumerator.server();
        SnapshotPlanner.Request request = new SnapshotPlanner.Request(
                server, progress.highestVersion(), enumerator.isBinlogAssigned(), begun(), wanted, alsoLarge);
        begin(() -> planner.plan(request), (PlannedTables planned) -> {
            // The reader of the binlog can have found another one meanwhile.
            if (Objects.equals(server, enumerator.server())) {
                planned(planned);
            }
        });
        return true;
    }

    /** The snapshots that were begun and are not followed yet. */
    private List<TableSnapshot> begun() {
        return progress.all().stream()
                .filter(table -> table.phase() == TablePhase.READING || table.phase() == TablePhase.READ)
                .map(TableProgress::snapshot)
                .toList();
    }

    private void planned(PlannedTables planned) {
        enumerator.reached(planned.server());
        waiting.begin(planned);
        planned.setAside().forEach(enumerator::setAside);
    }

    private void decided(Decisions decisions, Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException("looking for tables to be read anew failed", failure);
        }
        Map<TableId, Integer> readAnew = pace.due(decisions.readAnew(), progress);
        if (!readAnew.isEmpty()) {
            LOG.info("MySQL server {}: read anew by a snapshot are {}", parts.address(), readAnew.keySet());
        }
        readAnew.forEach(enumerator::restart);
        decisions.setAside().forEach(enumerator::setAside);
        enumerator.goOn();
        // Behind what is to be let go of: of tables that are read anew nothing that was purged meanwhile is asked for.
        pauses.decided(decisions.reading(), enumerator.gate());
        enumerator.goOn();
    }

    private <T> void begin(Callable<T> task, Consumer<T> taker) {
        busy = true;
        context.callAsync(task, (result, failure) -> {
            busy = false;
            if (failure != null) {
                failed(failure);
                return;
            }
            if (complained) {
                LOG.info("MySQL server {} answers, its tables are being read", parts.address());
            }
            complained = false;
            taker.accept(result);
            enumerator.goOn();
        });
    }

    /** Takes a failure of the server as a pause, and lets every other one end the job. */
    private void failed(Throwable failure) {
        if (!ServerAccess.passes(failure)) {
            journal.failed(failure);
            if (failure instanceof StateMismatchException || failure instanceof UnfollowableException) {
                throw (RuntimeException) failure;
            }
            throw new IllegalStateException("reading from MySQL server " + parts.address() + " failed", failure);
        }
        if (!complained) {
            complained = true;
            LOG.warn(
                    "MySQL server {} is away, its part of the job waits: {}",
                    parts.address(),
                    ServerAccess.describe(failure));
        }
        notBefore = System.nanoTime() + PAUSE_NANOS;
    }

    @Override
    public void close() {
        if (started) {
            report();
        }
        discovery.close();
        journal.close();
        states.close();
    }
}
