package dev.tributary.mysql.source;

import dev.tributary.journal.EventKind;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogStream;
import dev.tributary.mysql.ddl.DdlDialect;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the binlog of a server, over one connection after the other, each to one that is known to be the right server. */
final class BinlogWorker extends WorkerThread {

    private static final Logger LOG = LoggerFactory.getLogger(BinlogWorker.class);

    /** Between two looks for commands while nothing is read: they come seldom, and nobody has to wake this thread for them. */
    private static final long IDLE_MILLIS = 200;

    private static final long IDLE_LOOK_NANOS = 5_000_000_000L;

    private final ServerAccess server;
    private final TableRoutes routes;
    private final Handover handover;
    private final ReaderNotes notes;
    private final BinlogReading reading;
    private final ConcurrentLinkedQueue<Consumer<BinlogReading>> commands = new ConcurrentLinkedQueue<>();

    private volatile @Nullable BinlogStream stream;

    private volatile long failovers;

    /**
     * @param handover takes the changes, and its lock guards the reading
     * @param wake called when the worker has failed
     */
    BinlogWorker(
            BinlogSplit split,
            ServerAccess server,
            TableRoutes routes,
            Handover handover,
            ReaderNotes notes,
            String name,
            Runnable wake) {
        super(name, server.address(), wake);
        this.server = server;
        this.routes = routes;
        this.handover = handover;
        this.notes = notes;
        this.reading = new BinlogReading(split, table -> !routes.all().areKnown() || routes.isPlanned(table));
    }

    /** All tables are known that were taken in: those that are not among them are forgotten, and reading begins. */
    BinlogSplit routesAreKnown() {
        synchronized (handover) {
            reading.forgetAllBut(routes::isPlanned);
            return reading.split();
        }
    }

    /** Read under the lock of the handover. */
    BinlogReading reading() {
        return reading;
    }

    /** Changes what is read, before the next event. */
    void command(Consumer<BinlogReading> command) {
        commands.add(command);
        closeStream();
    }

    /** The tables that could not be taken over since this was asked last. */
    Map<TableId, Integer> takeRejected() {
        synchronized (handover) {
            return reading.takeRejected();
        }
    }

    long failovers() {
        return failovers;
    }

    @Override
    void work() throws Exception {
        routes.all().awaitKnown();
        handover.change(this::obey);
        routes.lookForMore();
        if (reading.isHeld()) {
            awaitCommand();
            return;
        }
        if (reading.main().tables().isEmpty() && reading.next() == reading.main()) {
            awaitTables();
            return;
        }
        FollowProgress next = reading.next();
        ServerAccess.Binlog binlog = server.binlog(reading.server().uuid(), next.start());
        if (isNewSuccessor(binlog, next)) {
            // Whoever is to be followed must have what was read for the others, too.
            ServerAccess.Binlog forAll = next == reading.main()
                    ? binlog
                    : server.binlog(reading.server().uuid(), reading.main().start());
            if (isNewSuccessor(forAll, reading.main())) {
                failOver(forAll.status().uuid());
            }
            return;
        }
        removeOlderRows(next);
        read(next, binlog);
    }

    private void obey() {
        for (Consumer<BinlogReading> command = commands.poll(); command != null; command = commands.poll()) {
            command.accept(reading);
        }
        reading.betweenTransactions();
    }

    /** The position that is kept behind a failover names no file until the first one begins. */
    private boolean isNewSuccessor(ServerAccess.Binlog binlog, FollowProgress next) {
        return binlog.isSuccessor()
                && (!next.start().file().isEmpty()
                        || !binlog.status().uuid().equals(reading.server().uuid()));
    }

    /** The server is paused: it is not even asked who it is. */
    private void awaitCommand() throws InterruptedException {
        LOG.info(
                "Reading the binlog of MySQL server {} pauses at {}",
                address(),
                reading.next().start());
        while (commands.isEmpty()) {
            Thread.sleep(IDLE_MILLIS);
        }
    }

