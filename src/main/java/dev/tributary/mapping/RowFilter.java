package dev.tributary.mapping;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowCondition;
import dev.tributary.model.TableSchema;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table are replicated, decided by the values that the change source delivers, and so in the same way in a
 * snapshot and in the binlog. Only types are compared whose values mean the same on both roads: numbers by value, texts and
 * members of enums character by character, dates and times as MySQL writes them, timestamps in UTC.
 */
public final class RowFilter {

    /** What the value of a column must be. */
    private record Test(String column, Predicate<@Nullable Object> met) {}

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,65}(\\.\\d{1,65})?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)");
    private static final Pattern MOMENT =
            Pattern.compile(DATE.pattern() + "( ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?)?");
    private static final String MIDNIGHT = " 00:00:00";

    private final List<Test> tests;

    private RowFilter(List<Test> tests) {
        this.tests = tests;
    }

    /** @throws UnsupportedTypeException where the table lacks a column, or its values cannot be compared so */
    public static RowFilter of(List<RowCondition> conditions, TableSchema table) throws UnsupportedTypeException {
        List<Test> tests = new ArrayList<>();
        for (RowCondition condition : conditions) {
            Column column = table.column(condition.column())
                    .orElseThrow(() -> new UnsupportedTypeException(
                            "condition '" + condition + "': " + table.id() + " has no such column"));
            tests.add(new Test(column.name(), test(condition, column.type())));
        }
        return new RowFilter(tests);
    }

    /** @param row answers the value of a column, null for NULL */
    public boolean matches(Function<String, @Nullable Object> row) {
        for (Test test : tests) {
            if (!test.met.test(row.apply(test.column))) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<@Nullable Object> test(RowCondition condition, MySqlType type)
            throws UnsupportedTypeException {
        return switch (condition.comparison()) {
            case IS_NULL -> value -> value == null;
            case IS_NOT_NULL -> value -> value != null;
            case EQUALS, NOT_EQUALS, IN, NOT_IN, ABOVE, AT_LEAST, BELOW, AT_MOST ->
                switch (type.name()) {
                    case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal" ->
                        compared(condition, RowFilter::number, numbers(condition, type), Comparator.naturalOrder());
                    case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                        compared(unordered(condition, type), String.class::cast, condition.values(), null);
                    case "enum" ->
                        compared(unordered(condition, type), String.class::cast, members(condition, type), null);
                    case "date", "datetime", "timestamp" ->
                        compared(condition, moment(type), moments(condition, type), Comparator.naturalOrder());
                    default ->
                        throw refused(
                                condition,
                                type,
                                "numbers, texts, enums, dates and times of day are compared;"
                                        + " others can only be is-null");
                };
        };
    }

    private static <T> Predicate<@Nullable Object> compared(
            RowCondition condition, Function<Object, T> reader, List<T> values, @Nullable Comparator<T> order) {
        Comparator<T> comparator = order == null ? Comparator.comparing(Object::toString) : order;
        Predicate<T> met = switch (condition.comparison()) {
            case EQUALS, IN -> value -> values.stream().anyMatch(other -> comparator.compare(value, other) == 0);
            case NOT_EQUALS, NOT_IN ->
                value -> values.stream().noneMatch(other -> comparator.compare(value, other) == 0);
            case ABOVE -> value -> comparator.compare(value, values.get(0)) > 0;
            case AT_LEAST -> value -> comparator.compare(value, values.get(0)) >= 0;
            case BELOW -> value -> comparator.compare(value, values.get(0)) < 0;
            case AT_MOST -> value -> comparator.compare(value, values.get(0)) <= 0;
            case IS_NULL, IS_NOT_NULL -> throw new IllegalStateException(condition + " compares nothing");
        };
        return value -> value != null && met.test(reader.apply(value));
    }

    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        return value instanceof Boolean flag
                ? BigDecimal.valueOf(flag ? 1 : 0)
                : BigDecimal.valueOf(((Number) value).longValue());
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
    private static RowCondition unordered(RowCondition condition, MySqlType type) throws UnsupportedTypeException {
        return switch (condition.comparison()) {
            case ABOVE, AT_LEAST, BELOW, AT_MOST ->
                throw refused(condition, type, "only numbers, dates and times have an order here");
            case EQUALS, NOT_EQUALS, IN, NOT_IN, IS_NULL, IS_NOT_NULL -> condition;
        };
    }

    private static List<String> members(RowCondition condition, MySqlType type) throws UnsupportedTypeException {
        for (String value : condition.values()) {
            if (!type.arguments().contains(value)) {
                throw refused(condition, type, "'" + value + "' is no member of it");
            }
        }
        if (type.arguments().stream().anyMatch(member -> member.matches("(?s).*[,'\\\\\\p{Cntrl}].*"))) {
            throw refused(condition, type, "its members with commas, quotes or backslashes come in several forms");
        }
        return condition.values();
    }

    private static List<String> moments(RowCondition condition, MySqlType type) throws UnsupportedTypeException {
        Pattern pattern = type.name().equals("date") ? DATE : MOMENT;
        List<String> moments = new ArrayList<>();
        for (String value : condition.values()) {
            Matcher matcher = pattern.matcher(value);
            if (!matcher.matches() || !isDate(value)) {
                throw refused(
                        condition,
                        type,
                        "'" + value + "' is no "
                                + (pattern == DATE ? "date like 2024-02-29" : "time like 2024-02-29 13:00:00"));
            }
            boolean isDay = pattern == MOMENT && matcher.group(4) == null;
            moments.add(withoutTrailingZeros(isDay ? value + MIDNIGHT : value));
        }
        return moments;
    }

    private static boolean isDate(String moment) {
        try {
            LocalDate.parse(moment.substring(0, 10));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** As MySQL writes it, which sorts like the moments themselves. */
    private static Function<Object, String> moment(MySqlType type) {
        return type.name().equals("timestamp")
                ? value -> value.equals(TemporalEncoders.ZERO_TIMESTAMP)
                        ? "0000-00-00" + MIDNIGHT
                        : withoutTrailingZeros(
                                ((String) value).replace('T', ' ').replace("Z", ""))
                : value -> withoutTrailingZeros(ValueText.of(type, value));
    }

    private static String withoutTrailingZeros(String moment) {
        return moment.indexOf('.') < 0 ? moment : moment.replaceFirst("\\.?0*$", "");
    }

    private static UnsupportedTypeException refused(RowCondition condition, MySqlType type, String why) {
        return new UnsupportedTypeException("condition '" + condition + "' on a column of type " + type
                + " cannot be decided exactly: " + why + ". Put it right, or filter by another column");
    }
}
