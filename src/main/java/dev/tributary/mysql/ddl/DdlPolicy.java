package dev.tributary.mysql.ddl;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.mapping.CharacterSets;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.AlterClause.MoveRows;
import dev.tributary.mysql.ddl.ColumnDefinition.Generation;
import dev.tributary.mysql.ddl.StructureChange.ColumnChange;
import dev.tributary.plan.RoutePlan;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Refuses changes of a table: those that shall not be followed, and those that cannot be exactly. */
final class DdlPolicy {

    private final RoutePlan route;
    private final SchemaChangeOptions options;
    private final TableId table;

    DdlPolicy(RoutePlan route, SchemaChangeOptions options) {
        this.route = route;
        this.options = options;
        this.table = route.source().id();
    }

    void refuseTruncate() {
        refuseIf(options.truncateTable(), "TRUNCATE TABLE", "truncate-table");
    }

    void refuseDrop() {
        refuseIf(options.dropTable(), "DROP TABLE", "drop-table");
    }

    private void refuseIf(Policy policy, String statement, String option) {
        if (policy == Policy.FAIL) {
            throw RefusedTableException.forSomebody(table, statement + ", and schema-changes." + option + " is 'fail'");
        }
    }

    /** Refuses an ALTER TABLE by what its clauses say alone. */
    void refuse(TableDdl.Alter alter) {
        for (AlterClause clause : alter.clauses()) {
            if (clause instanceof MoveRows moved) {
                throw refused(moved.what() + " moves rows without an event for any");
            }
        }
    }

    /** Refuses what becomes of the columns and keys. @param strict see {@link TableDdl.Alter} */
    void refuse(StructureChange change, boolean strict) {
        TableStructure before = change.before();
        TableStructure after = change.after();
        change.dropped().forEach(this::refuseDropped);
        change.columns().forEach(column -> refuse(column, before.counted(), strict));
        if (!Set.copyOf(before.primaryKey()).equals(Set.copyOf(after.primaryKey()))) {
            throw refused("its primary key changed from " + before.primaryKey() + " to " + after.primaryKey());
        }
        if (tellsApart(before) && !tellsApart(after)) {
            throw refused("no key tells its rows apart any more by " + route.sourceKey()
                    + ", the columns by which they are merged");
        }
    }

    private boolean tellsApart(TableStructure structure) {
        Set<String> merged = Set.copyOf(route.sourceKey());
        return isPart(structure.primaryKey(), merged)
                || structure.uniqueKeys().values().stream().anyMatch(key -> isPart(key, merged));
    }

    private boolean wasPlannedApart() {
        Set<String> merged = Set.copyOf(route.sourceKey());
        return isPart(route.source().primaryKey(), merged)
                || route.source().uniqueKeys().stream().anyMatch(key -> isPart(key, merged));
    }

    private static boolean isPart(List<String> key, Collection<String> columns) {
        return !key.isEmpty() && columns.containsAll(key);
    }

    private void refuseDropped(Column dropped) {
        refuseIf(options.dropColumn(), "DROP COLUMN " + dropped.name(), "drop-column");
        refuseFiltered(dropped.name());
        if (isKey(dropped.name())) {
            throw refused("column '" + dropped.name() + "' is gone, which is part of the merge key");
        }
    }

    /** @param counted the column that AUTO_INCREMENT numbered before */
    private void refuse(ColumnChange change, String counted, boolean strict) {
        Column after = change.after();
        Column before = change.before();
        ColumnDefinition definition = change.definition();
        if (change.isTouched()) {
            refuseUndecodable(after);
        }
        if (before == null) {
            refuseIf(options.addColumn(), "ADD COLUMN " + after.name(), "add-column");
            refuseFiltered(after.name());
            if (definition != null && definition.generation() == Generation.VIRTUAL) {
                throw refused("column '" + after.name() + "' is generated and not stored");
            }
            return;
        }
        if (change.isRenamed()) {
            refuseIf(options.renameColumn(), "RENAME COLUMN " + before.name(), "rename-column");
            refuseRenamed(before.name(), after.name());
        }
        if (definition != null) {
            if (!change.isRenamed()) {
                refuseIf(options.modifyColumn(), "MODIFY COLUMN " + before.name(), "modify-column");
            }
            refuseFiltered(before.name());
            refuseComputed(before, definition, counted);
        }
        if (options.modifyColumn() == Policy.APPLY && !keepsValues(before, after, strict)) {
            throw refused("column '" + before.name() + "' changed from " + text(before, after) + " to "
                    + text(after, before)
                    + ", by which MySQL may have changed the values of rows that are there");
        }
    }

    /** Digits of a fraction that a datetime gains or loses are characters where its text is kept. */
    private boolean keepsValues(Column before, Column after, boolean strict) {
        return TypeChange.keepsValues(before, after, strict)
                && (before.type().equals(after.type()) || !route.isPrinted(before));
    }

    private void refuseUndecodable(Column column) {
        String characterSet = column.characterSet();
        if (CharacterSets.needsDecoder(characterSet) && CharacterSets.decoder(String.valueOf(characterSet)) == null) {
            throw refused("column '" + column.name() + "' is a text in the character set " + characterSet
                    + ", which is not known here");
        }
    }

    /** MySQL numbers rows that have 0 where a column begins to count; in one that did so before, zeros stay. */
    private void refuseComputed(Column before, ColumnDefinition definition, String counted) {
        if (definition.isGenerated()) {
            throw refused("column '" + before.name() + "' was defined anew as a generated one, whose values only MySQL"
                    + " knows");
        }
        if (definition.counting() && !before.name().equals(counted)) {
            throw refused("column '" + before.name()
                    + "' was defined anew with AUTO_INCREMENT, by which MySQL numbered the rows that had 0");
        }
    }

    private static String text(Column column, Column other) {
        String type = column.type().toString();
        String characterSet = column.characterSet();
        return characterSet == null || characterSet.equals(other.characterSet()) ? type : type + " in " + characterSet;
    }

    private void refuseRenamed(String from, String to) {
        Overrides overrides = route.overrides();
        if (overrides.isFiltered(from) || overrides.isFiltered(to)) {
            refuseFiltered(overrides.isFiltered(from) ? from : to);
        }
        if (isKey(from) || overrides.mentions(from) || overrides.mentions(to)) {
            throw refused("column '" + from + "' was renamed to '" + to
                    + "', and one of them is part of the merge key, or named in an override of the table");
        }
    }

    /** Rows would begin or cease to be replicated without an event for any. */
    private void refuseFiltered(String column) {
        if (route.overrides().isFiltered(column)) {
            throw refused("column '" + column + "' changed, which decides what rows are replicated");
        }
    }

    private boolean isKey(String column) {
        return route.sourceKey().contains(column);
    }

    /** Refuses a table created in the place of one that was dropped, where its rows would be told apart in another way. */
    void refuseCreated(TableStructure created) {
        created.columns().forEach(this::refuseUndecodable);
        List<String> planned = route.source().primaryKey();
        if (!Set.copyOf(created.primaryKey()).equals(Set.copyOf(planned))) {
            throw refused("it is there anew, with the primary key " + created.primaryKey() + ", and was planned with "
                    + planned);
        }
        if (!tellsApart(created) && (planned.isEmpty() || wasPlannedApart())) {
            throw refused("it is there anew, and no key tells its rows apart by " + route.sourceKey()
                    + ", the columns by which they are merged");
        }
    }

    RefusedTableException refused(String change) {
        return new RefusedTableException(table, change);
    }
}
