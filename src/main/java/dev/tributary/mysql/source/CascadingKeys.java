package dev.tributary.mysql.source;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.RowsData;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The foreign keys by which rows of tables change below the binlog, by the parents whose rows have events. Of a key at several
 * removes the table is told that is replicated, not the one between.
 */
final class CascadingKeys {

    private final Map<TableId, List<Cascade>> byParent = new HashMap<>();

    /** @param table whose rows change when those of the key's parent do */
    record Cascade(TableId table, ForeignKey key) {

        /** Whether rows of the table can have changed with those of the event, but for what the parent's key says. */
        boolean concerns(RowsData.Kind kind) {
            return switch (kind) {
                case INSERT -> false;
                case UPDATE -> key.onUpdate().changesRows();
                case DELETE -> key.onDelete().changesRows();
            };
        }
    }

    /** @param routes of the tables that are to be read anew when their rows change so */
    CascadingKeys(List<RoutePlan> routes) {
        for (RoutePlan route : routes) {
            for (ForeignKey key : route.foreignKeys()) {
                byParent.computeIfAbsent(key.parent(), parent -> new ArrayList<>())
                        .add(new Cascade(route.source().id(), key));
            }
        }
    }

    boolean isParent(TableId table) {
        return byParent.containsKey(table);
    }

    List<Cascade> of(TableId parent) {
        return byParent.getOrDefault(parent, List.of());
    }
}
