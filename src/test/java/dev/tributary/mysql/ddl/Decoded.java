package dev.tributary.mysql.ddl;

import dev.tributary.model.ColumnRewrite;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the value of a rewrite back from its RowBinary, as a text in one form. */
final class Decoded {

    private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), (\\d+)\\)");
    private static final Pattern INTEGER = Pattern.compile("(U?)Int(\\d+)");

    private Decoded() {}

    static String text(ColumnRewrite rewrite) {
        if (rewrite.kind() == ColumnRewrite.Kind.SET_NULL) {
            return "NULL";
        }
        byte[] bytes = HexFormat.of().parseHex(rewrite.value());
        String type = rewrite.type();
        Matcher decimal = DECIMAL.matcher(type);
        Matcher integer = INTEGER.matcher(type);
        if (decimal.matches()) {
            return new BigDecimal(number(bytes, true), Integer.parseInt(decimal.group(2))).toPlainString();
        }
        if (integer.matches()) {
            return number(bytes, integer.group(1).isEmpty()).toString();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (type.equals("Float32")) {
            return Double.toString(buffer.getFloat());
        }
        if (type.equals("Float64")) {
            return Double.toString(buffer.getDouble());
        }
        if (type.equals("Date32")) {
            return LocalDate.ofEpochDay(buffer.getInt()).toString();
        }
        if (type.startsWith("DateTime64")) {
            int digits = type.charAt("DateTime64(".length()) - '0';
            long ticks = buffer.getLong();
            long unit = (long) Math.pow(10, digits);
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(ticks, unit),
                    (int) (Math.floorMod(ticks, unit) * (1_000_000_000 / unit)),
                    ZoneOffset.UTC);
            return time.toString();
        }
        if (type.startsWith("Time64")) {
            int digits = type.charAt("Time64(".length()) - '0';
            return Long.toString(buffer.getLong() * (long) Math.pow(10, 6 - digits));
        }
        if (type.equals("String")) {
            int length = bytes[0] < 0 ? (bytes[0] & 0x7F) + (bytes[1] << 7) : bytes[0];
            return new String(
                    Arrays.copyOfRange(bytes, bytes.length - length, bytes.length), StandardCharsets.ISO_8859_1);
        }
        throw new IllegalArgumentException(type);
    }

    private static BigInteger number(byte[] littleEndian, boolean signed) {
        byte[] bytes = new byte[littleEndian.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = littleEndian[bytes.length - 1 - i];
        }
        return signed ? new BigInteger(bytes) : new BigInteger(1, bytes);
    }
}
