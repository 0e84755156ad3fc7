package dev.tributary.mysql.snapshot;

import java.util.List;
import java.util.Random;

/** Values of keys for tests, as literals: edges, values close to each other, texts of strange order. */
final class KeyValues {

    private static final List<String> PIECES = List.of(
            "a", "A", "á", "Ä", "ae", "ß", "ss", "SS", "é", "e", "E", "z", "Z", "ø", "aa", "å", " ", "  ", "_", "%",
            "''", "\\\\", "😀", "日", "ｱ", "ア", "あ", "ー", "я", "Я", "ё", "0", "9", "\\0", "\\t", "-", "ﬁ", "Ω", "i", "I",
            "ı", "İ");

    private KeyValues() {}

    /** The types that a key can have, each with its peculiar ones. */
    static List<String> types() {
        return List.of(
                "TINYINT",
                "SMALLINT UNSIGNED",
                "MEDIUMINT",
                "INT",
                "INT(8) UNSIGNED ZEROFILL",
                "BIGINT",
                "BIGINT UNSIGNED",
                "DECIMAL(30,10)",
                "DECIMAL(65,30)",
                "FLOAT",
                "DOUBLE",
                "DOUBLE(20,4)",
                "DATE",
                "DATETIME",
                "DATETIME(6)",
                "TIMESTAMP",
                "TIMESTAMP(6)",
                "TIME",
                "TIME(6)",
                "YEAR",
                "BIT(1)",
                "BIT(64)",
                "BINARY(16)",
                "VARBINARY(40)",
                "CHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_cs",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_da_0900_ai_ci",
                "VARCHAR(40) CHARACTER SET utf8 COLLATE utf8_unicode_ci",
                "VARCHAR(40) CHARACTER SET latin1 COLLATE latin1_german2_ci",
                "CHAR(40) CHARACTER SET latin1 COLLATE latin1_swedish_ci",
                "VARCHAR(40) CHARACTER SET sjis",
                "VARCHAR(40) CHARACTER SET gbk",
                "VARCHAR(40) CHARACTER SET ucs2",
                "VARCHAR(40) CHARACTER SET utf16le",
                "VARCHAR(40) CHARACTER SET utf32",
                "VARCHAR(40) CHARACTER SET cp1251");
    }

    /** A value of the type. */
    static String literal(String type, Random random) {
        String name = type.replaceAll("[ (].*", "");
        return switch (name) {
            case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT" -> integer(type, random);
            case "DECIMAL" ->
                oneOf(
                        random,
                        "0",
                        "-0.0000000001",
                        "99999999999999999999",
                        "-99999999999999999999",
                        random.nextInt(100_000) + "." + random.nextInt(1_000_000),
                        "-" + random.nextInt(500) + ".5");
            case "FLOAT" ->
                oneOf(
                        random,
                        "0",
                        "-0e0",
                        "1e-45",
                        "3.4028235e38",
                        "-3.4028235e38",
                        "1.1754944e-38",
                        Float.toString(random.nextFloat()),
                        Float.toString(Float.intBitsToFloat(0x3f800000 + random.nextInt(1000))),
                        "-" + random.nextFloat() * 1e10);
            case "DOUBLE" ->
                oneOf(
                        random,
                        "0",
                        "-0e0",
                        type.contains("(") ? "0.0001" : "5e-324",
                        type.contains("(") ? "9999999999999999" : "1.7976931348623157e308",
                        Double.toString(random.nextGaussian()),
                        Double.toString(Double.longBitsToDouble(0x3ff0000000000000L + random.nextInt(1000))),
                        Double.toString(random.nextGaussian() * 1e12));
            case "DATE" ->
                oneOf(
                        random,
                        "'0000-00-00'",
                        "'9999-12-31'",
                        "'2020-00-00'",
                        "'2020-01-00'",
                        String.format(
                                "'%04d-%02d-%02d'", random.nextInt(3000), random.nextInt(13), random.nextInt(29)));
            case "DATETIME" ->
                oneOf(
                        random,
                        "'0000-00-00'",
                        "'9999-12-31 23:59:59'",
                        "'2020-00-00 00:00:01'",
                        String.format(
                                "'2020-%02d-%02d %02d:%02d:%02d.%06d'",
                                random.nextInt(13),
                                random.nextInt(29),
                                random.nextInt(24),
                                random.nextInt(60),
                                random.nextInt(60),
                                random.nextInt(1_000_000)));
            case "TIMESTAMP" ->
                oneOf(
                        random,
                        "'0000-00-00'",
                        "'1970-01-01 00:00:01'",
                        "'2038-01-19 03:14:07'",
                        String.format(
                                "'20%02d-%02d-%02d %02d:%02d:%02d.%06d'",
                                random.nextInt(38),
                                1 + random.nextInt(12),
                                1 + random.nextInt(28),
                                random.nextInt(24),
                                random.nextInt(60),
                                random.nextInt(60),
                                random.nextInt(1_000_000)));
            case "TIME" ->
                oneOf(
                        random,
                        "'838:59:59'",
                        "'-838:59:59'",
                        "'0'",
                        "'-00:00:00.01'",
                        String.format(
                                "'%s%d:%02d:%02d.%06d'",
                                random.nextBoolean() ? "-" : "",
                                random.nextInt(300),
                                random.nextInt(60),
                                random.nextInt(60),
                                random.nextInt(1_000_000)));
            case "YEAR" -> oneOf(random, "0", "1901", "2155", Integer.toString(1901 + random.nextInt(255)));
            case "BIT" ->
                type.contains("64") ? Long.toUnsignedString(random.nextLong()) : Integer.toString(random.nextInt(8));
            case "BINARY", "VARBINARY" -> bytes(random, name.equals("BINARY") ? 16 : random.nextInt(6));
            case "ENUM" -> Integer.toString(random.nextInt(8));
            case "SET" -> Integer.toString(random.nextInt(32));
            default -> "'" + text(random) + "'";
        };
    }

    private static String integer(String type, Random random) {
        boolean unsigned = type.contains("UNSIGNED");
        if (type.startsWith("BIGINT")) {
            return unsigned
                    ? oneOf(
                            random,
                            "0",
                            "18446744073709551615",
                            "9223372036854775807",
                            "9223372036854775808",
                            Long.toUnsignedString(random.nextLong()),
                            Long.toUnsignedString(-1 - random.nextInt(500)))
                    : oneOf(
                            random,
                            "-9223372036854775808",
                            "9223372036854775807",
                            Long.toString(random.nextLong()),
                            Integer.toString(random.nextInt(500)));
        }
        int range = type.startsWith("TINYINT") ? 256 : 60_000;
        return Integer.toString(unsigned ? random.nextInt(range) : random.nextInt(range) - range / 2);
    }

    private static String bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        StringBuilder literal = new StringBuilder("X'");
        for (byte b : bytes) {
            literal.append(String.format("%02x", random.nextInt(4) == 0 ? 0 : b));
        }
        return literal.append("'").toString();
    }

    /** INSERT IGNORE puts a question mark in the place of what the column's character set does not have. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Mostly the last, which is random itself. */
    private static String oneOf(Random random, String... values) {
        return values[Math.min(values.length - 1, random.nextInt(values.length * 3))];
    }
}
