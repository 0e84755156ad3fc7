package dev.tributary.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A foreign key by which rows of a table change together with those of another one. InnoDB carries such changes out below the
 * binlog: before MySQL 9.6 there are no row events for them.
 *
 * @param columns of the child
 * @param parentColumns the parent's columns that they refer to, in the same order
 */
public record ForeignKey(
        String name,
        TableId child,
        List<String> columns,
        TableId parent,
        List<String> parentColumns,
        Action onDelete,
        Action onUpdate)
        implements Serializable {

    /** What becomes of the child's rows when those of the parent are deleted, or their columns updated. */
    public enum Action {
        RESTRICT,
        NO_ACTION,
        CASCADE,
        SET_NULL,
        SET_DEFAULT;

        /** As {@code information_schema} and statements write it. */
        public static Action parse(String text) {
            return valueOf(text.trim().toUpperCase(Locale.ROOT).replaceAll("\\s+", "_"));
        }

        /** Whether rows of the child change. */
        public boolean changesRows() {
            return switch (this) {
                case RESTRICT, NO_ACTION -> false;
                case CASCADE, SET_NULL, SET_DEFAULT -> true;
            };
        }

        String sql() {
            return name().replace('_', ' ');
        }
    }

    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
        if (columns.isEmpty() || columns.size() != parentColumns.size()) {
            throw new IllegalArgumentException("foreign key " + name + " of " + child + " has the columns " + columns
                    + " for the parent's " + parentColumns);
        }
    }

    /** Whether it does the same as another one, which may have another name. */
    public boolean isLike(ForeignKey other) {
        return child.equals(other.child)
                && parent.equals(other.parent)
                && onDelete == other.onDelete
                && onUpdate == other.onUpdate
                && lower(columns).equals(lower(other.columns))
                && lower(parentColumns).equals(lower(other.parentColumns));
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether rows of the child change by it. */
    public boolean changesRows() {
        return onDelete.changesRows() || onUpdate.changesRows();
    }

    /**
     * The keys by which rows of a table can change, at one or several removes: its own, then those of its parents, and so on, each
     * once, the nearest first.
     */
    public static List<ForeignKey> reaching(TableId table, Collection<ForeignKey> all) {
        Set<ForeignKey> reaching = new LinkedHashSet<>();
        List<TableId> tables = new ArrayList<>(List.of(table));
        for (int i = 0; i < tables.size(); i++) {
            TableId child = tables.get(i);
            for (ForeignKey key : all) {
                if (key.child().equals(child) && key.changesRows() && reaching.add(key)) {
                    tables.add(key.parent());
                }
            }
        }
        return List.copyOf(reaching);
    }

    /** The key as a statement would write it, with the database of a parent that is in another one than the child. */
    @Override
    public String toString() {
        String of = parent.database().equals(child.database()) ? parent.table() : parent.toString();
        return name + " (" + String.join(", ", columns) + ") REFERENCES " + of + " (" + String.join(", ", parentColumns)
                + ") ON DELETE " + onDelete.sql() + " ON UPDATE " + onUpdate.sql();
    }
}
