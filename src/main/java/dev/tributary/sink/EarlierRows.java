package dev.tributary.sink;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a target's rows of earlier commits, by the rewrites of this one. Rows of staged keys are left alone: the
 * merge replaces them.
 *
 * <p>Columns change in place, before the merge deletes anything. Where the target is sorted or partitioned by such a column
 * that is impossible: then the rows of the source databases concerned are carried, which means copied into a table of their
 * own, deleted with the staged keys, and inserted again, rewritten, with the staged rows. Whether they are is decided before
 * anything is deleted, by the copy: it is there or it is made, and it stays until the merge is in the ledger. So a merge that
 * died anywhere is repeated from the copy, whatever has become of the target.
 *
 * @param removals the rewrites that remove rows
 * @param carriedDatabases the source databases whose rows are all deleted and written again
 * @param carried the copy of those; null where there are none
 */
record EarlierRows(
        List<TableRewrite> removals,
        Set<String> carriedDatabases,
        @Nullable TableId carried) {

    static final EarlierRows UNTOUCHED = new EarlierRows(List.of(), Set.of(), null);

    private static final String SOURCE_DATABASE = Identifiers.quote(TargetSchema.SOURCE_DATABASE);

    EarlierRows {
        removals = List.copyOf(removals);
        carriedDatabases = Set.copyOf(carriedDatabases);
    }

    /** Changes earlier rows in place, or copies them where that cannot be. */
    static EarlierRows prepare(
            MergeCommittable committable, ClickHouseClient clickHouse, StagingArea staging, RewriteInPlace inPlace) {
        List<TableRewrite> changing = committable.rewrites().stream()
                .filter(rewrite -> !rewrite.columns().isEmpty())
                .toList();
        List<TableRewrite> removed = committable.rewrites().stream()
                .filter(TableRewrite::removesRows)
                .toList();
        Map<String, InsertableColumn> columns = new Catalog(clickHouse).insertableColumns(committable.target());
        if (new EarlierRewrite(changing, columns).possibleInPlace()) {
            inPlace.carryOut(changing, columns);
            return new EarlierRows(removed, Set.of(), null);
        }
        TableId copy = staging.carriedTable(committable);
        Set<String> databases =
                changing.stream().map(TableRewrite::sourceDatabase).collect(Collectors.toCollection(TreeSet::new));
        boolean copied = !staging.existing(List.of(copy)).isEmpty();
        if (!copied && !inPlace.anyRow(changing, columns)) {
            return new EarlierRows(removed, Set.of(), null);
        }
        if (!copied) {
            Map<String, InsertableColumn> marked = inPlace.withMarker(columns);
            staging.copy(
                    committable.target(),
                    List.copyOf(marked.keySet()),
                    SOURCE_DATABASE + " IN (" + literals(databases) + ") AND NOT "
                            + StagedKeys.of(committable).condition(),
                    copy);
        }
        return new EarlierRows(removed, databases, copy);
    }

    /** Which of the target's rows the merge deletes for the rewrites' sake; empty for none. */
    List<String> deleteConditions() {
        List<String> conditions = new ArrayList<>();
        if (!carriedDatabases.isEmpty()) {
            conditions.add(SOURCE_DATABASE + " IN (" + literals(new TreeSet<>(carriedDatabases)) + ")");
        }
        removals.stream()
                .filter(removal -> !carriedDatabases.contains(removal.sourceDatabase()))
                .forEach(removal -> conditions.add("(" + removed(removal) + ")"));
        return conditions;
    }

    /** True for the target's rows that a removal takes, those of staged keys among them. */
    static String removed(TableRewrite removal) {
        String version = Identifiers.quote(TargetSchema.VERSION);
        String before = version + " < " + Long.toUnsignedString(removal.version());
        return SOURCE_DATABASE + " = " + Identifiers.literal(removal.sourceDatabase()) + " AND ("
                + (removal.upTo() == TableRewrite.UNBOUNDED
                        ? before
                        : before + " OR " + version + " > " + Long.toUnsignedString(removal.upTo()))
                + ")";
    }

    private static String literals(Set<String> databases) {
        return databases.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
    }
}
