package dev.tributary.mysql.source;

import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the reader of the binlog had at each checkpoint that is not complete yet, and what it said last. */
final class BinlogStatuses {

    private final NavigableMap<Long, BinlogStatus> open = new TreeMap<>();
    private @Nullable BinlogStatus last;

    void checkpointBegins(long checkpoint, BinlogStatus status) {
        open.put(checkpoint, status);
    }

    /** What is to be said since the checkpoint is complete; null where it was said. */
    @Nullable
    BinlogStatus complete(long checkpoint) {
        Map.Entry<Long, BinlogStatus> durable = open.floorEntry(checkpoint);
        if (durable == null) {
            return null;
        }
        open.headMap(checkpoint, true).clear();
        return durable.getValue().equals(last) ? null : said(durable.getValue());
    }

    /** It is being said. */
    BinlogStatus said(BinlogStatus status) {
        last = status;
        return status;
    }
}
