package dev.tributary.sink;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a rewrite does to the rows that lie in its target, as the parts of statements. A row that the rewrite changed has its
 * version in {@link TargetSchema#REWRITTEN}, written together with the values; so whatever part of the rows an earlier try
 * reached, none is changed twice.
 */
record EarlierRewrite(TableRewrite rewrite, Map<String, InsertableColumn> targetColumns) {

    /** Whether no column that it changes is one that the target is sorted or partitioned by. */
    boolean possibleInPlace() {
        return rewrite.columns().stream()
                .noneMatch(column -> column(column.column()).keyColumn());
    }

    /** True for the rows that the rewrite changes and has not changed yet. That there are none is the usual case. */
    String condition() {
        List<String> changes = new ArrayList<>();
        for (ColumnRewrite column : rewrite.columns()) {
            String name = Identifiers.quote(column.column());
            switch (column.kind()) {
                case MOVE -> {
                    changes.add(name + " IS NOT NULL");
                    changes.add(Identifiers.quote(required(column.value())) + " IS NOT NULL");
                }
                case SET -> {
                    changes.add(name + " IS NULL");
                    changes.add(differs(name, column));
                }
                case SET_NULL -> changes.add(name + " IS NOT NULL");
                case REPLACE_NULL -> changes.add(name + " IS NULL");
            }
        }
        return changes.isEmpty() ? "0" : concerned() + " AND (" + String.join(" OR ", changes) + ")";
    }

    private String differs(String name, ColumnRewrite column) {
        String type = column(column.column()).type();
        return ClickHouseTypes.isJson(type) ? "1" : name + " != " + cast(constant(column), column.column());
    }

    /** The rows of the source database that lie before the statement. */
    private String concerned() {
        String before = Identifiers.quote(TargetSchema.SOURCE_DATABASE) + " = "
                + Identifiers.literal(rewrite.sourceDatabase()) + " AND " + Identifiers.quote(TargetSchema.VERSION)
                + " < " + version();
        return targetColumns.containsKey(TargetSchema.REWRITTEN)
                ? before + " AND " + Identifiers.quote(TargetSchema.REWRITTEN) + " < " + version()
                : before;
    }

    /** All columns at once, each from the row as it was before. */
    String assignments() {
        return rewrite.columns().stream()
                        .map(column -> Identifiers.quote(column.column()) + " = "
                                + cast(value(ComposedRewrites.Value.of(column), ""), column.column()))
                        .collect(Collectors.joining(", "))
                + ", " + Identifiers.quote(TargetSchema.REWRITTEN) + " = toUInt64(" + version() + ")";
    }

    private String version() {
        return Long.toUnsignedString(rewrite.version());
    }

    private String cast(String expression, String column) {
        return "CAST(" + expression + ", " + Identifiers.literal(column(column).type()) + ")";
    }

    private String required(String name) {
        column(name);
        return name;
    }

    private InsertableColumn column(String name) {
        InsertableColumn found = targetColumns.get(name);
        if (found == null) {
            throw new IllegalStateException("a statement gave column '" + name + "' a new value, but the target "
                    + rewrite.target() + " has no such column any more; add it again");
        }
        return found;
    }

    /**
     * What a column becomes by one rewrite or several, as an expression.
     *
     * @param row stands before the names of the row's columns: empty, or an alias with its dot
     */
    static String value(ComposedRewrites.Value value, String row) {
        ColumnRewrite constant = value.constant();
        String column = row + Identifiers.quote(value.from());
        if (constant == null) {
            return value.from().isEmpty() ? "NULL" : column;
        }
        return value.from().isEmpty() ? constant(constant) : "ifNull(" + column + ", " + constant(constant) + ")";
    }

    private static String constant(ColumnRewrite column) {
        return "(SELECT x FROM format(RowBinary, " + Identifiers.literal("x " + column.type()) + ", unhex('"
                + column.value() + "')))";
    }
}
