package dev.tributary.sink;

import dev.tributary.model.ChangeKind;
import dev.tributary.model.MergeKey;
import dev.tributary.model.RowChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The open batch of one target: the last change of every key, by version. */
final class BatchWindow {

    private final Map<MergeKey, RowChange> lastChanges = new HashMap<>();
    private final long openedAtMillis;
    private long bytes;

    BatchWindow(long openedAtMillis) {
        this.openedAtMillis = openedAtMillis;
    }

    /** Takes a change unless a later one of its key is there; of equal versions the last to come counts. */
    void add(RowChange change) {
        MergeKey key = change.mergeKey();
        RowChange previous = lastChanges.put(key, change);
        bytes += change.row().length;
        if (previous == null) {
            return;
        }
        bytes -= previous.row().length;
        if (Long.compareUnsigned(previous.version(), change.version()) > 0) {
            lastChanges.put(key, previous);
            bytes += previous.row().length - change.row().length;
        }
    }

    int rows() {
        return lastChanges.size();
    }

    long bytes() {
        return bytes;
    }

    long openedAtMillis() {
        return openedAtMillis;
    }

    Collection<RowChange> changes() {
        return lastChanges.values();
    }

    ChangeCounts counts() {
        long upserts = 0;
        long first = 0;
        long last = 0;
        for (RowChange change : lastChanges.values()) {
            if (change.kind() == ChangeKind.UPSERT) {
                upserts++;
            }
            long time = change.sourceTimeMillis();
            if (time != 0) {
                first = first == 0 ? time : Math.min(first, time);
                last = Math.max(last, time);
            }
        }
        return new ChangeCounts(upserts, lastChanges.size() - upserts, first, last);
    }
}
