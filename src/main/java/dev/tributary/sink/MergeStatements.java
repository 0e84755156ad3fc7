package dev.tributary.sink;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * DELETE and INSERT of one merge, or of a bucket of its keys, over staged rows of several schemas and over what statements
 * did to earlier rows.
 *
 * <p>The rows of all schemas are brought into one form, that of the target: a column that a schema lacks is NULL. On top lie
 * the rewrites, each changing the rows of its source database with lower versions, see {@link RewrittenColumns}. Of each key
 * the row with the highest version remains.
 */
final class MergeStatements {

    private static final String SOURCE_DATABASE = Identifiers.quote(TargetSchema.SOURCE_DATABASE);
    private static final String VERSION = Identifiers.quote(TargetSchema.VERSION);
    private static final String DELETED = Identifiers.quote(TargetSchema.DELETED);
    private static final String ROW = "p.";

    private final MergeCommittable committable;
    private final Map<String, InsertableColumn> targetColumns;
    private final EarlierRows earlier;
    private final StagedKeys staged;
    private final KeyBucket bucket;
    private final Fence fence;
    private final List<String> columns;

    /** @param targetColumns the target's columns that take values, in its order; empty where all rows are of one schema */
    MergeStatements(
            MergeCommittable committable,
            Map<String, InsertableColumn> targetColumns,
            EarlierRows earlier,
            KeyBucket bucket,
            Fence fence) {
        this.committable = committable;
        this.targetColumns = targetColumns;
        this.earlier = earlier;
        this.staged = StagedKeys.of(committable, bucket);
        this.bucket = bucket;
        this.fence = fence;
        this.columns = mergedColumns();
    }

    /** Those of the staged rows, and all of the target's where earlier rows are written again. */
    private List<String> mergedColumns() {
        if (earlier.carried() != null) {
            return targetColumns.keySet().stream()
                    .filter(name -> !name.equals(TargetSchema.VERSION))
                    .toList();
        }
        Set<String> names = new LinkedHashSet<>();
        committable.groups().forEach(group -> names.addAll(group.schema().columnNames()));
        committable.rewrites().stream()
                .flatMap(rewrite -> rewrite.columns().stream())
                .forEach(column -> {
                    names.add(column.column());
                    if (column.kind() == ColumnRewrite.Kind.MOVE) {
                        names.add(column.value());
                    }
                });
        return List.copyOf(names);
    }

    boolean deletes() {
        return !staged.isEmpty() || !earlier.deleteConditions().isEmpty();
    }

    boolean inserts() {
        return !committable.groups().isEmpty() || earlier.carried() != null;
    }

    /** Which rows of the target the merge deletes. */
    String deleteCondition() {
        List<String> conditions = new ArrayList<>(earlier.deleteConditions());
        if (!staged.isEmpty()) {
            conditions.add(staged.condition());
        }
        // What is staged is of the bucket already, and found by its key; the other rows of the target are not.
        boolean others = !bucket.isWhole() && !earlier.deleteConditions().isEmpty();
        return "(" + String.join(" OR ", conditions) + ") AND "
                + (others ? bucket.condition(staged.columns()) + " AND " : "") + fence.condition();
    }

    String insert() {
        String inserted = Identifiers.quoteAll(columns) + ", " + VERSION;
        String rows = "SELECT * FROM (" + rows() + ")";
        if (!staged.isEmpty()) {
            String keys = Identifiers.quoteAll(staged.columns());
            rows += (bucket.isWhole() ? "" : " WHERE " + bucket.condition(staged.columns())) + " ORDER BY " + keys
                    + ", " + VERSION + " DESC LIMIT 1 BY " + keys;
        }
        return "INSERT INTO " + Identifiers.quote(committable.target()) + " (" + inserted + ") SELECT " + inserted
                + " FROM (" + rows + ") WHERE NOT " + DELETED + " AND " + fence.assertion();
    }

