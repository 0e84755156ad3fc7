package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Has a table that is followed rest between two snapshots, for as long as the last one took. What asks for them can be as frequent
 * as the deletes of a parent's rows; so no more than half of the time goes into reading a table again and again. One that is not
 * followed does not rest: nothing else would bring it up to date.
 */
final class ResyncPace {

    private final LongSupplier nanoTime;
    private final Map<TableId, Long> begun = new HashMap<>();
    private final Map<TableId, Long> restsUntil = new HashMap<>();

    ResyncPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Those of the tables to be read anew that are due, which begin by that. */
    Map<TableId, Integer> due(Map<TableId, Integer> wanted, SnapshotProgress progress) {
        look(progress);
        long now = nanoTime.getAsLong();
        Map<TableId, Integer> due = new HashMap<>(wanted);
        due.keySet().removeIf(table -> {
            Long end = restsUntil.get(table);
            TableProgress found = progress.find(table);
            return end != null && end - now > 0 && found != null && found.phase() == TablePhase.FOLLOWED;
        });
        due.keySet().forEach(table -> begun.put(table, now));
        return due;
    }

    /** Notes which of the tables that began have come to an end. */
    void look(SnapshotProgress progress) {
        long now = nanoTime.getAsLong();
        progress.in(TablePhase.FOLLOWED).map(TableProgress::table).forEach(table -> {
            Long since = begun.remove(table);
            if (since != null) {
                restsUntil.put(table, now + (now - since));
            }
        });
    }
}
