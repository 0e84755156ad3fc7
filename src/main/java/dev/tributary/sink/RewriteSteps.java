package dev.tributary.sink;

import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.TableRewrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the rewrites of one commit into as few steps as give the same rows as one after the other. Hundreds of databases can
 * be altered within one commit, or one table by hundreds of statements, and servers read nothing that is nested so deep.
 */
final class RewriteSteps {

    private final List<List<TableRewrite>> steps = new ArrayList<>();

    private final Map<String, Columns> databases = new HashMap<>();

    /**
     * The columns of one source database.
     *
     * @param written the step behind the last one that writes a column
     * @param read the last step that takes a column's value for another one
     */
    private record Columns(Map<String, Integer> written, Map<String, Integer> read) {}

    private RewriteSteps() {}

    /**
     * @param rewrites in the order of their statements
     * @return those that change columns. All of a step see the rows as they were before it; the ones of one source database
     *     keep their order, within a step too, and none sees a column that another one of its step writes
     */
    static List<List<TableRewrite>> of(List<TableRewrite> rewrites) {
        RewriteSteps made = new RewriteSteps();
        rewrites.stream().filter(rewrite -> !rewrite.columns().isEmpty()).forEach(made::add);
        return made.steps;
    }

    private void add(TableRewrite rewrite) {
        Columns columns = databases.computeIfAbsent(
                rewrite.sourceDatabase(), database -> new Columns(new HashMap<>(), new HashMap<>()));
        int step = 0;
        for (ColumnRewrite column : rewrite.columns()) {
            step = Math.max(step, columns.written().getOrDefault(column.column(), 0));
            step = Math.max(step, columns.read().getOrDefault(column.column(), 0));
            if (column.kind() == ColumnRewrite.Kind.MOVE) {
                step = Math.max(step, columns.written().getOrDefault(column.value(), 0));
            }
        }
        if (step == steps.size()) {
            steps.add(new ArrayList<>());
        }
        steps.get(step).add(rewrite);
        for (ColumnRewrite column : rewrite.columns()) {
            columns.written().put(column.column(), step + 1);
            if (column.kind() == ColumnRewrite.Kind.MOVE) {
                columns.read().merge(column.value(), step, Math::max);
            }
        }
    }
}
