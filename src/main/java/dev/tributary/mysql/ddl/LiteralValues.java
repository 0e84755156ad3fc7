package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a type makes of a constant. A statement that the server executed has none that the column cannot take, so
 * nothing is checked; null stands for what cannot be told here.
 */
final class LiteralValues {

    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private LiteralValues() {}

    static @Nullable DefaultValue of(Column column, Literal literal, SessionTime session) {
        MySqlType type = column.type();
        String name = type.name();
        if (WHOLE.contains(name)) {
            BigDecimal number = number(literal);
            return number == null ? null : DefaultValue.number(whole(number, literal));
        }
        return switch (name) {
            case "decimal" -> {
                BigDecimal number = number(literal);
                yield number == null
                        ? null
                        : DefaultValue.number(number.setScale(type.argument(1, 0), RoundingMode.HALF_UP));
            }
            case "float", "double" -> real(type, literal);
            case "bit" -> bits(type, literal);
            case "year" -> year(literal);
            case "date", "datetime", "time", "timestamp" -> MomentValues.of(type, literal, session);
            case "enum" -> member(type, literal);
            case "set" -> members(type, literal);
            default -> TEXTS.contains(name) ? text(name, literal) : BYTES.contains(name) ? bytes(literal) : null;
        };
    }

    /** A half goes away from zero; that of a double to the even number. */
    private static BigDecimal whole(BigDecimal number, Literal literal) {
        boolean floating = literal instanceof Literal.Number written && written.floating();
        return number.setScale(0, floating ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal number(Literal literal) {
        if (literal instanceof Literal.Number number) {
            return number.value();
        }
        if (literal instanceof Literal.Text text) {
            String trimmed = text.value().trim();
            return NUMBER.matcher(trimmed).matches() ? new BigDecimal(trimmed) : null;
        }
        return literal instanceof Literal.Bytes bytes ? new BigDecimal(unsigned(bytes)) : null;
    }

    private static BigInteger unsigned(Literal.Bytes bytes) {
        return bytes.digits().isEmpty() ? BigInteger.ZERO : new BigInteger(bytes.digits(), 16);
    }

    private static @Nullable DefaultValue real(MySqlType type, Literal literal) {
        BigDecimal number = number(literal);
        if (number == null || !type.arguments().isEmpty()) {
            return null; // rounded to the given digits
        }
        return DefaultValue.real(number.doubleValue(), type.name().equals("float"));
    }

    private static @Nullable DefaultValue bits(MySqlType type, Literal literal) {
        BigInteger bits = null;
        if (literal instanceof Literal.Bytes bytes) {
            bits = unsigned(bytes);
        } else if (literal instanceof Literal.Number number && number.value().scale() <= 0) {
            bits = number.value().toBigInteger();
        } else if (literal instanceof Literal.Text text && isAscii(text.value())) {
            bits = new BigInteger(1, text.value().getBytes(StandardCharsets.US_ASCII));
        }
        if (bits == null || bits.signum() < 0 || bits.bitLength() > type.argument(0, 1)) {
            return null;
        }
        return DefaultValue.bits(littleEndian(bits, (type.argument(0, 1) + 7) / 8));
    }

    private static byte[] littleEndian(BigInteger number, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    /** Years of two digits are those from 1970 to 2069; only as a text a zero can be the year 2000. */
    private static @Nullable DefaultValue year(Literal literal) {
        BigDecimal number = number(literal);
        if (number == null || number.stripTrailingZeros().scale() > 0) {
            return null;
        }
        int year = number.intValueExact();
        boolean isText = literal instanceof Literal.Text;
        if (year == 0) {
            boolean isZero = !isText || ((Literal.Text) literal).value().length() == 4;
            return DefaultValue.year(isZero ? 0 : 2000);
        }
        return DefaultValue.year(year < 70 ? year + 2000 : year < 100 ? year + 1900 : year);
    }

    private static @Nullable DefaultValue text(String typeName, Literal literal) {
        String text = text(literal);
        if (text == null) {
            return null;
        }
        // A CHAR is read without the blanks at its end.
        return DefaultValue.text(typeName.equals("char") ? text.replaceAll(" +$", "") : text);
    }

    private static @Nullable String text(Literal literal) {
        if (literal instanceof Literal.Text text) {
            return text.introduced() && !isAscii(text.value()) ? null : text.value();
        }
        if (literal instanceof Literal.Number number) {
            return number.floating() ? null : number.value().toPlainString();
        }
        if (literal instanceof Literal.Bytes bytes) {
            String text = new String(HexFormat.of().parseHex(bytes.digits()), StandardCharsets.ISO_8859_1);
            return isAscii(text) ? text : null;
        }
        return null;
    }

    private static @Nullable DefaultValue bytes(Literal literal) {
        if (literal instanceof Literal.Bytes bytes) {
            return DefaultValue.bytes(HexFormat.of().parseHex(bytes.digits()));
        }
        String text = text(literal);
        // Other characters have the bytes of the session's character set.
        return text == null || !isAscii(text) ? null : DefaultValue.bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    private static @Nullable DefaultValue member(MySqlType type, Literal literal) {
        String member = literal instanceof Literal.Text text ? member(type.arguments(), text.value()) : null;
        return member == null ? null : DefaultValue.text(member);
    }

    /** The member of the text; where none is written alike, the one that differs in upper and lower case. */
    private static @Nullable String member(List<String> members, String text) {
        String trimmed = text.replaceAll(" +$", "");
        if (members.contains(trimmed)) {
            return trimmed;
        }
        List<String> alike = members.stream().filter(trimmed::equalsIgnoreCase).toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }

    private static @Nullable DefaultValue members(MySqlType type, Literal literal) {
        List<String> members = type.arguments();
        if (!(literal instanceof Literal.Text text)) {
            return null;
        }
        List<String> given = text.value().isEmpty()
                ? List.of()
                : Arrays.stream(text.value().split(",", -1))
                        .map(part -> String.valueOf(member(members, part)))
                        .toList();
        return members.containsAll(given)
                ? DefaultValue.text(String.join(
                        ",", members.stream().filter(given::contains).toList()))
                : null;
    }
}
