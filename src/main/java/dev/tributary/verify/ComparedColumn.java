package dev.tributary.verify;

import dev.tributary.clickhouse.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * A column that is compared.
 *
 * @param name in the target
 * @param source how MySQL is asked for it: a quoted column, or a literal; null where only other sources of the target have
 *     the column, so that it must be NULL in the target
 * @param fractionDigits how many digits MySQL prints behind the point of a decimal, of a time or of a date with time
 * @param targetType the ClickHouse type
 */
record ComparedColumn(String name, TextForm form, @Nullable String source, int fractionDigits, String targetType) {

    /** How ClickHouse is asked for it: types that were chosen print as the usual ones do. */
    String targetExpression() {
        String quoted = Identifiers.quote(name);
        if (targetType.contains("Bool")) {
            return "toUInt8(" + quoted + ")";
        }
        if (targetType.equals("Point")) {
            return "concat('0101000000', hex(" + quoted + ".1), hex(" + quoted + ".2))";
        }
        return targetType.startsWith("Array(")
                ? "arrayStringConcat(" + quoted + ", ',')"
                : form.targetExpression(quoted);
    }
}
