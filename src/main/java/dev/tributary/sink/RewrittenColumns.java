package dev.tributary.sink;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of a target's rows behind several statements, as expressions. Each row is taken from where it stands: one that has
 * seen some of its database's statements, by its version or by its mark, is changed by the others alone.
 */
final class RewrittenColumns {

    private static final String SOURCE_DATABASE = Identifiers.quote(TargetSchema.SOURCE_DATABASE);
    private static final String VERSION = Identifiers.quote(TargetSchema.VERSION);
    private static final String REWRITTEN = Identifiers.quote(TargetSchema.REWRITTEN);

    private final ComposedRewrites composed;
    private final Map<String, InsertableColumn> targetColumns;
    private final boolean marked;
    private final String row;

    /**
     * @param rewrites in the order of their statements
     * @param marked whether the rows have {@link TargetSchema#REWRITTEN}
     * @param row stands before the names of the row's columns: empty, or an alias with its dot
     */
    RewrittenColumns(
            List<TableRewrite> rewrites, Map<String, InsertableColumn> targetColumns, boolean marked, String row) {
        this.composed = new ComposedRewrites(rewrites);
        this.targetColumns = targetColumns;
        this.marked = marked;
        this.row = row;
    }

    boolean isEmpty() {
        return composed.isEmpty();
    }

    /** The columns that the statements change. */
    Set<String> names() {
        return composed.columns();
    }

    ComposedRewrites composed() {
        return composed;
    }

    /** A column of any row of the target: of rows that saw all statements before, it is as it was. */
    String column(String name) {
        List<String> choices = new ArrayList<>();
        for (ComposedRewrites.Branch branch : composed.of(name)) {
            choices.add(unseen(branch.sourceDatabase(), branch.version()));
            choices.add(cast(value(branch.value()), name));
        }
        return choice(choices, name);
    }

    /** By the last statement of its database a row has seen them all. */
    String marker() {
        List<String> choices = new ArrayList<>();
        composed.lastVersions().forEach((database, version) -> {
            choices.add(unseen(database, version));
            choices.add("toUInt64(" + Long.toUnsignedString(version) + ")");
        });
        return choice(choices, TargetSchema.REWRITTEN);
    }

    private String choice(List<String> choices, String name) {
        String column = row + Identifiers.quote(name);
        return choices.isEmpty() ? column : "multiIf(" + String.join(", ", choices) + ", " + column + ")";
    }

    /** True for rows of the source database that lie before the statement and were not changed by it or a later one. */
    String unseen(String sourceDatabase, long statement) {
        String version = Long.toUnsignedString(statement);
        String before = row + SOURCE_DATABASE + " = " + Identifiers.literal(sourceDatabase) + " AND " + row + VERSION
                + " < " + version;
        return marked ? before + " AND " + row + REWRITTEN + " < " + version : before;
    }

    private String value(ComposedRewrites.Value value) {
        ColumnRewrite constant = value.constant();
        if (constant == null) {
            return value.from().isEmpty() ? "NULL" : row + existing(value.from());
        }
        return value.from().isEmpty()
                ? constant(constant)
                : "ifNull(" + row + existing(value.from()) + ", " + constant(constant) + ")";
    }

    /** What stands for a statement's constant; of its own type, which need not be the column's. */
    static String constant(ColumnRewrite column) {
        return "(SELECT x FROM format(RowBinary, " + Identifiers.literal("x " + column.type()) + ", unhex('"
                + column.value() + "')))";
    }

    private String cast(String expression, String column) {
        return "CAST(" + expression + ", " + Identifiers.literal(target(column).type()) + ")";
    }

    private String existing(String name) {
        target(name);
        return Identifiers.quote(name);
    }

    private InsertableColumn target(String name) {
        InsertableColumn found = targetColumns.get(name);
        if (found == null) {
            throw new IllegalStateException("a statement gave column '" + name
                    + "' a new value, but the target has no such column that takes values any more; add it again");
        }
        return found;
    }
}
