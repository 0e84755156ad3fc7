package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.server.SnapshotStart;
import dev.tributary.mysql.server.StartPoint;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.server.StructureReader;
import dev.tributary.mysql.snapshot.Chunk;
import dev.tributary.mysql.snapshot.ChunkPlanner;
import dev.tributary.mysql.snapshot.ChunkSize;
import dev.tributary.mysql.snapshot.TableChangedException;
import dev.tributary.mysql.snapshot.TableCut;
import dev.tributary.mysql.snapshot.TableSize;
import dev.tributary.plan.RoutePlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans snapshots: where they begin, by which structures, in which chunks. Used by one thread, which may wait for the server. */
final class SnapshotPlanner {

    private static final int CHUNKS_AT_ONCE = 16;

    /** How long transactions may be on their way into the engine before a snapshot is put off. */
    private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(1);

    private final SourceParts parts;
    private final SourceJournal journal;
    private final ServerAccess access;
    private final SnapshotServer snapshotServer;
    private final TableFitness fitness;
    private final ServerRoutes routes;

    SnapshotPlanner(SourceParts parts, SourceJournal journal) {
        this.parts = parts;
        this.journal = journal;
        this.access = parts.access(0);
        this.snapshotServer = new SnapshotServer(access, parts.server().versionsFrom());
        this.fitness = new TableFitness(parts.evolution());
        this.routes = parts.routes();
    }

    /**
     * What is to be planned.
     *
     * @param server null where it was never reached
     * @param highest version of a snapshot's row so far
     * @param followed whether a reader follows its binlog, who decides what becomes of it when another server answers
     * @param begun the snapshots that were begun and are not followed yet
     * @param tables how often each was asked to be read anew
     * @param alsoLarge whether large tables are planned too, and not only named
     */
    record Request(
            @Nullable ServerIdentity server,
            long highest,
            boolean followed,
            List<TableSnapshot> begun,
            Map<TableId, Integer> tables,
            boolean alsoLarge) {

        int resyncs(TableId table) {
            return tables.getOrDefault(table, 0);
        }
    }

    /**
     * A snapshot that begins.
     *
     * @param chunks the first of it
     * @param more how to cut those behind them; null where they are all
     */
    record Begun(
            int resyncs,
            TableSnapshot snapshot,
            List<Chunk> chunks,
            @Nullable TableCut more) {}

    /**
     * What came of a request.
     *
     * @param large tables that were not planned since they are large
     * @param obstacles what is in the way of planning tables
     * @param setAside tables that were set aside
     * @param rows estimates of how many rows tables have
     */
    record PlannedTables(
            ServerIdentity server,
            Map<TableId, Begun> begun,
            Set<TableId> large,
            Map<TableId, String> obstacles,
            Set<TableId> setAside,
            Map<TableId, Long> rows) {

        static PlannedTables none(ServerIdentity server) {
            return new PlannedTables(
                    server, new HashMap<>(), new HashSet<>(), new HashMap<>(), new HashSet<>(), new HashMap<>());
        }
    }

    /**
     * Chunks behind others.
     *
     * @param cut how to go on; null where they cannot be cut
     * @param failure why they cannot be cut, since the table is not what it was; empty where they can
     */
    record MoreChunks(List<Chunk> chunks, @Nullable TableCut cut, String failure) {}

    /** Plans tables whose snapshots all begin at the same position, which is taken first. */
    PlannedTables plan(Request request) throws Exception {
        SnapshotServer.Reached reached = snapshotServer.reach(request);
        try (ServerSession session = reached.session()) {
            StartPoint start = new SnapshotStart(session, COMMIT_PATIENCE).take();
            Map<TableId, TableStructure> structures =
                    new StructureReader(session).read(request.tables().keySet());
            PlannedTables planned = PlannedTables.none(reached.identity());
            Map<TableId, TableStructure> fit = new TreeMap<>();
            for (TableId table : new TreeSet<>(request.tables().keySet())) {
                judge(table, request.resyncs(table), structures.get(table), planned, fit);
            }
            cut(session, request, reached.identity(), start, fit, planned);
            return planned;
        }
    }