    /**
     * All tables were refused: there is nothing to be read until one comes back. Its snapshot waits for the server, so who has
     * the server's place must be found out all the same.
     */
    private void awaitTables() throws Exception {
        long lookAt = System.nanoTime() + IDLE_LOOK_NANOS;
        while (commands.isEmpty()) {
            Thread.sleep(IDLE_MILLIS);
            if (System.nanoTime() - lookAt >= 0) {
                ServerAccess.Binlog binlog =
                        server.idle(reading.server().uuid(), reading.main().start());
                reached();
                if (binlog.isSuccessor()) {
                    failOver(binlog.status().uuid());
                }
                lookAt = System.nanoTime() + IDLE_LOOK_NANOS;
            }
        }
    }

    private void failOver(String uuid) {
        String before = reading.server().uuid();
        handover.change(() -> reading.failOver(uuid));
        if (uuid.equals(before)) {
            LOG.warn(
                    "MySQL server {} has begun its binlog anew, or purged where it was read, and has all transactions that"
                            + " were not read: it is followed from there on",
                    address());
            notes.journal()
                    .tell(
                            EventKind.FAILOVER,
                            "it has begun its binlog anew, or purged where it was read, and is followed from there on",
                            "");
            return;
        }
        failovers++;
        notes.journal()
                .tell(
                        EventKind.FAILOVER,
                        "it is another server now, " + uuid + " in the place of " + before
                                + ", and is followed on by its GTIDs",
                        "");
        LOG.warn(
                "MySQL server {} is another one now, {} in the place of {}, and has all transactions that were read: it"
                        + " is followed from there on",
                address(),
                uuid,
                before);
    }

    private String address() {
        return server.address();
    }

    /** Passes on that rows are gone which the snapshots of the tables did not find. */
    private void removeOlderRows(FollowProgress next) throws InterruptedException {
        List<RowChange> removals = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<TableId, FollowedTable> each : next.tables().entrySet()) {
            if (each.getValue().removesOlderRows()) {
                OlderRows.removal(routes.plan(each.getKey()), each.getValue().snapshotVersion())
                        .ifPresent(removals::add);
            }
        }
        for (RowChange removal : removals) {
            bytes += removal.row().length;
        }
        handover.put(removals, bytes, () -> next.tables().replaceAll((table, followed) -> followed.withoutOlderRows()));
    }

    private void read(FollowProgress next, ServerAccess.Binlog binlog) throws Exception {
        FollowedTables tables = new FollowedTables(
                next.state(), routes, notes, routes.ddl(dialect(binlog)), new ServerInquiry(binlog::session));
        tables.lookForCascades();
        BinlogFollower follower =
                new BinlogFollower(next, reading.server().fileShift(), reading.end(next), handover, tables);
        boolean untilTransactionEnd = reading.waitsForTransactionEnd();
        try (BinlogStream open = binlog.open()) {
            stream = open;
            if (!commands.isEmpty()) {
                return;
            }
            open.read(reading.start(next), event -> {
                reached();
                follower.accept(event);
                if (follower.isAtEnd() || untilTransactionEnd && !reading.waitsForTransactionEnd()) {
                    open.close();
                }
            });
        } finally {
            stream = null;
        }
        if (follower.isAtEnd()) {
            handover.change(() -> reading.caughtUp(next));
        }
    }

    private static DdlDialect dialect(ServerAccess.Binlog binlog) throws SQLException {
        try (ServerSession session = binlog.session()) {
            Map<String, String> variables = session.global(
                    ServerSession.GlobalValues.VARIABLES, "lower_case_table_names", "explicit_defaults_for_timestamp");
            return new DdlDialect(
                    !variables.getOrDefault("lower_case_table_names", "0").equals("0"),
                    session.version().mariaDb(),
                    !variables
                            .getOrDefault("explicit_defaults_for_timestamp", "ON")
                            .equalsIgnoreCase("OFF"));
        }
    }

    private void closeStream() {
        BinlogStream open = stream;
        if (open != null) {
            open.close();
        }
    }

    @Override
    Exception explained(Exception failure) {
        return server.explained(failure);
    }

    @Override
    void abort() {
        closeStream();
    }
}
