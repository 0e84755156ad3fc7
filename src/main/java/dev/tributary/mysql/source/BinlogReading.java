package dev.tributary.mysql.source;

import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.SourceMessage.FollowTables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a server's binlog, and how far: the tables that are followed together, and those that must catch up first,
 * each lot from where its snapshots began. Nobody goes back for them: while one lot catches up, the others wait where they are.
 *
 * <p>Pure: knows neither Flink nor a connection. Everything is called under the lock of the {@link Handover}.
 */
final class BinlogReading {

    private ServerIdentity server;
    private FollowProgress main;
    private final Deque<FollowProgress> catchUps = new ArrayDeque<>();

    /** Whether nothing is to be read from the end of a transaction on. */
    private boolean held;

    /** How often tables had been read anew that are to be let go of between two transactions. */
    private final Map<TableId, Integer> releases = new HashMap<>();

    /** Tables that were to be followed from positions that mean nothing any more. */
    private final Map<TableId, Integer> rejected = new HashMap<>();

    /** @param planned tables that are not are forgotten */
    BinlogReading(BinlogSplit split, Predicate<TableId> planned) {
        this.server = split.server();
        this.main = new FollowProgress(split.main());
        split.catchUps().forEach(state -> catchUps.add(new FollowProgress(state)));
        forgetAllBut(planned);
    }

    /** Before anything is read. */
    void forgetAllBut(Predicate<TableId> planned) {
        forgetTables((table, followed) -> !planned.test(table));
        main.refused().keySet().removeIf(planned.negate());
    }

    BinlogSplit split() {
        List<FollowState> states = new ArrayList<>();
        catchUps.forEach(each -> states.add(each.state()));
        return new BinlogSplit(server, main.state(), states);
    }

    ServerIdentity server() {
        return server;
    }

    FollowProgress main() {
        return main;
    }

    /** Takes tables over, unless they are followed already. */
    void follow(FollowTables message) {
        Map<TableId, FollowedTable> tables = new HashMap<>(message.tables());
        tables.entrySet()
                .removeIf(each -> isKnown(each.getKey(), each.getValue().resyncs()));
        if (tables.isEmpty()) {
            return;
        }
        if (!message.server().equals(server)) {
            tables.forEach((table, followed) -> rejected.put(table, followed.resyncs()));
            return;
        }
        tables.keySet().forEach(table -> {
            main.refused().remove(table);
            rejected.remove(table);
        });
        long start = RowVersion.version(
                RowVersion.fileNumber(message.from().file()) + server.fileShift(),
                message.from().offset(),
                0);
        catchUps.add(new FollowProgress(new FollowState(message.from(), start - 1, 0, tables, Map.of(), List.of())));
    }

    private boolean isKnown(TableId table, int resyncs) {
        FollowedTable followed = find(table);
        return followed != null && followed.resyncs() >= resyncs
                || main.refused().getOrDefault(table, -1) >= resyncs;
    }

    private @Nullable FollowedTable find(TableId table) {
        for (FollowProgress each : catchUps) {
            FollowedTable followed = each.tables().get(table);
            if (followed != null) {
                return followed;
            }
        }
        return main.tables().get(table);
    }

    /**
     * Follows tables no more, unless they were read anew more often than it says. Nothing is left of a transaction by halves: of
     * one that was too large to be held, its end is read first.
     */
    void release(Map<TableId, Integer> tables) {
        releases.putAll(tables);
        releaseBetweenTransactions();
    }

    private void releaseBetweenTransactions() {
        if (!releases.isEmpty() && main.isBetweenTransactions(server.fileShift())) {
            forgetTables((table, followed) -> followed.resyncs() <= releases.getOrDefault(table, -1));
            releases.clear();
        }
    }

    private void forgetTables(BiPredicate<TableId, FollowedTable> forgotten) {
        main.tables().entrySet().removeIf(each -> forgotten.test(each.getKey(), each.getValue()));
        for (FollowProgress each : catchUps) {
            each.tables().entrySet().removeIf(table -> forgotten.test(table.getKey(), table.getValue()));
        }
        catchUps.removeIf(each -> each.tables().isEmpty());
    }

    /** The tables that were rejected since this was asked last. */
    Map<TableId, Integer> takeRejected() {
        Map<TableId, Integer> taken = Map.copyOf(rejected);
        rejected.clear();
        return taken;
    }

