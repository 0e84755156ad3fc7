package dev.tributary.sink;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What rewrites do to the rows that lie in their target, as the parts of one statement. A row that they changed has the version
 * of its database's last rewrite in {@link TargetSchema#REWRITTEN}, written together with the values; so whatever part of the
 * rows an earlier try reached, and whichever of the rewrites it knew, none is changed twice.
 *
 * @param rewrites of one target, in the order of their statements
 */
record EarlierRewrite(List<TableRewrite> rewrites, Map<String, InsertableColumn> targetColumns) {

    /** A statement is read by the server as a whole, and each of its rows is held against all of its choices. */
    private static final int MOST_COLUMNS = 500;

    private static final int MOST_DATABASES = 32;

    EarlierRewrite {
        rewrites = List.copyOf(rewrites);
    }

    /** The rewrites that are carried out together, one group after the other: those of a source database in their order. */
    static List<List<TableRewrite>> together(List<TableRewrite> rewrites) {
        Map<String, List<TableRewrite>> byDatabase = rewrites.stream()
                .collect(Collectors.groupingBy(
                        TableRewrite::sourceDatabase, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
        List<List<TableRewrite>> groups = new ArrayList<>();
        List<TableRewrite> group = new ArrayList<>();
        Set<String> databases = new LinkedHashSet<>();
        int columns = 0;
        for (List<TableRewrite> ofDatabase : byDatabase.values()) {
            for (TableRewrite rewrite : ofDatabase) {
                databases.add(rewrite.sourceDatabase());
                columns += rewrite.columns().size();
                if (!group.isEmpty() && (columns > MOST_COLUMNS || databases.size() > MOST_DATABASES)) {
                    groups.add(group);
                    group = new ArrayList<>();
                    databases = new LinkedHashSet<>(Set.of(rewrite.sourceDatabase()));
                    columns = rewrite.columns().size();
                }
                group.add(rewrite);
            }
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    /** Whether no column that they change is one that the target is sorted or partitioned by. */
    boolean possibleInPlace() {
        return rewrites.stream()
                .flatMap(rewrite -> rewrite.columns().stream())
                .noneMatch(column -> column(column.column()).keyColumn());
    }

    /** True for the rows that the rewrites change and have not changed yet. That there are none is the usual case. */
    String condition() {
        RewrittenColumns behind = behind();
        List<String> conditions = new ArrayList<>();
        behind.composed().lastVersions().forEach((database, version) -> {
            Set<String> changes = new LinkedHashSet<>();
            for (String column : behind.names()) {
                behind.composed().of(column).stream()
                        .filter(branch -> branch.sourceDatabase().equals(database))
                        .forEach(branch -> changes.add(change(column, branch.value())));
            }
            changes.remove("0");
            if (!changes.isEmpty()) {
                conditions.add(behind.unseen(database, version) + " AND (" + String.join(" OR ", changes) + ")");
            }
        });
        return conditions.isEmpty() ? "0" : "((" + String.join(") OR (", conditions) + "))";
    }

    /** True for rows in which the column has not got the value; may be true for others. */
    private String change(String column, ComposedRewrites.Value value) {
        String name = Identifiers.quote(column);
        ColumnRewrite constant = value.constant();
        if (value.from().equals(column)) {
            return constant == null ? "0" : name + " IS NULL";
        }
        if (value.from().isEmpty()) {
            return constant == null ? name + " IS NOT NULL" : name + " IS NULL OR " + differs(column, constant);
        }
        return constant == null ? name + " IS NOT NULL OR " + Identifiers.quote(value.from()) + " IS NOT NULL" : "1";
    }

    private String differs(String column, ColumnRewrite constant) {
        String type = column(column).type();
        return ClickHouseTypes.isJson(type)
                ? "1"
                : Identifiers.quote(column) + " != CAST(" + RewrittenColumns.constant(constant) + ", "
                        + Identifiers.literal(type) + ")";
    }

    /** All columns at once, each from the row as it was before. */
    String assignments() {
        RewrittenColumns behind = behind();
        return Stream.concat(
                        behind.names().stream().map(name -> Identifiers.quote(name) + " = " + behind.column(name)),
                        Stream.of(Identifiers.quote(TargetSchema.REWRITTEN) + " = " + behind.marker()))
                .collect(Collectors.joining(", "));
    }

    private RewrittenColumns behind() {
        return new RewrittenColumns(rewrites, targetColumns, targetColumns.containsKey(TargetSchema.REWRITTEN), "");
    }

    private InsertableColumn column(String name) {
        InsertableColumn found = targetColumns.get(name);
        if (found == null) {
            throw new IllegalStateException("a statement gave column '" + name + "' a new value, but the target "
                    + rewrites.get(0).target() + " has no such column any more; add it again");
        }
        return found;
    }
}
