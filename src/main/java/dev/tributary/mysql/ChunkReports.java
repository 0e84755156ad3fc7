package dev.tributary.mysql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which chunks were reported as read since the last checkpoint that is complete, by reader.
 *
 * <p>A reader that fails goes back to that checkpoint, and reads these chunks once more. The connector's enumerator, which does
 * not go back, would take the snapshot for complete meanwhile, and have the binlog followed beside it: a row of the chunk could
 * come after a newer change of the same row, in a later epoch.
 */
final class ChunkReports {

    private Map<Integer, Set<String>> sinceLastBegin = new HashMap<>();

    /** By the first checkpoint that began after the report. */
    private final NavigableMap<Long, Map<Integer, Set<String>>> byCheckpoint = new TreeMap<>();

    void add(int reader, Collection<String> chunks) {
        sinceLastBegin.computeIfAbsent(reader, key -> new HashSet<>()).addAll(chunks);
    }

    void checkpointBegins(long id) {
        if (!sinceLastBegin.isEmpty()) {
            byCheckpoint.put(id, sinceLastBegin);
            sinceLastBegin = new HashMap<>();
        }
    }

    void checkpointIsComplete(long id) {
        byCheckpoint.headMap(id, true).clear();
    }

    /** The chunks that no complete checkpoint has as read by a reader, which has failed. */
    Set<String> takeLost(int reader) {
        List<Map<Integer, Set<String>>> all = new ArrayList<>(byCheckpoint.values());
        all.add(sinceLastBegin);
        Set<String> lost = new HashSet<>();
        for (Map<Integer, Set<String>> reports : all) {
            Set<String> chunks = reports.remove(reader);
            if (chunks != null) {
                lost.addAll(chunks);
            }
        }
        return lost;
    }
}