    /**
     * Whether the end of a transaction is waited for: by tables that catch up with the others from there, or that are not followed
     * any more, or since nothing is to be read from there on.
     */
    boolean waitsForTransactionEnd() {
        return mainIsAwaited() || held && !isBetweenTransactions();
    }

    private boolean mainIsAwaited() {
        return !(catchUps.isEmpty() && releases.isEmpty()) && !main.isBetweenTransactions(server.fileShift());
    }

    /** Those that read next: the first lot that must catch up, else all that are followed. */
    FollowProgress next() {
        FollowProgress first = catchUps.peek();
        // Behind a failover the position is known by its transactions alone, until the first file begins.
        boolean others = first == null || main.start().file().isEmpty() || mainIsAwaited();
        return others ? main : first;
    }

    /**
     * Where to begin. Of a server that took another's place nothing was read at first, and the position, where its first file
     * begins, is before transactions that were read of the other one: those of the state are asked it to pass over.
     */
    Start start(FollowProgress reading) {
        BinlogPosition position = reading.start();
        boolean isUnread = RowVersion.fileNumber(reading.readVersion()) <= server.fileShift();
        return position.file().isEmpty() || isUnread && !position.gtids().isEmpty()
                ? new Start.Behind(position.gtids())
                : Start.at(position);
    }

    /** The version of the position where the reading of {@link #next} ends. */
    long end(FollowProgress reading) {
        return reading == main ? Long.MAX_VALUE : main.startVersion(server.fileShift());
    }

    /** Has nothing be read from the end of a transaction on, or reading go on. */
    void hold(boolean hold) {
        held = hold;
    }

    /** Whether nothing is to be read. */
    boolean isHeld() {
        return held && isBetweenTransactions();
    }

    private boolean isBetweenTransactions() {
        return next().isBetweenTransactions(server.fileShift());
    }

    /** Does what had to wait for the end of a transaction, where one is. */
    void betweenTransactions() {
        releaseBetweenTransactions();
        joinThoseThatCaughtUp();
    }

    /** Lets those join that need not read anything to be where the others are. Where there are no others, the first begin. */
    private void joinThoseThatCaughtUp() {
        FollowProgress first = catchUps.peek();
        if (first != null && main.tables().isEmpty()) {
            first.refused().putAll(main.refused());
            main = catchUps.remove();
            first = catchUps.peek();
        }
        while (first != null
                && !main.start().file().isEmpty()
                && main.isBetweenTransactions(server.fileShift())
                && first.startVersion(server.fileShift()) >= main.startVersion(server.fileShift())) {
            main.join(catchUps.remove());
            first = catchUps.peek();
        }
    }

    /** The lot that has read up to the others joins them. */
    void caughtUp(FollowProgress reading) {
        if (catchUps.remove(reading)) {
            main.join(reading);
        }
    }

    /**
     * Goes on in another server that has all transactions that were read. The versions of its changes are above all before.
     * Tables that were to catch up from positions of the old server, or have only begun to be followed, must be read anew.
     */
    void failOver(String uuid) {
        long read = main.start().file().isEmpty()
                ? main.readVersion()
                : Math.max(main.readVersion(), main.startVersion(server.fileShift()));
        long highest = Math.max(read, highestSnapshot());
        server = new ServerIdentity(uuid, Math.max(server.fileShift(), RowVersion.fileNumber(highest)) + 1);
        main.failOver();
        for (FollowProgress each : catchUps) {
            each.tables().forEach((table, followed) -> rejected.put(table, followed.resyncs()));
        }
        catchUps.clear();
        // The GTIDs with which a snapshot began can be ahead of its position; they hold where it ended.
        main.tables().entrySet().removeIf(each -> {
            boolean early = each.getValue().snapshotEnd() > read;
            if (early) {
                rejected.put(each.getKey(), each.getValue().resyncs());
            }
            return early;
        });
    }

    private long highestSnapshot() {
        return Stream.concat(Stream.of(main), catchUps.stream())
                .flatMap(each -> each.tables().values().stream())
                .mapToLong(table -> Math.max(table.snapshotVersion(), table.snapshotEnd()))
                .max()
                .orElse(0);
    }

    /** Lets versions grow beyond those of snapshots that were begun on the server before, further on than it was read. */
    void raise(ServerIdentity to) {
        if (to.uuid().equals(server.uuid()) && to.fileShift() > server.fileShift()) {
            server = to;
        }
    }
}
