package dev.tributary.mysql.binlog;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * DECIMAL: its digits in groups of nine, counted from the point, each a number of four bytes, big endian; the outermost
 * groups, which have fewer digits, take fewer bytes. The highest bit is set in numbers that are not negative, and all
 * bits of the others are flipped.
 */
final class DecimalCell implements Cell {

    private static final int DIGITS_PER_GROUP = 9;
    private static final int[] BYTES_PER_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    /** Numbers below have at most 18 digits. */
    private static final long BOUND = 1_000_000_000_000_000_000L;

    private static final long TOO_LARGE = -1;

    /** How many digits each group has, from the first. */
    private final int[] groups;

    private final int scale;
    private final int width;

    /** @throws IllegalArgumentException for sizes that MySQL does not have */
    DecimalCell(int precision, int scale) {
        if (precision < 1 || precision > 65 || scale < 0 || scale > 30 || scale > precision) {
            throw new IllegalArgumentException(
                    "a DECIMAL of " + precision + " digits, " + scale + " of them behind the point");
        }
        this.scale = scale;
        int whole = precision - scale;
        List<Integer> digits = new ArrayList<>();
        add(digits, whole % DIGITS_PER_GROUP);
        for (int i = 0; i < whole / DIGITS_PER_GROUP + scale / DIGITS_PER_GROUP; i++) {
            digits.add(DIGITS_PER_GROUP);
        }
        add(digits, scale % DIGITS_PER_GROUP);
        this.groups = digits.stream().mapToInt(Integer::intValue).toArray();
        int bytes = 0;
        for (int group : groups) {
            bytes += BYTES_PER_DIGITS[group];
        }
        this.width = bytes;
    }

    private static void add(List<Integer> groups, int digits) {
        if (digits > 0) {
            groups.add(digits);
        }
    }

    /** How many bytes every value has. */
    int width() {
        return width;
    }

    @Override
    public void tell(byte[] bytes, int from, int length, ValueSink sink) throws UnencodableValueException {
        long size = sizeOfLong(bytes, from);
        if (size == TOO_LARGE) {
            sink.decimal(value(bytes, from));
        } else {
            sink.decimal(isNegative(bytes, from) ? -size : size, scale);
        }
    }

    /** The digits without sign and point; {@link #TOO_LARGE} where they are more than 18. */
    private long sizeOfLong(byte[] bytes, int from) {
        int flipped = isNegative(bytes, from) ? 0xFF : 0;
        long size = 0;
        int at = from;
        for (int digits : groups) {
            long power = POWERS_OF_TEN[digits];
            if (size >= BOUND / power) {
                return TOO_LARGE;
            }
            size = size * power + group(bytes, at, digits, flipped, from);
            at += BYTES_PER_DIGITS[digits];
        }
        return size;
    }

    /** The value, however large it is. */
    BigDecimal value(byte[] bytes, int from) {
        boolean negative = isNegative(bytes, from);
        BigInteger size = BigInteger.ZERO;
        int at = from;
        for (int digits : groups) {
            size = size.multiply(BigInteger.valueOf(POWERS_OF_TEN[digits]))
                    .add(BigInteger.valueOf(group(bytes, at, digits, negative ? 0xFF : 0, from)));
            at += BYTES_PER_DIGITS[digits];
        }
        return new BigDecimal(negative ? size.negate() : size, scale);
    }

    private static boolean isNegative(byte[] bytes, int from) {
        return bytes[from] >= 0;
    }

    private static long group(byte[] bytes, int at, int digits, int flipped, int first) {
        long number = 0;
        for (int i = at; i < at + BYTES_PER_DIGITS[digits]; i++) {
            int bits = bytes[i] ^ flipped ^ (i == first ? 0x80 : 0);
            number = number << 8 | bits & 0xFF;
        }
        return number;
    }
}
