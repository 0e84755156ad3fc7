package dev.tributary.mysql;

import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.TypedValue;
import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.ColumnRewrite;
import dev.tributary.mysql.TableStatement.Definition;
import dev.tributary.schema.ClickHouseTypes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a new column has in the rows that are there: MySQL fills them without an event for any. */
final class ColumnDefaults {

    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "double", "year");
    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> BYTES = Set.of("varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    /** Texts without escapes and introducers, whose meaning is what stands between the quotes. */
    private static final Pattern PLAIN_TEXT = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
    private static final Pattern DATE = Pattern.compile("(19[7-9]\\d|20\\d\\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern DATE_TIME = Pattern.compile(DATE.pattern() + " ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d");

    private ColumnDefaults() {}

    /**
     * @param column the new column
     * @param chosen the ClickHouse type that is chosen for it; null for the usual one
     * @return null where the value cannot be told from the statement
     */
    static @Nullable ColumnRewrite of(Column column, Definition definition, @Nullable String chosen) {
        String text = definition.defaultText();
        if (definition.computed()) {
            return null;
        }
        if (text == null || text.equalsIgnoreCase("NULL")) {
            return definition.nullable() ? ColumnRewrite.setNull(column.name()) : implicit(column, chosen);
        }
        return constant(column, text, chosen);
    }

    /** What stands for NULL in a column that has become NOT NULL; null where that cannot be told. */
    static @Nullable ColumnRewrite replaceNull(Column column, @Nullable String chosen) {
        ColumnRewrite implicit = implicit(column, chosen);
        return implicit == null ? null : ColumnRewrite.replaceNull(column.name(), implicit.value(), implicit.type());
    }

    /** The value of a column that is NOT NULL and has no DEFAULT: zero, the empty text, an enum's first member. */
    private static @Nullable ColumnRewrite implicit(Column column, @Nullable String chosen) {
        String type = column.type().name();
        if (NUMBERS.contains(type) && !type.equals("year")) {
            return encoded(column, TypedValue.number(column.type(), BigDecimal.ZERO), chosen);
        }
        if (TEXTS.contains(type) || type.equals("set")) {
            return encoded(column, TypedValue.text(column.type(), ""), chosen);
        }
        if (type.equals("enum")) {
            return encoded(
                    column,
                    TypedValue.text(column.type(), column.type().arguments().get(0)),
                    chosen);
        }
        return BYTES.contains(type) ? encoded(column, TypedValue.bytes(new byte[0]), chosen) : null;
    }

    private static @Nullable ColumnRewrite constant(Column column, String literal, @Nullable String chosen) {
        String type = column.type().name();
        var quoted = PLAIN_TEXT.matcher(literal);
        boolean isText = quoted.matches();
        String text = !isText ? literal : quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        if (NUMBERS.contains(type) && !type.equals("year")) {
            String number = text.equalsIgnoreCase("TRUE") ? "1" : text.equalsIgnoreCase("FALSE") ? "0" : text.trim();
            return NUMBER.matcher(number).matches()
                    ? encoded(column, TypedValue.number(column.type(), new BigDecimal(number)), chosen)
                    : null;
        }
        if (!isText && !(TEXTS.contains(type) && literal.matches("\\d{1,18}"))) {
            return null;
        }
        if (TEXTS.contains(type)) {
            return type.equals("char") && text.endsWith(" ")
                    ? null
                    : encoded(column, TypedValue.text(column.type(), text), chosen);
        }
        if (type.equals("enum")) {
            return column.type().arguments().contains(text)
                    ? encoded(column, TypedValue.text(column.type(), text), chosen)
                    : null;
        }
        if (BYTES.contains(type) && StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return encoded(column, TypedValue.bytes(text.getBytes(StandardCharsets.US_ASCII)), chosen);
        }
        if (type.equals("date") && DATE.matcher(text).matches()
                || type.equals("datetime") && DATE_TIME.matcher(text).matches()) {
            RowBinaryWriter out = new RowBinaryWriter(64);
            out.writeString(text);
            return ColumnRewrite.set(column.name(), HexFormat.of().formatHex(out.toByteArray()), "String");
        }
        return null;
    }

    private static @Nullable ColumnRewrite encoded(Column column, TypedValue value, @Nullable String chosen) {
        try {
            MappedType mapped =
                    chosen == null ? TypeMapping.map(column.type()) : TypeMapping.mapInto(column.type(), chosen);
            return ColumnRewrite.set(
                    column.name(),
                    HexFormat.of().formatHex(value.encode(mapped)),
                    ClickHouseTypes.core(mapped.clickHouseType()));
        } catch (UnsupportedTypeException | UnencodableValueException e) {
            return null;
        }
    }
}
