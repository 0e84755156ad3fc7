package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an ALTER TABLE makes of a table: the structure behind it, and where each of its columns comes from.
 *
 * @param columns those of the structure behind it, in its order
 */
public record StructureChange(TableStructure before, TableStructure after, List<ColumnChange> columns) {

    public StructureChange {
        columns = List.copyOf(columns);
    }

    /**
     * A column behind the statement.
     *
     * @param before what it was; null for a new one
     * @param definition by which the statement defines it; null where it is only renamed, or left as it is
     */
    public record ColumnChange(
            Column after, @Nullable Column before, @Nullable ColumnDefinition definition) {

        boolean isNew() {
            return before == null;
        }

        boolean isRenamed() {
            return before != null && !before.name().equals(after.name());
        }

        /** Whether a clause says anything of it, or its texts have another character set than before. */
        boolean isTouched() {
            return definition != null || !after.equals(before);
        }
    }

    /** The columns that are gone. */
    public List<Column> dropped() {
        Set<Column> kept = columns.stream()
                .map(ColumnChange::before)
                .flatMap(column -> Optional.ofNullable(column).stream())
                .collect(Collectors.toSet());
        return before.columns().stream()
                .filter(column -> !kept.contains(column))
                .toList();
    }
}
