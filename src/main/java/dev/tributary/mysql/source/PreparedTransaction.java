package dev.tributary.mysql.source;

import dev.tributary.model.MergeKey;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A transaction that was prepared by name (XA), and is neither committed nor rolled back yet.
 *
 * @param xid as the statement names it that ends the transaction
 * @param changes by table, to be passed on when it is committed
 * @param lost the tables whose changes were too many to be kept: they are read anew when it is committed
 */
record PreparedTransaction(String xid, Map<TableId, List<RowChange>> changes, Set<TableId> lost) {

    PreparedTransaction {
        changes = Map.copyOf(changes);
        lost = Set.copyOf(lost);
    }

    /** The same transaction with changes of other tables. */
    PreparedTransaction and(PreparedTransaction others) {
        Map<TableId, List<RowChange>> all = new HashMap<>(changes);
        all.putAll(others.changes);
        Set<TableId> allLost = new HashSet<>(lost);
        allLost.addAll(others.lost);
        return new PreparedTransaction(xid, all, allLost);
    }

    /**
     * The changes as those of the event that commits it: the last of each key, all in its version. Of several changes of a
     * key, which had versions from where they were prepared, only order tells the last.
     *
     * @param passedOn the tables of which changes are passed on
     */
    List<RowChange> committed(long version, long sourceTimeMillis, Predicate<TableId> passedOn) {
        Map<MergeKey, RowChange> last = new LinkedHashMap<>();
        changes.forEach((table, ofTable) -> {
            if (passedOn.test(table)) {
                ofTable.forEach(change -> last.put(change.mergeKey(), change));
            }
        });
        List<RowChange> committed = new ArrayList<>(last.size());
        last.values().forEach(change -> committed.add(change.at(version, sourceTimeMillis)));
        return committed;
    }
}
