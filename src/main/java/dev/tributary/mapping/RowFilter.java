package dev.tributary.mapping;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowCondition;
import dev.tributary.model.RowCondition.Comparison;
import dev.tributary.model.TableSchema;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rows of a table are replicated, decided by the values that the server sends, and so in the same way in a
 * snapshot and in the binlog. Only types are compared whose values mean the same on both roads: numbers by value, texts
 * and members of enums character by character, dates and times as MySQL writes them, timestamps in UTC.
 */
public final class RowFilter {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,65}(\\.\\d{1,65})?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)");
    private static final Pattern MOMENT =
            Pattern.compile(DATE.pattern() + "( ([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d)(\\.\\d{1,6})?)?");

    private RowFilter() {}

    /**
     * The conditions that a row must all meet, for one reader of rows.
     *
     * @throws UnsupportedTypeException where the table lacks a column, or its values cannot be compared so
     */
    public static List<ColumnCondition> of(List<RowCondition> conditions, TableSchema table)
            throws UnsupportedTypeException {
        List<ColumnCondition> compiled = new ArrayList<>();
        for (RowCondition condition : conditions) {
            Column column = table.column(condition.column())
                    .orElseThrow(() -> new UnsupportedTypeException(
                            "condition '" + condition + "': " + table.id() + " has no such column"));
            compiled.add(compile(condition, column.type(), table.columns().indexOf(column)));
        }
        return compiled;
    }

    private static ColumnCondition compile(RowCondition condition, MySqlType type, int column)
            throws UnsupportedTypeException {
        Comparison comparison = condition.comparison();
        return switch (comparison) {
            case IS_NULL, IS_NOT_NULL -> ColumnConditions.ofPresence(column, comparison);
            case EQUALS, NOT_EQUALS, IN, NOT_IN, ABOVE, AT_LEAST, BELOW, AT_MOST ->
                switch (type.name()) {
                    case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" ->
                        ColumnConditions.ofNumbers(column, comparison, numbers(condition, type));
                    case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> {
                        requireNoOrder(condition, type);
                        yield ColumnConditions.ofTexts(column, comparison, condition.values());
                    }
                    case "enum" -> {
                        requireNoOrder(condition, type);
                        yield ColumnConditions.ofMembers(column, comparison, members(condition, type), type);
                    }
                    case "date", "datetime" ->
                        ColumnConditions.ofMoments(column, comparison, moments(condition, type, false));
                    case "timestamp" -> ColumnConditions.ofInstants(column, comparison, moments(condition, type, true));
                    default ->
                        throw refused(
                                condition,
                                type,
                                "numbers, texts, enums, dates and times of day are compared;"
                                        + " others can only be is-null");
                };
        };
    }

    private static List<BigDecimal> numbers(RowCondition condition, MySqlType type) throws UnsupportedTypeException {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String value : condition.values()) {
            if (!NUMBER.matcher(value).matches()) {
                throw refused(condition, type, "'" + value + "' is no number");
            }
            numbers.add(new BigDecimal(value));
        }
        return numbers;
    }

    /** Texts have an order of their collation, which is MySQL's alone. */
    private static void requireNoOrder(RowCondition condition, MySqlType type) throws UnsupportedTypeException {
        switch (condition.comparison()) {
            case ABOVE, AT_LEAST, BELOW, AT_MOST ->
                throw refused(condition, type, "only numbers, dates and times have an order here");
            case EQUALS, NOT_EQUALS, IN, NOT_IN, IS_NULL, IS_NOT_NULL -> {}
        }
    }

    private static List<String> members(RowCondition condition, MySqlType type) throws UnsupportedTypeException {
        for (String value : condition.values()) {
            if (!type.arguments().contains(value)) {
                throw refused(condition, type, "'" + value + "' is no member of it");
            }
        }
        return condition.values();
    }

    /** @param instants whether microseconds since the epoch are meant, and not {@link ColumnConditions#moment} */
    private static long[] moments(RowCondition condition, MySqlType type, boolean instants)
            throws UnsupportedTypeException {
        Pattern pattern = type.name().equals("date") ? DATE : MOMENT;
        long[] moments = new long[condition.values().size()];
        for (int i = 0; i < moments.length; i++) {
            String value = condition.values().get(i);
            Matcher matcher = pattern.matcher(value);
            if (!matcher.matches() || !isDate(value)) {
                throw refused(
                        condition,
                        type,
                        "'" + value + "' is no "
                                + (pattern == DATE ? "date like 2024-02-29" : "time like 2024-02-29 13:00:00"));
            }
            moments[i] = moment(matcher, instants);
        }
        return moments;
    }

    private static long moment(Matcher value, boolean instant) {
        int year = number(value, 1);
        int month = number(value, 2);
        int day = number(value, 3);
        boolean hasClock = value.groupCount() > 3 && value.group(4) != null;
        int hour = hasClock ? number(value, 5) : 0;
        int minute = hasClock ? number(value, 6) : 0;
        int second = hasClock ? number(value, 7) : 0;
        int micros = hasClock && value.group(8) != null ? micros(value.group(8)) : 0;
        if (!instant) {
            return ColumnConditions.moment(year, month, day, hour, minute, second, micros);
        }
        long epochSecond =
                Dates.epochDay(year, month, day) * Dates.SECONDS_PER_DAY + (hour * 60L + minute) * 60 + second;
        return epochSecond * ColumnConditions.MICROS_PER_SECOND + micros;
    }

    private static int number(Matcher value, int group) {
        return Integer.parseInt(value.group(group));
    }

    /** @param fraction a point and one to six digits */
    private static int micros(String fraction) {
        return Integer.parseInt((fraction + "00000").substring(1, 7));
    }

    private static boolean isDate(String moment) {
        try {
            LocalDate.parse(moment.substring(0, 10));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static UnsupportedTypeException refused(RowCondition condition, MySqlType type, String why) {
        return new UnsupportedTypeException("condition '" + condition + "' on a column of type " + type
                + " cannot be decided exactly: " + why + ". Put it right, or filter by another column");
    }
}
