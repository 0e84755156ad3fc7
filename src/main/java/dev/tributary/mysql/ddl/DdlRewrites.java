package dev.tributary.mysql.ddl;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.mapping.ZeroDates;
import dev.tributary.model.Column;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableRewrite;
import dev.tributary.mysql.ddl.ColumnDefaults.Filling;
import dev.tributary.mysql.ddl.StructureChange.ColumnChange;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a statement means for the rows before it in the target: nothing, or a rewrite. */
final class DdlRewrites {

    private final RoutePlan route;
    private final SchemaChangeOptions options;

    DdlRewrites(RoutePlan route, SchemaChangeOptions options) {
        this.route = route;
        this.options = options;
    }

    TableRewrite removal(long version) {
        return new TableRewrite(route.target().target(), route.sourceDatabase(), version, true, List.of());
    }

    /**
     * What becomes of the rows before an ALTER TABLE; empty where it leaves them as they are.
     *
     * @param strict whether the session refused to change values
     * @throws RefusedTableException where only MySQL knows what becomes of them
     */
    List<TableRewrite> of(StructureChange change, boolean strict, SessionTime session, long version) {
        List<ColumnRewrite> rewrites = new ArrayList<>();
        List<ColumnRewrite> ofRenamed = new ArrayList<>();
        for (ColumnChange column : change.columns()) {
            if (column.isNew()) {
                added(column, session, rewrites);
            } else {
                moved(column, change, rewrites);
                madeNotNull(column, strict, column.isRenamed() ? ofRenamed : rewrites);
            }
        }
        if (options.dropColumn() == Policy.APPLY) {
            change.dropped().stream()
                    .map(Column::name)
                    .filter(name -> !isExcluded(name) && !isName(name, change))
                    .forEach(name -> rewrites.add(named(ColumnRewrite.setNull(name))));
        }
        List<TableRewrite> all = new ArrayList<>();
        add(rewrites, version, all);
        // What a column has behind its move is seen by a rewrite behind it alone; no event lies so near to another.
        add(ofRenamed, version + 1, all);
        return all;
    }

    private void add(List<ColumnRewrite> columns, long version, List<TableRewrite> all) {
        if (!columns.isEmpty()) {
            all.add(new TableRewrite(route.target().target(), route.sourceDatabase(), version, false, columns));
        }
    }

    private void added(ColumnChange change, SessionTime session, List<ColumnRewrite> rewrites) {
        Column column = change.after();
        if (options.addColumn() != Policy.APPLY || isExcluded(column.name()) || change.definition() == null) {
            return;
        }
        Optional<Filling> filling = ColumnDefaults.ofNew(column, change.definition(), session);
        ColumnRewrite rewrite = filling.map(value -> rewrite(column, value)).orElse(null);
        if (rewrite == null) {
            throw new RefusedTableException(
                    route.source().id(),
                    "column '" + column.name()
                            + "' was added with values in the rows that are there which only MySQL knows; the job needs"
                            + " a constant default of a simple type, or none");
        }
        rewrites.add(named(rewrite));
    }

    private @Nullable ColumnRewrite rewrite(Column column, Filling filling) {
        DefaultValue value = filling.value();
        if (value == null) {
            return ColumnRewrite.setNull(column.name());
        }
        if (value.isNoDate() && isNoDateNull(column)) {
            return ColumnRewrite.setNull(column.name());
        }
        return value.isNoDate() && !isNoDateKept(column) ? null : value.set(column, route.chosenType(column));
    }

    /** Whether a date that is none is NULL in the target. */
    private boolean isNoDateNull(Column column) {
        String policy = overrides().zeroDates().get(column.name());
        return policy == null ? !route.isPrinted(column) : policy.equals(ZeroDates.NULLABLE);
    }

    /** Whether a date that is none is a text in the target, as MySQL prints it. */
    private boolean isNoDateKept(Column column) {
        return route.isPrinted(column) && !overrides().zeroDates().containsKey(column.name());
    }

    private void moved(ColumnChange column, StructureChange change, List<ColumnRewrite> rewrites) {
        Column before = column.before();
        if (before == null || !column.isRenamed() || options.renameColumn() != Policy.APPLY) {
            return;
        }
        rewrites.add(ColumnRewrite.move(before.name(), column.after().name()));
        if (!isName(before.name(), change)) {
            rewrites.add(ColumnRewrite.setNull(before.name()));
        }
    }

    private static boolean isName(String name, StructureChange change) {
        return change.columns().stream()
                .anyMatch(column -> column.after().name().equals(name));
    }

    /**
     * In a strict session a NULL that would have to go fails the statement; only a TIMESTAMP can still have the current time
     * for it.
     */
    private void madeNotNull(ColumnChange change, boolean strict, List<ColumnRewrite> rewrites) {
        Column before = change.before();
        Column after = change.after();
        if (before == null
                || strict && !after.type().name().equals("timestamp")
                || !before.nullable()
                || after.nullable()
                || options.modifyColumn() != Policy.APPLY
                || isExcluded(after.name())) {
            return;
        }
        DefaultValue value = ColumnDefaults.insteadOfNull(after).orElse(null);
        if (value != null && value.isNoDate() && isNoDateNull(after)) {
            return;
        }
        boolean isUnmoved = change.isRenamed() && options.renameColumn() != Policy.APPLY;
        ColumnRewrite filled = value == null || isUnmoved || value.isNoDate() && !isNoDateKept(after)
                ? null
                : value.set(after, route.chosenType(after));
        if (filled == null) {
            throw new RefusedTableException(
                    route.source().id(),
                    "column '" + after.name() + "' cannot be NULL any more, and only MySQL knows what stands for it in"
                            + " the rows that are there");
        }
        rewrites.add(named(ColumnRewrite.replaceNull(filled.column(), filled.value(), filled.type())));
    }

    private ColumnRewrite named(ColumnRewrite rewrite) {
        return new ColumnRewrite(
                rewrite.kind(), overrides().targetName(rewrite.column()), rewrite.value(), rewrite.type());
    }

    private Overrides overrides() {
        return route.overrides();
    }

    private boolean isExcluded(String column) {
        return overrides().excluded().contains(column);
    }
}
