package dev.tributary.verify;

/**
 * ClickHouse's SQL for the text that MySQL prints for a floating-point number. Both print the shortest digits that tell the
 * number; but MySQL writes whole numbers from 1e15 to 1e21 with an exponent, and writes out what lies between 1e-15 and 1e-6.
 */
final class FloatText {

    private FloatText() {}

    /** @param number of type Float64; -0 becomes 0, as by MySQL's addition */
    static String ofClickHouse(String number) {
        String value = "(" + number + " + 0)";
        String size = "abs(" + value + ")";
        return "multiIf(" + size + " >= 1e15 AND " + size + " < 1e21 AND " + size + " = floor(" + size + "), "
                + withExponent(value, size) + ", " + size + " >= 1e-15 AND " + size + " < 1e-6, "
                + writtenOut(value, size) + ", toString(" + value + "))";
    }

    /** 1234500000000000000 as 1.2345e18. */
    private static String withExponent(String value, String size) {
        String digits = "toString(" + size + ")";
        String fraction = "replaceRegexpOne(concat('.', substring(" + digits + ", 2)), '\\\\.?0*$', '')";
        return "concat(" + sign(value) + ", substring(" + digits + ", 1, 1), " + fraction + ", 'e', toString(length("
                + digits + ") - 1))";
    }

    /** 1.25e-7 as 0.000000125. */
    private static String writtenOut(String value, String size) {
        String printed = "toString(" + size + ")";
        return "concat(" + sign(value) + ", '0.', repeat('0', toUInt8OrZero(extract(" + printed
                + ", 'e-(\\\\d+)')) - 1), replaceOne(extract(" + printed + ", '^([^e]*)e'), '.', ''))";
    }

    private static String sign(String value) {
        return "if(" + value + " < 0, '-', '')";
    }
}
