package dev.tributary.plan;

import dev.tributary.mapping.DateRange;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.model.Column;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param dateTimes the years that DateTime64 has in the ClickHouse of the target
 */
public record RoutePlan(
        String sourceDatabase,
        TableSchema source,
        TargetSchema target,
        Overrides overrides,
        int resyncs,
        List<ForeignKey> foreignKeys,
        DateRange dateTimes)
        implements Serializable {

    public RoutePlan {
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** A route whose rows change by events of the binlog alone. */
    public RoutePlan(String sourceDatabase, TableSchema source, TargetSchema target, Overrides overrides, int resyncs) {
        this(sourceDatabase, source, target, overrides, resyncs, List.of(), DateRange.USUAL);
    }

    /** A route without overrides. */
    public RoutePlan(String sourceDatabase, TableSchema source, TargetSchema target) {
        this(sourceDatabase, source, target, Overrides.NONE, 0);
    }

    /** The same way for another structure of the source. */
    public RoutePlan withStructure(TableSchema structure, TargetSchema targetOfIt) {
        return new RoutePlan(sourceDatabase, structure, targetOfIt, overrides, resyncs, foreignKeys, dateTimes);
    }

    /**
     * What becomes of dates in a source column that are beyond the years of its target's type. By a column of the merge key dates
     * must be told apart, so nothing stands for them there.
     */
    public RangePolicy rangePolicy(Column column) {
        RangePolicy policy = overrides.rangePolicy(column);
        boolean joins = policy == RangePolicy.NULLABLE || policy == RangePolicy.CLAMP;
        return joins && target.keyColumnNames().contains(overrides.targetName(column.name()))
                ? RangePolicy.REFUSE
                : policy;
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

    /** Whether the dates and times of a source column are kept as MySQL prints them. */
    public boolean isPrinted(Column column) {
        String chosen = chosenType(column);
        return chosen != null && TypeMapping.isPrinted(column.type(), chosen);
    }

    /**
     * The ClickHouse type that is chosen for a source column, by the configuration or, for dates and times that are kept as
     * texts, by the plan; null where it is the usual one.
     */
    public @Nullable String chosenType(Column column) {
        String chosen = overrides.chosenType(column);
        if (chosen != null) {
            return chosen;
        }
        String name = overrides.targetName(column.name());
        return target.columns().stream()
                .filter(found -> found.name().equals(name) && TypeMapping.isPrinted(column.type(), found.type()))
                .map(found -> TypeMapping.withoutNullable(found.type()))
                .findFirst()
                .orElse(null);
    }

    /** The source columns of the merge key, in its order. */
    public List<String> sourceKey() {
        return target.keyColumnNames().stream()
                .skip(1)
                .map(name -> sourceOf(name).map(Column::name).orElse(name))
                .toList();
    }
}
