package dev.tributary.model;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration makes of a table beyond copying it as it is.
 *
 * @param excluded source columns that are left out
 * @param types ClickHouse types that are chosen, by source column or by constant column
 * @param names target columns by source column, for those that are called otherwise
 * @param constants columns that no source has, with their value as text
 * @param zeroDates by source column what becomes of dates that are none, where that is not as usual
 * @param outOfRangeDates what becomes of dates beyond the years of the target's type
 * @param filter which rows are replicated: those that meet all conditions
 */
public record Overrides(
        Set<String> excluded,
        Map<String, String> types,
        Map<String, String> names,
        Map<String, String> constants,
        Map<String, String> zeroDates,
        RangePolicies outOfRangeDates,
        List<RowCondition> filter)
        implements Serializable {

    /** A MySQL type whose values can be beyond the years of the usual ClickHouse type; those of a TIMESTAMP never are. */
    private static final Set<String> RANGED = Set.of("date", "datetime");

    private static final String TEXT = "String";

    public static final Overrides NONE = new Overrides(Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    public Overrides {
        excluded = Set.copyOf(excluded);
        types = Map.copyOf(types);
        names = Map.copyOf(names);
        constants = Map.copyOf(constants);
        zeroDates = Map.copyOf(zeroDates);
        filter = List.copyOf(filter);
    }

    /** One in which dates beyond the years of the target's type are treated as usual. */
    public Overrides(
            Set<String> excluded,
            Map<String, String> types,
            Map<String, String> names,
            Map<String, String> constants,
            Map<String, String> zeroDates,
            List<RowCondition> filter) {
        this(excluded, types, names, constants, zeroDates, RangePolicies.NONE, filter);
    }

    /** What a source column is called in the target. */
    public String targetName(String sourceColumn) {
        return names.getOrDefault(sourceColumn, sourceColumn);
    }

    /** Whether the target's column can be NULL even if the source's cannot. */
    public boolean makesNullable(Column column) {
        return "nullable".equals(zeroDates.get(column.name())) || rangePolicy(column) == RangePolicy.NULLABLE;
    }

    /** What becomes of dates beyond the years of the target's type; AUTO for a column that has none. */
    public RangePolicy rangePolicy(Column column) {
        return isRanged(column.type()) ? outOfRangeDates.of(column.name()) : RangePolicy.AUTO;
    }

    /** Whether values of the type can be beyond the years of the usual ClickHouse type. */
    public static boolean isRanged(MySqlType type) {
        return RANGED.contains(type.name());
    }

    /** Whether nothing is said of what becomes of the column's dates that are none, nor of its type. */
    public boolean leavesNoDatesOpen(Column column) {
        return !zeroDates.containsKey(column.name()) && chosenType(column) == null;
    }

    /** The ClickHouse type that the configuration chooses for a source column; null where it is the usual one. */
    public @Nullable String chosenType(Column column) {
        String chosen = types.get(column.name());
        return chosen == null && rangePolicy(column) == RangePolicy.TEXT ? TEXT : chosen;
    }

    public boolean isFiltered(String sourceColumn) {
        return filter.stream().anyMatch(condition -> condition.column().equals(sourceColumn));
    }

    /** Whether the column is copied otherwise than usual, under the same name or another one. */
    public boolean mentions(String column) {
        return Stream.of(
                                excluded,
                                types.keySet(),
                                names.keySet(),
                                names.values(),
                                constants.keySet(),
                                zeroDates.keySet(),
                                outOfRangeDates.byColumn().keySet())
                        .anyMatch(columns -> columns.contains(column))
                || isFiltered(column);
    }

    /** With other values of the constants that are given, and the own ones of the others. */
    public Overrides withConstants(Map<String, String> others) {
        Map<String, String> values = new HashMap<>(constants);
        values.replaceAll(others::getOrDefault);
        return new Overrides(excluded, types, names, values, zeroDates, outOfRangeDates, filter);
    }

    /** With another policy for the dates of columns for which none is given. */
    public Overrides withUsualRangePolicy(RangePolicy usual) {
        RangePolicies policies = new RangePolicies(usual, outOfRangeDates.byColumn());
        return new Overrides(excluded, types, names, constants, zeroDates, policies, filter);
    }
}
