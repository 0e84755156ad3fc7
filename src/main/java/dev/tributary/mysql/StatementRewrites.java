package dev.tributary.mysql;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.model.Column;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableRewrite;
import dev.tributary.mysql.TableStatement.Alter;
import dev.tributary.mysql.TableStatement.Clause;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a statement on a replicated table means for the rows before it in the target: nothing, or a rewrite. */
final class StatementRewrites {

    private final RoutePlan route;
    private final SchemaChangeOptions options;

    StatementRewrites(RoutePlan route, SchemaChangeOptions options) {
        this.route = route;
        this.options = options;
    }

    /**
     * The rewrite of the rows before a statement; null where it leaves them as they are.
     *
     * @param columns the table's columns after it, as the change source understood it; none where it says nothing of them
     */
    @Nullable
    TableRewrite rewrite(TableStatement statement, List<Column> columns, long version) {
        if (statement instanceof Alter alter) {
            return ofAlter(alter, columns, version);
        }
        boolean removes = statement instanceof TableStatement.Truncate && options.truncateTable() == Policy.APPLY
                || statement instanceof TableStatement.Drop && options.dropTable() == Policy.APPLY
                // IF NOT EXISTS on a table that exists creates nothing.
                || statement instanceof TableStatement.Create && !columns.isEmpty();
        return removes
                ? new TableRewrite(route.target().target(), route.sourceDatabase(), version, true, List.of())
                : null;
    }

    /**
     * The rewrite of the rows before an ALTER TABLE; null where it leaves them as they are.
     *
     * @param columns the table's columns after it, as the change source understood it
     */
    private @Nullable TableRewrite ofAlter(Alter alter, Collection<Column> columns, long version) {
        Map<String, Column> after = StatementRules.byName(columns);
        List<ColumnRewrite> rewrites = new ArrayList<>();
        for (Clause clause : alter.clauses()) {
            requireUnderstood(alter, clause, after);
            requireUnfiltered(clause);
            if (clause instanceof Clause.AddColumn add) {
                if (options.addColumn() == Policy.APPLY && !isExcluded(add.column())) {
                    rewrites.add(named(filled(add, Objects.requireNonNull(after.get(add.column())))));
                }
            } else if (clause instanceof Clause.RenameColumn rename) {
                requireReplicated(rename);
                if (options.renameColumn() == Policy.APPLY) {
                    rewrites.add(ColumnRewrite.move(rename.from(), rename.to()));
                    rewrites.add(ColumnRewrite.setNull(rename.from()));
                }
            } else if (clause instanceof Clause.DropColumn drop) {
                if (options.dropColumn() == Policy.APPLY && !isExcluded(drop.column())) {
                    rewrites.add(named(ColumnRewrite.setNull(drop.column())));
                }
            } else if (clause instanceof Clause.ModifyColumn modify
                    && !modify.definition().nullable()) {
                ColumnRewrite filled = ColumnDefaults.replaceNull(
                        Objects.requireNonNull(after.get(modify.column())), chosenType(modify.column()));
                if (options.modifyColumn() == Policy.APPLY
                        && filled != null
                        && !isKey(modify.column())
                        && !isExcluded(modify.column())) {
                    rewrites.add(named(filled));
                }
            }
        }
        return rewrites.isEmpty()
                ? null
                : new TableRewrite(route.target().target(), route.sourceDatabase(), version, false, rewrites);
    }

    private ColumnRewrite filled(Clause.AddColumn add, Column column) {
        ColumnRewrite filled = ColumnDefaults.of(column, add.definition(), chosenType(column.name()));
        if (filled == null) {
            throw new SchemaChangedException(
                    route.source().id(),
                    "column '" + add.column()
                            + "' was added with values in the rows that are there which only MySQL knows; the job needs"
                            + " a constant default of a simple type, or none");
        }
        return filled;
    }

    private void requireReplicated(Clause.RenameColumn rename) {
        if (isKey(rename.from())
                || overrides().mentions(rename.from())
                || overrides().mentions(rename.to())) {
            throw new SchemaChangedException(
                    route.source().id(),
                    "column '" + rename.from() + "' was renamed to '" + rename.to()
                            + "', and one of them is part of the merge key, or named in an override of the table");
        }
    }

    /** Rows would begin or cease to be replicated without an event for any. */
    private void requireUnfiltered(Clause clause) {
        for (String column : StatementRules.names(clause)) {
            if (overrides().isFiltered(column)) {
                throw new SchemaChangedException(
                        route.source().id(), "column '" + column + "' changed, which decides what rows are replicated");
            }
        }
    }

    private ColumnRewrite named(ColumnRewrite rewrite) {
        return new ColumnRewrite(
                rewrite.kind(), overrides().targetName(rewrite.column()), rewrite.value(), rewrite.type());
    }

    private @Nullable String chosenType(String column) {
        return overrides().types().get(column);
    }

    private Overrides overrides() {
        return route.overrides();
    }

    private boolean isExcluded(String column) {
        return overrides().excluded().contains(column);
    }

    private boolean isKey(String column) {
        return route.sourceKey().contains(column);
    }

    /** The columns that the change source goes on with are those that the statement says, or rows would be misread. */
    private void requireUnderstood(Alter alter, Clause clause, Map<String, Column> after) {
        boolean understood = true;
        if (clause instanceof Clause.AddColumn add) {
            understood = after.containsKey(add.column());
        } else if (clause instanceof Clause.RenameColumn rename) {
            understood = after.containsKey(rename.to()) && !after.containsKey(rename.from());
        } else if (clause instanceof Clause.ModifyColumn modify) {
            understood = after.containsKey(modify.column());
        } else if (clause instanceof Clause.DropColumn drop) {
            understood = !after.containsKey(drop.column())
                    || alter.clauses().stream()
                            .anyMatch(other -> other instanceof Clause.AddColumn add
                                    && add.column().equals(drop.column()));
        }
        if (!understood) {
            throw StatementRules.misunderstood(alter, after.values());
        }
    }
}
