package dev.tributary.mysql.source;

import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.RowsData;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The foreign keys by which rows of tables change below the binlog, by the parents whose rows have events. Of a key at several
 * removes the table is told that is replicated, not the one between. Keys that are gone are kept: they cost a snapshot too many at
 * worst.
 */
final class CascadingKeys {

    private final Set<TableId> tables = new TreeSet<>();
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

    /** @param route of a table that is to be read anew when its rows change so */
    void add(RoutePlan route) {
        tables.add(route.source().id());
        route.foreignKeys().forEach(key -> add(route.source().id(), key));
    }

    /** The tables that are to be read anew when their rows change so. */
    Set<TableId> tables() {
        return tables;
    }

    Set<TableId> parents() {
        return byParent.keySet();
    }

    boolean isParent(TableId table) {
        return byParent.containsKey(table);
    }

    List<Cascade> of(TableId parent) {
        return byParent.getOrDefault(parent, List.of());
    }

    /** The tables whose keys can be others behind a statement on the given one: it itself, and those below it. */
    Set<TableId> concernedBy(TableId changed) {
        Set<TableId> concerned = new TreeSet<>();
        of(changed).forEach(cascade -> concerned.add(cascade.table()));
        if (tables.contains(changed)) {
            concerned.add(changed);
        }
        return concerned;
    }

    /** Takes in the keys by which rows of the tables change, out of keys that are there and those that are known of them. */
    void learn(Set<TableId> children, Collection<ForeignKey> found) {
        for (TableId table : children) {
            List<ForeignKey> all = Stream.concat(
                            found.stream(),
                            byParent.values().stream().flatMap(List::stream).map(Cascade::key))
                    .toList();
            ForeignKey.reaching(table, all).forEach(key -> add(table, key));
        }
    }

    private void add(TableId table, ForeignKey key) {
        List<Cascade> cascades = byParent.computeIfAbsent(key.parent(), parent -> new ArrayList<>());
        Cascade cascade = new Cascade(table, key);
        if (!cascades.contains(cascade)) {
            cascades.add(cascade);
        }
    }
}
