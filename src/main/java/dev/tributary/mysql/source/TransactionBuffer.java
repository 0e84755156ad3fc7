package dev.tributary.mysql.source;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the transaction that is read. They are passed on when it is committed, so that what is rolled back never
 * leaves; those of a transaction that is too large leave earlier, and their tables are read anew if it is rolled back after all.
 */
final class TransactionBuffer implements Consumer<RowChange> {

    /** A transaction with more bytes than this is passed on before it is committed. */
    static final long LIMIT_BYTES = 8L << 20;

    private final List<RowChange> changes = new ArrayList<>();
    private long bytes;

    /** How many changes there were at each savepoint, -1 where some of them had left. */
    private final Map<String, Integer> savepoints = new HashMap<>();

    /** The tables of the changes, each with the number of the first change from which on they are its. */
    private final List<Run> runs = new ArrayList<>();

    private final Set<TableId> touched = new HashSet<>();
    private final Set<TableId> lost = new HashSet<>();
    private boolean begun;
    private boolean named;
    private boolean partlyPassedOn;
    private @Nullable String gtid;
    private long committedAtMillis;

    private record Run(TableId table, int from) {}

    /** A transaction begins, or a statement that is one by itself. */
    void begin(@Nullable String number, long committedAt) {
        clear();
        gtid = number;
        committedAtMillis = committedAt;
    }

    void clear() {
        changes.clear();
        bytes = 0;
        savepoints.clear();
        runs.clear();
        touched.clear();
        lost.clear();
        begun = false;
        named = false;
        partlyPassedOn = false;
        gtid = null;
        committedAtMillis = 0;
    }

    /** BEGIN or XA START was read: the transaction ends with a word of its own. */
    void markBegun(boolean byName) {
        begun = true;
        named |= byName;
    }

    boolean isBegun() {
        return begun;
    }

    @Override
    public void accept(RowChange change) {
        changes.add(change);
        bytes += change.row().length;
    }

    /** The changes that follow are of the table. */
    void touch(TableId table) {
        touched.add(table);
        if (runs.isEmpty() || !runs.get(runs.size() - 1).table().equals(table)) {
            runs.add(new Run(table, changes.size()));
        }
    }

    /** Changes of the transaction were passed on, by this reading or one before it. */
    void markPartlyPassedOn() {
        partlyPassedOn = true;
    }

    boolean isPartlyPassedOn() {
        return partlyPassedOn;
    }

    boolean isTooLarge() {
        return bytes > LIMIT_BYTES;
    }

    /** Whether it was begun by XA START, and so can be prepared. */
    boolean isNamed() {
        return named;
    }

    /** Gives the changes of a named transaction up, since they may not leave before it ends. */
    void loseChanges() {
        lost.addAll(touched);
        dropChanges();
    }

    private void dropChanges() {
        changes.clear();
        bytes = 0;
        runs.clear();
    }

    /** What was passed on is no longer here. */
    void passedOn() {
        dropChanges();
        partlyPassedOn = true;
        savepoints.replaceAll((name, count) -> -1);
    }

    /** @param passedOn whether changes behind it can have been passed on by an earlier reading */
    void savepoint(String name, boolean passedOn) {
        savepoints.put(name, passedOn ? -1 : changes.size());
    }

    /**
     * Takes back what came behind a savepoint.
     *
     * @return false where some of that was passed on
     */
    boolean rollBackTo(String name) {
        Integer count = savepoints.get(name);
        if (count == null || count < 0) {
            dropChanges();
            return !partlyPassedOn;
        }
        for (int i = changes.size() - 1; i >= count; i--) {
            bytes -= changes.remove(i).row().length;
        }
        runs.removeIf(run -> run.from() > count);
        return true;
    }

    /** The changes by their tables, each in order. */
    Map<TableId, List<RowChange>> changesByTable() {
        Map<TableId, List<RowChange>> byTable = new HashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            int end = i + 1 < runs.size() ? runs.get(i + 1).from() : changes.size();
            byTable.computeIfAbsent(runs.get(i).table(), table -> new ArrayList<>())
                    .addAll(changes.subList(runs.get(i).from(), end));
        }
        byTable.values().removeIf(List::isEmpty);
        return byTable;
    }

    List<RowChange> changes() {
        return changes;
    }

    long bytes() {
        return bytes;
    }

    Set<TableId> touched() {
        return Set.copyOf(touched);
    }

    Set<TableId> lost() {
        return Set.copyOf(lost);
    }

    @Nullable
    String gtid() {
        return gtid;
    }

    /** @param epochSecond of an event, which tells the time where the transaction does not */
    long sourceTimeMillis(long epochSecond) {
        return committedAtMillis == 0 ? epochSecond * 1_000 : committedAtMillis;
    }
}
