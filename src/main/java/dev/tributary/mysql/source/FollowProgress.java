package dev.tributary.mysql.source;

import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.server.GtidSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far some tables are followed, while they are: {@link FollowState} in a form that is cheap to move on. What the task asks
 * for is changed under the lock of its {@link Handover} alone.
 */
final class FollowProgress {

    private String file;
    private long offset;
    private final GtidSet gtids;
    private long readVersion;
    private long epochSecond;
    private Map<TableId, FollowedTable> tables;
    private Map<TableId, Integer> refused;
    private final List<PreparedTransaction> prepared;

    FollowProgress(FollowState state) {
        this.file = state.start().file();
        this.offset = state.start().offset();
        this.gtids = GtidSet.parse(state.start().gtids());
        this.readVersion = state.readVersion();
        this.epochSecond = state.epochSecond();
        this.tables = new HashMap<>(state.tables());
        this.refused = new HashMap<>(state.refused());
        this.prepared = new ArrayList<>(state.prepared());
    }

    FollowState state() {
        return new FollowState(start(), readVersion, epochSecond, tables, refused, prepared);
    }

    BinlogPosition start() {
        return new BinlogPosition(file, offset, gtids.toString());
    }

    long readVersion() {
        return readVersion;
    }

    Map<TableId, FollowedTable> tables() {
        return tables;
    }

    Map<TableId, Integer> refused() {
        return refused;
    }

    Optional<PreparedTransaction> prepared(String xid) {
        return prepared.stream()
                .filter(transaction -> transaction.xid().equals(xid))
                .findFirst();
    }

    void hold(PreparedTransaction transaction) {
        release(transaction.xid());
        prepared.add(transaction);
    }

    void release(String xid) {
        prepared.removeIf(transaction -> transaction.xid().equals(xid));
    }

    /** @param followed those that are followed from now on */
    void follow(Map<TableId, FollowedTable> followed, Map<TableId, Integer> refusedSoFar) {
        tables = new HashMap<>(followed);
        refused = new HashMap<>(refusedSoFar);
    }

    /** A file begins, and with it a place between two transactions. */
    void begin(String name, long start) {
        file = name;
        offset = start;
    }

    /** All changes of a transaction were passed on. */
    void passedTransaction(String name, long end, @Nullable String gtid, long version, long second) {
        file = name;
        offset = end;
        if (gtid != null) {
            gtids.add(gtid);
        }
        passed(version, second);
    }

    /** All changes of an event were passed on. */
    void passed(long version, long second) {
        readVersion = Math.max(readVersion, version);
        epochSecond = second;
    }

    /** Another server goes on behind the same transactions. Its versions are all higher. */
    void failOver() {
        file = "";
        offset = 0;
    }

    /** Whether no part of a transaction was passed on, so that all that was read lies before the start. */
    boolean isBetweenTransactions(long fileShift) {
        return file.isEmpty() || readVersion < startVersion(fileShift);
    }

    long startVersion(long fileShift) {
        return RowVersion.version(RowVersion.fileNumber(file) + fileShift, offset, 0);
    }

    /** Tables that were followed by others up to here are followed by this one. */
    void join(FollowProgress other) {
        tables.putAll(other.tables);
        refused.putAll(other.refused);
        refused.keySet().removeAll(other.tables.keySet());
        for (PreparedTransaction more : other.prepared) {
            hold(prepared(more.xid()).map(known -> known.and(more)).orElse(more));
        }
    }
}
