package dev.tributary.config;

import dev.tributary.model.RowCondition;
import dev.tributary.model.RowCondition.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of {@code tables[].rows}, and how they are read. */
final class RowConditions {

    private static final String SECTION = Options.TABLES + ".rows[]";

    private static final Option<String> COLUMN =
            Option.required(SECTION, "column", OptionType.TEXT, "A column of the source table, in every database.");
    private static final Option<String> EQUALS =
            Option.optional(SECTION, "equals", OptionType.ANY_TEXT, "The value that the column must have.");
    private static final Option<String> NOT_EQUALS =
            Option.optional(SECTION, "not-equals", OptionType.ANY_TEXT, "The value that it must not have.");
    private static final Option<String> IN =
            Option.optional(SECTION, "in", OptionType.VALUES, "The values of which it must have one.");
    private static final Option<String> NOT_IN =
            Option.optional(SECTION, "not-in", OptionType.VALUES, "The values of which it must have none.");
    private static final Option<String> ABOVE =
            Option.optional(SECTION, "above", OptionType.TEXT, "It must be greater; for numbers and dates.");
    private static final Option<String> AT_LEAST =
            Option.optional(SECTION, "at-least", OptionType.TEXT, "It must be as great, or greater.");
    private static final Option<String> BELOW =
            Option.optional(SECTION, "below", OptionType.TEXT, "It must be less; for numbers and dates.");
    private static final Option<String> AT_MOST =
            Option.optional(SECTION, "at-most", OptionType.TEXT, "It must be as great, or less.");
    private static final Option<Boolean> IS_NULL = Option.optional(
            SECTION,
            "is-null",
            OptionType.BOOLEAN,
            "`true`: it must be NULL; `false`: it must not. No other condition is met by NULL.");

    static final List<Option<?>> ALL =
            List.of(COLUMN, EQUALS, NOT_EQUALS, IN, NOT_IN, ABOVE, AT_LEAST, BELOW, AT_MOST, IS_NULL);

    private RowConditions() {}

    static List<RowCondition> read(Settings table) {
        List<RowCondition> conditions = new ArrayList<>();
        Set<String> known = ALL.stream().map(Option::name).collect(Collectors.toCollection(LinkedHashSet::new));
        for (Settings section : table.sections(TableOptions.TABLE_ROWS.name())) {
            section.refuseUnknownKeys(known);
            read(section, conditions);
        }
        return conditions;
    }

    private static void read(Settings section, List<RowCondition> conditions) {
        String column = section.get(COLUMN);
        int before = conditions.size();
        Stream.of(EQUALS, NOT_EQUALS, ABOVE, AT_LEAST, BELOW, AT_MOST)
                .filter(option -> section.has(option.name()))
                .forEach(option ->
                        conditions.add(new RowCondition(column, comparison(option), List.of(section.get(option)))));
        Stream.of(IN, NOT_IN)
                .filter(option -> section.has(option.name()))
                .forEach(option -> conditions.add(new RowCondition(column, comparison(option), section.texts(option))));
        Boolean isNull = section.find(IS_NULL);
        if (isNull != null) {
            conditions.add(new RowCondition(column, isNull ? Comparison.IS_NULL : Comparison.IS_NOT_NULL, List.of()));
        }
        if (conditions.size() == before) {
            section.problem(
                    "column", "'" + column + "' is compared with nothing; add a key like equals, in or is-null");
        }
    }

    private static Comparison comparison(Option<?> option) {
        return Comparison.valueOf(option.name().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
