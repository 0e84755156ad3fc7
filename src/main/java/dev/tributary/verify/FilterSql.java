package dev.tributary.verify;

import dev.tributary.model.RowCondition;
import dev.tributary.model.TableSchema;
import java.util.stream.Collectors;

/** Conditions on the rows that are replicated as MySQL decides them itself. */
final class FilterSql {

    private FilterSql() {}

    static String of(RowCondition condition, TableSchema table) {
        String column = Statements.quoteForMySql(condition.column());
        TextForm form = table.column(condition.column())
                .map(found -> TextForm.of(found.type()))
                .orElseThrow();
        return switch (condition.comparison()) {
            case IS_NULL -> column + " IS NULL";
            case IS_NOT_NULL -> column + " IS NOT NULL";
            case EQUALS, IN -> anyOf(condition, form, column);
            case NOT_EQUALS, NOT_IN -> "NOT " + anyOf(condition, form, column);
            case ABOVE -> compared(condition, form, column, ">");
            case AT_LEAST -> compared(condition, form, column, ">=");
            case BELOW -> compared(condition, form, column, "<");
            case AT_MOST -> compared(condition, form, column, "<=");
        };
    }

    private static String anyOf(RowCondition condition, TextForm form, String column) {
        return condition.values().stream()
                .map(value -> "(" + form.sourceEquality(column, value) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String compared(RowCondition condition, TextForm form, String column, String operator) {
        return column + " " + operator + " "
                + form.sourceLiteral(condition.values().get(0));
    }
}