    /** Sorts a table by what its structure means for it. */
    private void judge(
            TableId table,
            int resyncs,
            @Nullable TableStructure now,
            PlannedTables planned,
            Map<TableId, TableStructure> fit)
            throws InterruptedException {
        RoutePlan route = routes.find(table);
        if (route == null) {
            return;
        }
        if (now == null) {
            missing(table, planned);
            return;
        }
        // Whoever makes a table may still be at it: of one that has appeared, what it is now counts.
        boolean altered = !routes.isAdded(table)
                && resyncs == route.resyncs()
                && parts.config().schemaChanges().refusal() != Refusal.RESYNC
                && !TableFitness.isAsPlanned(route, now);
        Optional<String> obstacle = altered
                ? Optional.of("a statement on it was executed while its snapshot was taken")
                : fitness.obstacle(route, now);
        if (obstacle.isEmpty()) {
            fit.put(table, now);
        } else if (altered || parts.mode() == RunMode.ETL) {
            parts.refusals(journal).refuse(new RefusedTableException(table, obstacle.get()), resyncs);
            planned.setAside().add(table);
        } else {
            planned.obstacles().put(table, obstacle.get());
        }
    }

    private void missing(TableId table, PlannedTables planned) {
        String problem = "MySQL server " + access.address() + " has no table " + table + " that user '"
                + parts.server().endpoint().user() + "' can see. Create it, or take it out of the configuration";
        if (parts.mode() == RunMode.ETL) {
            throw new StateMismatchException(problem);
        }
        planned.obstacles().put(table, problem);
    }

    private void cut(
            ServerSession session,
            Request request,
            ServerIdentity identity,
            StartPoint start,
            Map<TableId, TableStructure> fit,
            PlannedTables planned)
            throws ServerFailureException {
        ChunkPlanner planner = new ChunkPlanner(session, chunkSize());
        ChunkPlanner.Overview overview = planner.overview(fit.keySet());
        planned.rows().putAll(overview.rows());
        for (Chunk chunk : overview.chunks()) {
            TableStructure structure = fit.get(chunk.table());
            if (structure != null) {
                planned.begun()
                        .put(
                                chunk.table(),
                                new Begun(
                                        request.resyncs(chunk.table()),
                                        snapshot(identity, start, structure),
                                        List.of(chunk),
                                        null));
            }
        }
        for (TableSize size : overview.large()) {
            TableStructure structure = fit.get(size.table());
            if (structure == null) {
                continue;
            }
            if (request.alsoLarge()) {
                begin(planner, request, size, snapshot(identity, start, structure), planned);
            } else {
                planned.large().add(size.table());
            }
        }
        overview.missing().forEach(table -> missing(table, planned));
    }

    private void begin(
            ChunkPlanner planner, Request request, TableSize size, TableSnapshot snapshot, PlannedTables planned)
            throws ServerFailureException {
        TableId table = size.table();
        RoutePlan route = Objects.requireNonNull(routes.find(table), "judged before");
        try {
            TableCut.Step step =
                    planner.cut(planner.begin(snapshot.structure(), route.sourceKey(), size), CHUNKS_AT_ONCE);
            planned.begun().put(table, new Begun(request.resyncs(table), snapshot, step.chunks(), step.cut()));
        } catch (TableChangedException e) {
            planned.obstacles().put(table, String.valueOf(e.getMessage()));
        }
    }

    private TableSnapshot snapshot(ServerIdentity identity, StartPoint start, TableStructure structure) {
        BinlogPosition position = start.position();
        long version =
                RowVersion.version(RowVersion.fileNumber(position.file()) + identity.fileShift(), position.offset(), 0);
        Set<String> prepared = start.prepared().known()
                ? start.prepared().xids().stream()
                        .map(TransactionStatement::xid)
                        .collect(Collectors.toSet())
                : null;
        return new TableSnapshot(position, version, structure, prepared);
    }

    private ChunkSize chunkSize() {
        return ChunkSize.ofRows(parts.config().source().splitSize());
    }

    /**
     * Asks whether the server still answers.
     *
     * @return false where another one has answered in its place for so long that it counts as gone
     */
    boolean hasItsPlace(ServerIdentity server) throws SQLException {
        Optional<ServerSession> session = access.session(server.uuid());
        if (session.isPresent()) {
            session.get().close();
        }
        return session.isPresent();
    }

    /**
     * Cuts more chunks of a large table.
     *
     * @param followed see {@link Request}
     */
    MoreChunks cut(ServerIdentity server, boolean followed, TableCut from) throws Exception {
        Optional<ServerSession> same =
                followed ? Optional.of(snapshotServer.reach(server)) : access.session(server.uuid());
        if (same.isEmpty()) {
            return new MoreChunks(List.of(), null, "another server took the place of the one that it was begun on");
        }
        try (ServerSession session = same.get()) {
            TableCut.Step step = new ChunkPlanner(session, chunkSize()).cut(from, CHUNKS_AT_ONCE);
            return new MoreChunks(step.chunks(), step.cut(), "");
        } catch (TableChangedException e) {
            return new MoreChunks(List.of(), null, String.valueOf(e.getMessage()));
        }
    }
}
