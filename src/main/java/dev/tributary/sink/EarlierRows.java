package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a target's rows of earlier commits, by the rewrites of this one. The rows of a source database that a
 * rewrite touches are carried: copied into a table of their own before the merge changes anything, deleted with the staged
 * keys, and inserted again, rewritten, with the staged rows. The copy stays until the merge is in the ledger, so a merge that
 * died anywhere is repeated from it.
 *
 * @param removedBefore the source databases of which rows are deleted, with the version below which they are
 * @param carriedDatabases the source databases whose rows are all deleted and written again
 * @param carried the copy of those; null where there are none
 */
record EarlierRows(
        Map<String, Long> removedBefore,
        Set<String> carriedDatabases,
        @Nullable TableId carried) {

    static final EarlierRows UNTOUCHED = new EarlierRows(Map.of(), Set.of(), null);

    EarlierRows {
        removedBefore = Map.copyOf(removedBefore);
        carriedDatabases = Set.copyOf(carriedDatabases);
    }

    /** Copies what must be copied; a copy that an earlier attempt completed is taken as it is. */
    static EarlierRows prepare(
            MergeCommittable committable,
            Map<String, InsertableColumn> targetColumns,
            ClickHouseClient clickHouse,
            StagingArea staging) {
        if (committable.rewrites().isEmpty()) {
            return UNTOUCHED;
        }
        Map<String, Long> removed = new TreeMap<>();
        Set<String> carriedDatabases = new TreeSet<>();
        for (TableRewrite rewrite : committable.rewrites()) {
            if (rewrite.removesRows()) {
                removed.merge(rewrite.sourceDatabase(), rewrite.version(), EarlierRows::later);
            }
            if (touches(rewrite, targetColumns, clickHouse)) {
                carriedDatabases.add(rewrite.sourceDatabase());
            }
        }
        if (carriedDatabases.isEmpty()) {
            return new EarlierRows(removed, Set.of(), null);
        }
        removed.keySet().removeAll(carriedDatabases);
        TableId copy = staging.carriedTable(committable);
        if (staging.existing(List.of(copy)).isEmpty()) {
            staging.copy(
                    committable.target(),
                    List.copyOf(targetColumns.keySet()),
                    SOURCE_DATABASE + " IN (" + literals(carriedDatabases) + ")",
                    copy);
        }
        return new EarlierRows(removed, carriedDatabases, copy);
    }

    private static Long later(Long one, Long other) {
        return Long.compareUnsigned(one, other) > 0 ? one : other;
    }

    private static final String SOURCE_DATABASE = Identifiers.quote(TargetSchema.SOURCE_DATABASE);

    /** Whether the rewrite changes a row of the target. That it need not is the usual case: a new column without default. */
    private static boolean touches(
            TableRewrite rewrite, Map<String, InsertableColumn> targetColumns, ClickHouseClient clickHouse) {
        List<String> changes = new ArrayList<>();
        for (ColumnRewrite column : rewrite.columns()) {
            String name = Identifiers.quote(column.column());
            switch (column.kind()) {
                case MOVE -> {
                    changes.add(name + " IS NOT NULL");
                    changes.add(Identifiers.quote(column.value()) + " IS NOT NULL");
                }
                case SET -> {
                    changes.add(name + " IS NULL");
                    changes.add(name + " != CAST(" + constant(column) + ", "
                            + Identifiers.literal(type(column.column(), targetColumns)) + ")");
                }
                case SET_NULL -> changes.add(name + " IS NOT NULL");
                case REPLACE_NULL -> changes.add(name + " IS NULL");
            }
        }
        return !changes.isEmpty()
                && "1"
                        .equals(clickHouse.queryValue("SELECT count() > 0 FROM "
                                + Identifiers.quote(rewrite.target()) + " WHERE " + SOURCE_DATABASE + " = "
                                + Identifiers.literal(rewrite.sourceDatabase()) + " AND "
                                + Identifiers.quote(TargetSchema.VERSION) + " < "
                                + Long.toUnsignedString(rewrite.version()) + " AND ("
                                + String.join(" OR ", changes) + ")"));
    }

    private static String type(String column, Map<String, InsertableColumn> targetColumns) {
        InsertableColumn found = targetColumns.get(column);
        if (found == null) {
            throw new IllegalStateException("a statement gave column '" + column
                    + "' a new value, but the target has no such column any more; add it again");
        }
        return found.type();
    }

    /** The value of a rewrite as an expression. */
    static String constant(ColumnRewrite rewrite) {
        return "(SELECT x FROM format(RowBinary, " + Identifiers.literal("x " + rewrite.type()) + ", unhex('"
                + rewrite.value() + "')))";
    }

    /** Which of the target's rows the merge deletes for the rewrites' sake; empty for none. */
    String deleteCondition() {
        List<String> conditions = new ArrayList<>();
        if (!carriedDatabases.isEmpty()) {
            conditions.add(SOURCE_DATABASE + " IN (" + literals(new TreeSet<>(carriedDatabases)) + ")");
        }
        new TreeMap<>(removedBefore)
                .forEach((database, version) ->
                        conditions.add("(" + SOURCE_DATABASE + " = " + Identifiers.literal(database) + " AND "
                                + Identifiers.quote(TargetSchema.VERSION) + " < " + Long.toUnsignedString(version)
                                + ")"));
        return String.join(" OR ", conditions);
    }

    private static String literals(Set<String> databases) {
        return databases.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
    }
}
