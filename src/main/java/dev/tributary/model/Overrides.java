package dev.tributary.model;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the configuration makes of a table beyond copying it as it is.
 *
 * @param excluded source columns that are left out
 * @param types ClickHouse types that are chosen, by source column or by constant column
 * @param names target columns by source column, for those that are called otherwise
 * @param constants columns that no source has, with their value as text
 * @param zeroDates by source column what becomes of dates that are none, where that is not as usual
 * @param filter which rows are replicated: those that meet all conditions
 */
public record Overrides(
        Set<String> excluded,
        Map<String, String> types,
        Map<String, String> names,
        Map<String, String> constants,
        Map<String, String> zeroDates,
        List<RowCondition> filter)
        implements Serializable {

    public static final Overrides NONE = new Overrides(Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    public Overrides {
        excluded = Set.copyOf(excluded);
        types = Map.copyOf(types);
        names = Map.copyOf(names);
        constants = Map.copyOf(constants);
        zeroDates = Map.copyOf(zeroDates);
        filter = List.copyOf(filter);
    }

    /** What a source column is called in the target. */
    public String targetName(String sourceColumn) {
        return names.getOrDefault(sourceColumn, sourceColumn);
    }

    /** Whether the target's column can be NULL even if the source's cannot. */
    public boolean makesNullable(String sourceColumn) {
        return "nullable".equals(zeroDates.get(sourceColumn));
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
                                zeroDates.keySet())
                        .anyMatch(columns -> columns.contains(column))
                || isFiltered(column);
    }

    /** With other values of the constants that are given, and the own ones of the others. */
    public Overrides withConstants(Map<String, String> others) {
        Map<String, String> values = new HashMap<>(constants);
        values.replaceAll(others::getOrDefault);
        return new Overrides(excluded, types, names, values, zeroDates, filter);
    }
}
