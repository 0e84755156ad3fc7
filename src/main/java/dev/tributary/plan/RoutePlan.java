package dev.tributary.plan;

import dev.tributary.model.Column;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The way of one source table into its target.
 *
 * @param sourceDatabase the connection's name, the value of {@code _source_database}
 * @param source the source table's structure when the plan was made
 * @param target the target's schema; columns that the source lacks are nullable there
 * @param overrides what is done to rows and columns on the way, with the connection's own constants
 * @param resyncs how often the table was asked to be read by a new snapshot
 * @param foreignKeys by which the source's rows change without events in the binlog, also at several removes: the table's own,
 *     then those of its parents, whether these are replicated or not; see {@link ForeignKey#reaching}
 */
public record RoutePlan(
        String sourceDatabase,
        TableSchema source,
        TargetSchema target,
        Overrides overrides,
        int resyncs,
        List<ForeignKey> foreignKeys)
        implements Serializable {

    public RoutePlan {
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** A route whose rows change by events of the binlog alone. */
    public RoutePlan(String sourceDatabase, TableSchema source, TargetSchema target, Overrides overrides, int resyncs) {
        this(sourceDatabase, source, target, overrides, resyncs, List.of());
    }

    /** A route without overrides. */
    public RoutePlan(String sourceDatabase, TableSchema source, TargetSchema target) {
        this(sourceDatabase, source, target, Overrides.NONE, 0, List.of());
    }

    /** The source column that a target column gets its values from; empty for a constant and for what the source lacks. */
    public Optional<Column> sourceOf(String targetColumn) {
        if (overrides.constants().containsKey(targetColumn)) {
            return Optional.empty();
        }
        return source.columns().stream()
                .filter(column -> overrides.targetName(column.name()).equals(targetColumn))
                .filter(column -> !overrides.excluded().contains(column.name()))
                .findFirst();
    }

    /** The source columns of the merge key, in its order. */
    public List<String> sourceKey() {
        return target.keyColumnNames().stream()
                .skip(1)
                .map(name -> sourceOf(name).map(Column::name).orElse(name))
                .toList();
    }
}
