package dev.tributary.verify;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.mapping.Constants;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.model.MySqlType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How the values of a column are printed by both servers, and when two such texts mean the same value. */
enum TextForm {
    WHOLE_NUMBER,
    DECIMAL,
    /** Single precision too: both servers widen it, since MySQL prints only six digits of a FLOAT. */
    FLOATING,
    TEXT,
    BYTES,
    /** A spatial value in the form in which each server keeps it. */
    SPATIAL,
    /** A spatial value as text, with its reference system. */
    WELL_KNOWN_TEXT,
    DOCUMENT,
    /** A document in ClickHouse's type JSON. */
    OBJECT,
    /** A date, a date with time, or an instant in UTC. */
    MOMENT,
    TIME,
    /** A date or time in a String, as MySQL prints it. */
    PRINTED;

    static TextForm of(MySqlType type) {
        return switch (type.name()) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "year", "bit" -> WHOLE_NUMBER;
            case "decimal", "numeric" -> DECIMAL;
            case "float", "double", "real" -> FLOATING;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> TEXT;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> SPATIAL;
            case "json" -> DOCUMENT;
            case "date", "datetime", "timestamp" -> MOMENT;
            case "time" -> TIME;
            default -> throw new IllegalArgumentException("values of MySQL type " + type + " cannot be compared");
        };
    }

    /** How a constant of the configuration is compared, by its type in the target. */
    static TextForm ofConstant(String targetType) {
        return Constants.isText(TypeMapping.withoutNullable(targetType)) ? TEXT : DECIMAL;
    }

    /** What MySQL is asked for; the connection's character set is UTF-8 and its time zone UTC. */
    String sourceExpression(String column) {
        return switch (this) {
            case WHOLE_NUMBER -> column + " + 0"; // a ZEROFILL column prints zeros, a YEAR prints as a date
            case FLOATING -> column + " + 0E0";
            case BYTES, SPATIAL -> "HEX(" + column + ")";
            case MOMENT, TIME, PRINTED -> "CAST(" + column + " AS CHAR)";
            case WELL_KNOWN_TEXT ->
                "CONCAT('SRID=', ST_SRID(" + column + "), ';', ST_AsText(" + column + ", 'axis-order=long-lat'))";
            case DECIMAL, TEXT, DOCUMENT, OBJECT -> column;
        };
    }

    String targetExpression(String column) {
        return switch (this) {
            case FLOATING -> "toFloat64(" + column + ")";
            case BYTES, SPATIAL -> "hex(" + column + ")";
            case WHOLE_NUMBER, DECIMAL, TEXT, WELL_KNOWN_TEXT, DOCUMENT, OBJECT, MOMENT, TIME, PRINTED -> column;
        };
    }

    /** What MySQL sorts by, so that it sorts as ClickHouse does: texts by their bytes, whatever their collation. */
    String sourceOrder(String column) {
        if (this == PRINTED) {
            return "CAST(" + sourceExpression(column) + " AS BINARY)";
        }
        return this == TEXT ? "CAST(CONVERT(" + column + " USING utf8mb4) AS BINARY)" : column;
    }

    /** Whether MySQL's index has the order of {@link #compare}, so that a table can be read in pages along it. */
    boolean indexHasOrder() {
        return switch (this) {
            case WHOLE_NUMBER, DECIMAL, MOMENT, TIME, BYTES -> true;
            case FLOATING, TEXT, DOCUMENT, OBJECT, SPATIAL, WELL_KNOWN_TEXT, PRINTED -> false;
        };
    }

    /** A literal of MySQL's for a text that one of the servers printed. */
    String sourceLiteral(String text) {
        return switch (this) {
            case WHOLE_NUMBER, DECIMAL, FLOATING -> text;
            case TEXT, WELL_KNOWN_TEXT, DOCUMENT, OBJECT -> "_utf8mb4 " + hexLiteral(text);
            case BYTES, SPATIAL -> "X'" + text + "'";
            case MOMENT, TIME, PRINTED -> "'" + text + "'";
        };
    }

    /** @param type the target column's */
    String targetLiteral(String text, String type) {
        return switch (this) {
            case WHOLE_NUMBER, FLOATING -> text;
            case TEXT, WELL_KNOWN_TEXT, DOCUMENT, OBJECT, PRINTED -> Identifiers.literal(text);
            case BYTES, SPATIAL -> "unhex('" + text + "')";
            case DECIMAL, MOMENT, TIME -> "CAST('" + text + "' AS " + type + ")";
        };
    }

    /** MySQL's condition for one value exactly, which for a text its collation alone would not give. */
    String sourceEquality(String column, String text) {
        return switch (this) {
            case TEXT ->
                column + " = " + sourceLiteral(text) + " AND " + sourceOrder(column) + " = " + hexLiteral(text);
            case FLOATING -> sourceExpression(column) + " = " + text;
            case WELL_KNOWN_TEXT -> sourceExpression(column) + " = " + sourceLiteral(text);
            case WHOLE_NUMBER, DECIMAL, BYTES, SPATIAL, DOCUMENT, OBJECT, MOMENT, TIME, PRINTED ->
                column + " = " + sourceLiteral(text);
        };
    }

    private static String hexLiteral(String text) {
        return "X'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "'";
    }

    /** Whether MySQL's text and ClickHouse's mean the same value; null is NULL. */
    boolean same(@Nullable String source, @Nullable String target) {
        if (source == null) {
            return target == null;
        }
        if (source.equals(target)) {
            return true;
        }
        if (target == null) {
            return this == MOMENT && Texts.isZeroDate(source);
        }
        return switch (this) {
            case WHOLE_NUMBER, TEXT, BYTES, PRINTED -> false;
            case DECIMAL, FLOATING, MOMENT, TIME -> compare(source, target) == 0;
            case DOCUMENT -> Texts.sameDocument(source, target);
            case OBJECT -> Texts.sameObject(source, target);
            case SPATIAL -> Texts.sameSpatial(source, target);
            case WELL_KNOWN_TEXT -> Texts.sameWellKnownText(source, target);
        };
    }

    /** The order in which both servers sort. */
    int compare(String left, String right) {
        return switch (this) {
            case WHOLE_NUMBER -> Texts.compareWholeNumbers(left, right);
            case DECIMAL -> Texts.compareDecimals(left, right);
            case FLOATING -> Texts.compareDoubles(left, right);
            case TEXT, WELL_KNOWN_TEXT, DOCUMENT, OBJECT, PRINTED -> Texts.compareCodePoints(left, right);
            case BYTES, SPATIAL -> left.compareTo(right);
            case MOMENT -> Texts.compareMoments(left, right);
            case TIME -> Long.compare(Texts.micros(left), Texts.micros(right));
        };
    }
}
