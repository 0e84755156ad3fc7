package dev.tributary.sink;

import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableRewrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rewrites of one commit, one after the other, make of each column of a row, by how many of them it has not seen.
 * Hundreds of databases can be altered within one commit, or one column by hundreds of statements, and servers read nothing that
 * is nested so deep; but whatever the number of rewrites, a value comes from one column of the row as it was, or is a constant.
 */
final class ComposedRewrites {

    private final Map<String, List<Branch>> branches = new LinkedHashMap<>();
    private final Map<String, Long> lastVersions = new LinkedHashMap<>();

    /**
     * A column's value behind rewrites.
     *
     * @param from the column, as it was, whose value it is; empty for none
     * @param constant what stands for NULL; null for nothing
     */
    record Value(String from, @Nullable ColumnRewrite constant) {

        static Value unchanged(String column) {
            return new Value(column, null);
        }

        /** The same value in terms of the row before one more rewrite. */
        private Value before(Map<String, ColumnRewrite> rewrites) {
            ColumnRewrite rewrite = from.isEmpty() ? null : rewrites.get(from);
            if (rewrite == null) {
                return this;
            }
            return switch (rewrite.kind()) {
                case MOVE -> new Value(rewrite.value(), constant);
                case SET -> new Value("", rewrite);
                case SET_NULL -> new Value("", constant);
                case REPLACE_NULL -> new Value(from, rewrite);
            };
        }
    }

    /** A column's value in the rows of a source database that have seen nothing of a version, or of later ones. */
    record Branch(String sourceDatabase, long version, Value value) {}

    /** @param rewrites in the order of their statements */
    ComposedRewrites(List<TableRewrite> rewrites) {
        Map<String, List<TableRewrite>> byDatabase = new LinkedHashMap<>();
        rewrites.stream()
                .filter(rewrite -> !rewrite.columns().isEmpty())
                .forEach(rewrite -> byDatabase
                        .computeIfAbsent(rewrite.sourceDatabase(), database -> new ArrayList<>())
                        .add(rewrite));
        byDatabase.values().forEach(this::compose);
        byDatabase.forEach((database, all) ->
                lastVersions.put(database, all.get(all.size() - 1).version()));
    }

    /** The last statement first: before it, a column is what the statements from it on make of it. */
    private void compose(List<TableRewrite> rewrites) {
        Map<String, List<Branch>> ofDatabase = new LinkedHashMap<>();
        Map<String, Value> values = new HashMap<>();
        for (int i = rewrites.size() - 1; i >= 0; i--) {
            TableRewrite rewrite = rewrites.get(i);
            Map<String, ColumnRewrite> changes = new HashMap<>();
            rewrite.columns().forEach(column -> changes.put(column.column(), column));
            changes.keySet().forEach(column -> values.putIfAbsent(column, Value.unchanged(column)));
            values.replaceAll((column, value) -> value.before(changes));
            values.forEach((column, value) -> add(
                    ofDatabase.computeIfAbsent(column, each -> new ArrayList<>()),
                    new Branch(rewrite.sourceDatabase(), rewrite.version(), value)));
        }
        ofDatabase.forEach((column, added) ->
                branches.computeIfAbsent(column, each -> new ArrayList<>()).addAll(added));
    }

    /** A row that has seen nothing of a statement has seen nothing of the next one, so one branch does for equal values. */
    private static void add(List<Branch> branches, Branch branch) {
        if (branches.isEmpty() || !branches.get(0).value().equals(branch.value())) {
            branches.add(0, branch);
        }
    }

    boolean isEmpty() {
        return branches.isEmpty();
    }

    /** The columns that change. */
    Set<String> columns() {
        return branches.keySet();
    }

    /** By source database the version of its last rewrite. */
    Map<String, Long> lastVersions() {
        return lastVersions;
    }

    /** The column's values; the first branch that a row is in holds, and where it is in none, the column stays as it is. */
    List<Branch> of(String column) {
        return branches.getOrDefault(column, List.of());
    }
}
