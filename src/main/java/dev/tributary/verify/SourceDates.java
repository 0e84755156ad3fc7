package dev.tributary.verify;

import dev.tributary.mapping.DateRange;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.ZeroDates;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.RangePolicy;
import dev.tributary.model.TargetColumn;
import dev.tributary.plan.RoutePlan;
import org.jspecify.annotations.Nullable;

/** How MySQL is asked for a column: dates that something stands for in the target are asked for as what stands for them. */
final class SourceDates {

    private static final String LAST_CLOCK = " 23:59:59";

    private SourceDates() {}

    static String expression(Column column, TargetColumn target, RoutePlan route) {
        String name = Statements.quoteForMySql(column.name());
        boolean isPrinted = TypeMapping.isPrinted(column.type(), target.type());
        StringBuilder cases = new StringBuilder();
        String zero = zero(column, isPrinted, route);
        if (zero != null) {
            cases.append(when(isNone(name), zero));
        }
        RangePolicy policy = route.rangePolicy(column);
        if (Overrides.isRanged(column.type())
                && !isPrinted
                && (policy == RangePolicy.NULLABLE && target.nullable() || policy == RangePolicy.CLAMP)) {
            if (zero == null) {
                cases.append(when(isNone(name), name));
            }
            boolean clamps = policy == RangePolicy.CLAMP;
            DateRange range = route.dateTimes().of(column.type());
            cases.append(when("YEAR(" + name + ") < " + range.firstYear(), clamps ? first(column, range) : "NULL"));
            cases.append(when("YEAR(" + name + ") > " + range.lastYear(), clamps ? last(column, range) : "NULL"));
        }
        return cases.isEmpty() ? name : "CASE" + cases + " ELSE " + name + " END";
    }

    /** What stands for dates that are none, where it is not what {@link TextForm#same} takes for the same. */
    private static @Nullable String zero(Column column, boolean isPrinted, RoutePlan route) {
        String policy = route.overrides().zeroDates().get(column.name());
        String replacement = ZeroDates.text(policy, column.type());
        if (replacement != null) {
            return "'" + replacement + "'";
        }
        return isPrinted && ZeroDates.NULLABLE.equals(policy) ? "NULL" : null;
    }

    private static String isNone(String name) {
        return "MONTH(" + name + ") = 0 OR DAYOFMONTH(" + name + ") = 0";
    }

    private static String when(String condition, String result) {
        return " WHEN " + condition + " THEN " + result;
    }

    private static String first(Column column, DateRange range) {
        return "'" + range.firstDate() + (column.type().name().equals("date") ? "" : " 00:00:00") + "'";
    }

    private static String last(Column column, DateRange range) {
        int digits = column.type().argument(0, 0);
        String fraction = digits == 0 ? "" : "." + "9".repeat(digits);
        return "'" + range.lastDate() + (column.type().name().equals("date") ? "" : LAST_CLOCK + fraction) + "'";
    }
}
