package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.mysql.source.SnapshotPlanner.PlannedTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables that wait for their snapshots: whose turn it is, and what is in the way of the others. */
final class WaitingTables {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingTables.class);
    private static final long OBSTACLE_PAUSE_NANOS = 5_000_000_000L;

    private final SnapshotProgress progress;
    private final String address;

    /** Tables whose snapshots are begun one by one, when those before are nearly read. */
    private final Set<TableId> large = new HashSet<>();

    /** What keeps tables from being planned, and when it is looked at again. */
    private final Map<TableId, String> obstacles = new HashMap<>();

    private final Map<TableId, Long> lookAgain = new HashMap<>();

    /** The server's estimates of the tables' rows. */
    private final Map<TableId, Long> sizes = new HashMap<>();

    WaitingTables(SnapshotProgress progress, String address) {
        this.progress = progress;
        this.address = address;
    }

    Map<TableId, String> obstacles() {
        return obstacles;
    }

    Map<TableId, Long> sizes() {
        return sizes;
    }

    List<TableProgress> smallOnes() {
        return waiting().filter(table -> !large.contains(table.table())).toList();
    }

    /** The next one of all; none where none waits. */
    List<TableProgress> next() {
        return waiting().limit(1).toList();
    }

    private Stream<TableProgress> waiting() {
        long now = System.nanoTime();
        return progress.in(TablePhase.WAITING).filter(table -> lookAgain.getOrDefault(table.table(), now) <= now);
    }

    /** Begins the snapshots that were planned, of tables that still wait for them. */
    void begin(PlannedTables planned) {
        large.addAll(planned.large());
        sizes.putAll(planned.rows());
        planned.begun().forEach((table, begun) -> {
            TableProgress found = progress.find(table);
            if (found != null && found.phase() == TablePhase.WAITING && found.resyncs() == begun.resyncs()) {
                large.remove(table);
                obstacles.remove(table);
                found.begin(begun.snapshot(), begun.chunks(), begun.more());
            }
        });
        planned.obstacles().forEach(this::obstacle);
    }

    private void obstacle(TableId table, String cause) {
        lookAgain.put(table, System.nanoTime() + OBSTACLE_PAUSE_NANOS);
        if (!cause.equals(obstacles.put(table, cause))) {
            LOG.error(
                    "Table {} of MySQL server {} is not read, all others are: {}. It is read when this is over",
                    table,
                    address,
                    cause);
        }
    }
}
