package dev.tributary.schema;

import dev.tributary.mapping.JsonObjects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which ClickHouse type holds the values of another, each exactly. */
public final class ClickHouseTypes {

    private static final Pattern INTEGER = Pattern.compile("(U?)Int(8|16|32|64|128|256)");
    private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), (\\d+)\\)");
    private static final Pattern MOMENT = Pattern.compile("(DateTime64|Time64)\\((\\d)(.*)\\)");
    private static final int MAXIMUM_DECIMAL_DIGITS = 76;

    private ClickHouseTypes() {}

    /** The type without {@code Nullable} and {@code LowCardinality}, which say nothing about the values. */
    public static String core(String type) {
        String core = unwrapped(unwrapped(type, "LowCardinality("), "Nullable(");
        return core;
    }

    private static String unwrapped(String type, String wrapper) {
        return type.startsWith(wrapper) ? type.substring(wrapper.length(), type.length() - 1) : type;
    }

    public static boolean isJson(String type) {
        return core(type).equals(JsonObjects.TYPE);
    }

    public static boolean isNullable(String type) {
        return unwrapped(type, "LowCardinality(").startsWith("Nullable(");
    }

    /** The type with NULL added to its values. */
    public static String nullable(String type) {
        if (isNullable(type)) {
            return type;
        }
        return type.startsWith("LowCardinality(")
                ? "LowCardinality(Nullable(" + unwrapped(type, "LowCardinality(") + "))"
                : "Nullable(" + type + ")";
    }

    /**
     * The type that holds all values of both: the first, changed as little as possible. Empty where only a type of another
     * family would.
     */
    public static Optional<String> union(String existing, String needed) {
        return core(existing).equals(core(needed))
                ? Optional.of(isNullable(needed) ? nullable(existing) : existing)
                : widerCore(core(existing), core(needed))
                        .map(core -> core.equals(core(existing)) ? existing : core)
                        .map(type -> isNullable(existing) || isNullable(needed) ? nullable(type) : type);
    }

    /** Whether both hold whole numbers. */
    public static boolean areWhole(String one, String other) {
        return INTEGER.matcher(core(one)).matches()
                && INTEGER.matcher(core(other)).matches();
    }

    private static Optional<String> widerCore(String one, String other) {
        Matcher integer = INTEGER.matcher(one);
        Matcher otherInteger = INTEGER.matcher(other);
        if (integer.matches() && otherInteger.matches()) {
            return integer(integer, otherInteger);
        }
        Matcher decimal = DECIMAL.matcher(one);
        Matcher otherDecimal = DECIMAL.matcher(other);
        if (decimal.matches() && otherDecimal.matches()) {
            return decimal(number(decimal, 1), number(decimal, 2), number(otherDecimal, 1), number(otherDecimal, 2));
        }
        Matcher moment = MOMENT.matcher(one);
        Matcher otherMoment = MOMENT.matcher(other);
        if (moment.matches()
                && otherMoment.matches()
                && moment.group(1).equals(otherMoment.group(1))
                && moment.group(3).equals(otherMoment.group(3))) {
            int digits = Math.max(number(moment, 2), number(otherMoment, 2));
            return Optional.of(moment.group(1) + "(" + digits + moment.group(3) + ")");
        }
        if (one.startsWith("Float") && other.startsWith("Float")) {
            return Optional.of("Float64");
        }
        return Optional.empty();
    }

    /** An unsigned type needs a signed one of twice its width. */
    private static Optional<String> integer(Matcher one, Matcher other) {
        boolean unsigned = !one.group(1).isEmpty();
        if (unsigned != !other.group(1).isEmpty()) {
            int bits = Math.max(
                    unsigned ? 2 * number(one, 2) : number(one, 2), unsigned ? number(other, 2) : 2 * number(other, 2));
            return bits > 256 ? Optional.empty() : Optional.of("Int" + bits);
        }
        return Optional.of(one.group(1) + "Int" + Math.max(number(one, 2), number(other, 2)));
    }

    private static Optional<String> decimal(int precision, int scale, int otherPrecision, int otherScale) {
        int fraction = Math.max(scale, otherScale);
        int digits = Math.max(precision - scale, otherPrecision - otherScale) + fraction;
        return digits > MAXIMUM_DECIMAL_DIGITS
                ? Optional.empty()
                : Optional.of("Decimal(" + digits + ", " + fraction + ")");
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