    private String rows() {
        List<String> selects = new ArrayList<>();
        for (StagedGroup group : committable.groups()) {
            String select = "SELECT " + staged(group.schema()) + ", " + VERSION + ", " + DELETED + " FROM ";
            group.sources().forEach(source -> selects.add(select + source));
        }
        TableId carried = earlier.carried();
        if (carried != null) {
            // The bound of a removal holds for rows of the target alone, so it is here, and not in what is made of all
            // rows.
            String removed = earlier.removals().stream()
                    .map(removal -> "(" + EarlierRows.removed(removal) + ")")
                    .collect(Collectors.joining(" OR "));
            selects.add("SELECT " + Identifiers.quoteAll(columns) + ", " + VERSION + ", toUInt8("
                    + (removed.isEmpty() ? "0" : removed) + ") AS " + DELETED + " FROM " + Identifiers.quote(carried));
        }
        String rows = String.join(" UNION ALL ", selects);
        // Carried rows may have seen a statement before, when the job went back to an older savepoint.
        RewrittenColumns behind = new RewrittenColumns(
                committable.rewrites(), targetColumns, columns.contains(TargetSchema.REWRITTEN), ROW);
        if (!behind.isEmpty()) {
            rows = rewritten(behind, rows);
        }
        return withoutRemoved(rows);
    }

    /** A schema's rows in the form of the target. */
    private String staged(TargetSchema schema) {
        return columns.stream()
                .map(name -> {
                    Optional<TargetColumn> column = schema.columns().stream()
                            .filter(candidate -> candidate.name().equals(name))
                            .findFirst();
                    String quoted = Identifiers.quote(name);
                    if (targetColumns.isEmpty()
                            || column.isPresent() && column.get().type().equals(type(name))) {
                        return quoted;
                    }
                    return (column.isPresent() ? cast(quoted, name) : missing(name)) + " AS " + quoted;
                })
                .collect(Collectors.joining(", "));
    }

    private String rewritten(RewrittenColumns behind, String rows) {
        String selected = columns.stream()
                .map(name -> (name.equals(TargetSchema.REWRITTEN) ? behind.marker() : behind.column(name)) + " AS "
                        + Identifiers.quote(name))
                .collect(Collectors.joining(", "));
        return "SELECT " + selected + ", " + ROW + VERSION + " AS " + VERSION + ", " + ROW + DELETED + " AS " + DELETED
                + " FROM (" + rows + ") AS p";
    }

    /** Rows before a removal are gone, whatever became of their columns. */
    private String withoutRemoved(String rows) {
        Map<String, Long> removedBelow = new TreeMap<>();
        committable.rewrites().stream()
                .filter(TableRewrite::removesRows)
                .forEach(removal -> removedBelow.merge(
                        removal.sourceDatabase(),
                        removal.version(),
                        (one, other) -> Long.compareUnsigned(one, other) < 0 ? other : one));
        if (removedBelow.isEmpty()) {
            return rows;
        }
        String databases =
                removedBelow.keySet().stream().map(Identifiers::literal).collect(Collectors.joining(", "));
        String versions = removedBelow.values().stream()
                .map(version -> "toUInt64(" + Long.toUnsignedString(version) + ")")
                .collect(Collectors.joining(", "));
        return "SELECT * EXCEPT (" + DELETED + "), " + DELETED + " OR " + VERSION + " < transform(toString("
                + SOURCE_DATABASE + "), [" + databases + "], [" + versions + "], toUInt64(0)) AS " + DELETED + " FROM ("
                + rows + ")";
    }

    private String cast(String expression, String column) {
        return "CAST(" + expression + ", " + Identifiers.literal(type(column)) + ")";
    }

    private String missing(String column) {
        String type = type(column);
        InsertableColumn found = targetColumns.get(column);
        if (found != null && !found.defaultExpression().isEmpty()) {
            return "CAST(" + found.defaultExpression() + ", " + Identifiers.literal(type) + ")";
        }
        return new TargetColumn(column, type).nullable()
                ? cast("NULL", column)
                : "defaultValueOfTypeName(" + Identifiers.literal(type) + ")";
    }

    private String type(String column) {
        InsertableColumn found = targetColumns.get(column);
        if (found == null) {
            throw new IllegalStateException("the target " + committable.target() + " has no column '" + column
                    + "' that takes values, but staged rows have it; add it again");
        }
        return found.type();
    }
}
