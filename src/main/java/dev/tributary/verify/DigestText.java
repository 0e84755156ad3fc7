package dev.tributary.verify;

import dev.tributary.mapping.TypeMapping;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SQL by which each server writes a column's value for a digest of its row. Two such texts are equal only where {@link
 * TextForm#same} takes the values for the same; where they differ, the values may still be, and the rows are compared.
 *
 * <p>NULL is {@code N}. A text or bytes of any content have their length before them or are hexadecimal digits, and no other
 * value has a comma: so no two rows are written alike with other values in their columns.
 *
 * @param source MySQL's expression, NULL only where the server cannot write the value at all
 * @param target ClickHouse's expression, never NULL
 */
record DigestText(String source, String target) {

    private static final String NULL = "'N'";
    private static final Pattern NUMBER = Pattern.compile("U?Int\\d+|Bool|Float(32|64)|Decimal\\(.*\\)");
    private static final Pattern MOMENT = Pattern.compile("Date|Date32|DateTime.*");
    private static final Pattern TIME = Pattern.compile("Time|Time64\\(.*\\)");
    private static final Pattern DIGITS = Pattern.compile("(?:DateTime64|Time64)\\((\\d).*");

    /** Null where there is no text that both servers write alike. */
    static @Nullable DigestText of(ComparedColumn column) {
        String type = TypeMapping.withoutNullable(column.targetType());
        String printed = column.targetExpression();
        String target = switch (column.form()) {
            case WHOLE_NUMBER, DECIMAL -> NUMBER.matcher(type).matches() ? "toString(" + printed + ")" : null;
            case FLOATING -> NUMBER.matcher(type).matches() ? FloatText.ofClickHouse(printed) : null;
            case MOMENT -> MOMENT.matcher(type).matches() ? withDigits(column, type, printed) : null;
            case TIME -> TIME.matcher(type).matches() ? withDigits(column, type, printed) : null;
            case TEXT, PRINTED -> "concat(toString(length(toString(" + printed + "))), ':', toString(" + printed + "))";
            case BYTES, SPATIAL -> printed;
            case DOCUMENT, OBJECT, WELL_KNOWN_TEXT -> null;
        };
        return target == null ? null : new DigestText(ofSource(column, type), "ifNull(" + target + ", " + NULL + ")");
    }

    private static String ofSource(ComparedColumn column, String type) {
        String source = column.source();
        if (source == null) {
            return NULL;
        }
        String isNull = source + " IS NULL";
        if (column.form() == TextForm.MOMENT) {
            // NULL stands for dates that are none.
            isNull += " OR MONTH(" + source + ") = 0 OR DAYOFMONTH(" + source + ") = 0";
        }
        return "IF(" + isNull + ", " + NULL + ", " + text(column, source, type) + ")";
    }

    private static String text(ComparedColumn column, String source, String type) {
        String printed = column.form().sourceExpression(source);
        return switch (column.form()) {
            case WHOLE_NUMBER, FLOATING -> "CONCAT(" + printed + ")";
            case DECIMAL -> column.fractionDigits() == 0 ? "CONCAT(" + printed + ")" : withoutTrailingZeros(printed);
            case TEXT, PRINTED -> {
                String text = "CONVERT(" + printed + " USING utf8mb4)";
                yield "CONCAT(LENGTH(" + text + "), ':', CAST(" + text + " AS BINARY))";
            }
            case BYTES, DOCUMENT, OBJECT, WELL_KNOWN_TEXT -> printed;
            case SPATIAL -> extended(printed);
            case MOMENT -> withDigits(column, type, moment(column, source, type));
            case TIME -> withDigits(column, type, printed);
        };
    }

    private static String withoutTrailingZeros(String decimal) {
        return "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM " + decimal + "))";
    }

    /** MySQL's own form of a spatial value as the target's, see {@link Texts#sameSpatial}. */
    private static String extended(String hex) {
        return "IF(LEFT(" + hex + ", 8) = '00000000', SUBSTR(" + hex + ", 9), CONCAT(SUBSTR(" + hex
                + ", 9, 8), '20', LEFT(" + hex + ", 8), SUBSTR(" + hex + ", 19)))";
    }

    /** What stands for some of a column's dates makes it a text, which may have another number of digits. */
    private static String moment(ComparedColumn column, String source, String type) {
        boolean isColumn = source.startsWith("`");
        String as = type.startsWith("DateTime") ? "DATETIME(" + column.fractionDigits() + ")" : "DATE";
        return "CAST(" + (isColumn ? source : "CAST(" + source + " AS " + as + ")") + " AS CHAR)";
    }

    /** As many digits behind the point as MySQL prints, or more where the target has more. */
    private static String withDigits(ComparedColumn column, String targetType, String printed) {
        int ofTarget = digits(targetType);
        boolean isTarget = printed.equals(column.targetExpression());
        int missing = isTarget ? column.fractionDigits() - ofTarget : ofTarget - column.fractionDigits();
        String text = isTarget ? "toString(" + printed + ")" : printed;
        if (missing <= 0) {
            return text;
        }
        boolean hasPoint = (isTarget ? ofTarget : column.fractionDigits()) > 0;
        return "concat(" + text + ", '" + (hasPoint ? "" : ".") + "0".repeat(missing) + "')";
    }

    private static int digits(String targetType) {
        Matcher digits = DIGITS.matcher(targetType);
        return digits.matches() ? Integer.parseInt(digits.group(1)) : 0;
    }
}
