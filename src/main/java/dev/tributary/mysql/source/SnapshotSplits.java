package dev.tributary.mysql.source;

import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The chunks that a reader was given: those that are still to be read, and those of which it is not known yet that they were. */
final class SnapshotSplits {

    private final Map<String, SnapshotSplit> splits = new LinkedHashMap<>();

    /** What was finished by the time of each checkpoint that is not complete yet. */
    private final NavigableMap<Long, Set<ChunkId>> atCheckpoints = new TreeMap<>();

    void add(SnapshotSplit split) {
        splits.put(split.splitId(), split);
    }

    List<SnapshotSplit> splits() {
        return List.copyOf(splits.values());
    }

    /** All rows of the chunks were passed on. */
    void finish(List<ChunkReport> reports) {
        Map<ChunkId, ChunkReport> byChunk = new LinkedHashMap<>();
        reports.forEach(report -> byChunk.put(report.id(), report));
        replace(split -> {
            List<ChunkTask> left = new ArrayList<>();
            List<ChunkReport> finished = new ArrayList<>(split.finished());
            for (ChunkTask task : split.tasks()) {
                ChunkReport report = byChunk.get(task.id());
                if (report == null) {
                    left.add(task);
                } else {
                    finished.add(report);
                }
            }
            return new SnapshotSplit(split.splitId(), split.server(), left, finished);
        });
    }

    List<ChunkReport> finished() {
        return splits.values().stream()
                .flatMap(split -> split.finished().stream())
                .toList();
    }

    void checkpointBegins(long id) {
        Set<ChunkId> finished = new HashSet<>();
        finished().forEach(report -> finished.add(report.id()));
        atCheckpoints.put(id, finished);
    }

    /** The reports that a complete checkpoint has, and that are not acknowledged yet. */
    List<ChunkReport> durable(long checkpoint) {
        Map.Entry<Long, Set<ChunkId>> complete = atCheckpoints.floorEntry(checkpoint);
        if (complete == null) {
            return List.of();
        }
        atCheckpoints.headMap(checkpoint, true).clear();
        return finished().stream()
                .filter(report -> complete.getValue().contains(report.id()))
                .toList();
    }

    /** The enumerator knows of the chunks. */
    void forget(Set<ChunkId> chunks) {
        replace(split -> new SnapshotSplit(
                split.splitId(),
                split.server(),
                split.tasks(),
                split.finished().stream()
                        .filter(report -> !chunks.contains(report.id()))
                        .toList()));
        splits.values()
                .removeIf(split -> split.tasks().isEmpty() && split.finished().isEmpty());
    }

    private void replace(UnaryOperator<SnapshotSplit> change) {
        splits.replaceAll((id, split) -> change.apply(split));
    }
}
