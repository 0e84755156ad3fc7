package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** Values that the configuration gives to columns which no source has. */
public final class Constants {

    public static final String USUAL_TYPE = "LowCardinality(String)";

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,65}(\\.\\d{1,30})?");

    private Constants() {}

    /**
     * RowBinary of the value in a column of the type, which is not nullable.
     *
     * @throws UnsupportedTypeException where the type cannot be chosen for constants
     * @throws UnencodableValueException where the value is none of the type's
     */
    public static byte[] encode(String value, String type) throws UnsupportedTypeException, UnencodableValueException {
        boolean isText = isText(type);
        MappedType mapped = TypeMapping.mapInto(likeness(type), type);
        if (!isText && !NUMBER.matcher(value).matches()) {
            throw new UnencodableValueException("'" + value + "' is no number, as " + type + " needs");
        }
        MySqlType likeness = likeness(type);
        TypedValue typed =
                isText ? TypedValue.text(likeness, value) : TypedValue.number(likeness, new BigDecimal(value));
        return typed.encode(mapped);
    }

    public static boolean isText(String type) {
        return type.equals("String") || type.equals(USUAL_TYPE);
    }

    /** A MySQL type that can be written as the ClickHouse type. */
    private static MySqlType likeness(String type) {
        if (isText(type)) {
            return new MySqlType("varchar", List.of(), false);
        }
        return type.startsWith("Decimal(")
                ? new MySqlType("decimal", List.of("65", "30"), false)
                : new MySqlType("bigint", List.of(), false);
    }
}
