package dev.tributary.mapping;

import dev.tributary.model.MySqlType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse types that can be chosen in place of the usual ones. Values are checked against the chosen type as against
 * the usual one: what does not fit is refused.
 */
final class ChosenTypes {

    private static final Pattern WHOLE = Pattern.compile("(U?)Int(8|16|32|64)");
    private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), (\\d+)\\)");

    private ChosenTypes() {}

    /** Null where the MySQL type cannot be written as the chosen one. */
    static @Nullable MappedType find(MySqlType type, MappedType usual, String chosen) throws UnsupportedTypeException {
        String family = usual.clickHouseType();
        Matcher whole = WHOLE.matcher(chosen);
        Matcher decimal = DECIMAL.matcher(chosen);
        boolean isWhole = WHOLE.matcher(family).matches() && !type.name().equals("year");
        if (chosen.equals("Bool") && isWhole) {
            return TypeMapping.fixedWidth("Bool", NumberEncoders.bool(), 1);
        }
        if (whole.matches() && isWhole && !type.name().equals("bit")) {
            int bits = Integer.parseInt(whole.group(2));
            return TypeMapping.fixedWidth(
                    chosen,
                    whole.group(1).isEmpty() ? NumberEncoders.signed(bits) : NumberEncoders.unsigned(bits),
                    bits / 8);
        }
        if (decimal.matches() && (isWhole && !type.name().equals("bit") || family.startsWith("Decimal("))) {
            return TypeMapping.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (chosen.equals("Array(String)") && type.name().equals("set")) {
            return TypeMapping.variableWidth(chosen, MemberEncoders.setAsArray(type));
        }
        if (chosen.equals("Float64") && family.equals("Float32")) {
            return TypeMapping.fixedWidth(chosen, NumberEncoders.ofWidenedSinglePrecision(), 8);
        }
        if (chosen.equals("Point") && type.name().equals("point")) {
            return TypeMapping.fixedWidth(chosen, Geometry.point(), 16);
        }
        if (chosen.equals(TypeMapping.WELL_KNOWN_TEXT) && TypeMapping.isSpatial(type)) {
            return TypeMapping.variableWidth("String", Geometry.wellKnownText());
        }
        if (chosen.equals(JsonObjects.TYPE) && type.name().equals("json")) {
            return new MappedType(chosen, JsonObjects.encoder(), JsonObjects.EMPTY);
        }
        boolean isString = chosen.equals("String") || chosen.equals("LowCardinality(String)");
        if (isString && TypeMapping.isTemporal(type)) {
            return TypeMapping.variableWidth(chosen, new PrintedMoments(type.argument(0, 0)));
        }
        boolean isText = family.equals("String") || family.equals("LowCardinality(String)");
        return isText && isString ? new MappedType(chosen, usual.encoder(), usual.defaultValue()) : null;
    }

    /** What could be chosen instead, for an error. */
    static String alternatives(MySqlType type, MappedType usual) {
        if (TypeMapping.isTemporal(type)) {
            return "; String can be chosen";
        }
        return switch (usual.clickHouseType()) {
            case "String" -> "; " + ofString(type) + " can be chosen";
            case "LowCardinality(String)" -> "; String can be chosen";
            case "Float32" -> "; Float64 can be chosen";
            default ->
                WHOLE.matcher(usual.clickHouseType()).matches()
                        ? "; other whole numbers, Decimal(P, S) and Bool can be chosen"
                        : usual.clickHouseType().startsWith("Decimal(") ? "; other Decimal(P, S) can be chosen" : "";
        };
    }

    private static String ofString(MySqlType type) {
        if (TypeMapping.isSpatial(type)) {
            return type.name().equals("point") ? "Point and WKT" : "WKT";
        }
        return switch (type.name()) {
            case "set" -> "Array(String)";
            case "json" -> "JSON and LowCardinality(String)";
            default -> "LowCardinality(String)";
        };
    }
}
