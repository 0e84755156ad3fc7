package dev.tributary.mysql.snapshot;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers in the digits in which the server prints them, read without a String where they are short. */
final class Digits {

    /** So many digits fit a long. */
    private static final int MOST_OF_LONG = 18;

    /** More than the few operations of {@link #nearest} can be off, relative to their numbers. */
    private static final double ROUNDING = 0x1p-48;

    /** The powers of ten that are doubles exactly. */
    private static final double[] EXACT_POWERS = new double[23];

    static {
        EXACT_POWERS[0] = 1;
        for (int i = 1; i < EXACT_POWERS.length; i++) {
            EXACT_POWERS[i] = EXACT_POWERS[i - 1] * 10;
        }
    }

    private Digits() {}

    /** A whole number with or without a sign. */
    static long whole(byte[] text, int from, int to) throws UnencodableValueException {
        boolean negative = from < to && text[from] == '-';
        long size = unsigned(text, negative ? from + 1 : from, to);
        return negative ? -size : size;
    }

    /** The 64 bits of a whole number. */
    static long unsigned(byte[] text, int from, int to) throws UnencodableValueException {
        if (from == to) {
            throw noNumber();
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (isNone(digit)) {
                throw noNumber();
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean isNone(int digit) {
        return digit < 0 || digit > 9;
    }

    private static MalformedTextException noNumber() {
        return new MalformedTextException("is no number");
    }

    /** Digits of a fixed count, as dates and times have them. */
    static int number(byte[] text, int from, int to) throws UnencodableValueException {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (isNone(digit)) {
                throw noNumber();
            }
            number = number * 10 + digit;
        }
        return number;
    }

    static void decimal(byte[] text, int from, int to, ValueSink sink) throws UnencodableValueException {
        boolean negative = from < to && text[from] == '-';
        int at = negative ? from + 1 : from;
        if (to - at > MOST_OF_LONG + 1) {
            sink.decimal(large(text, from, to));
            return;
        }
        long size = 0;
        int digits = 0;
        int scale = 0;
        boolean fraction = false;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (text[at] == '.' && !fraction) {
                fraction = true;
            } else if (isNone(digit)) {
                throw noNumber();
            } else {
                size = size * 10 + digit;
                digits++;
                scale += fraction ? 1 : 0;
            }
        }
        if (digits == 0) {
            throw noNumber();
        }
        if (digits > MOST_OF_LONG) {
            sink.decimal(large(text, from, to));
        } else {
            sink.decimal(negative ? -size : size, scale);
        }
    }

    private static BigDecimal large(byte[] text, int from, int to) throws UnencodableValueException {
        try {
            return new BigDecimal(ascii(text, from, to));
        } catch (NumberFormatException e) {
            throw noNumber();
        }
    }

    /** The double nearest to the number. */
    static double real(byte[] text, int from, int to) throws UnencodableValueException {
        boolean negative = from < to && text[from] == '-';
        int at = negative ? from + 1 : from;
        long size = 0;
        int digits = 0;
        int exponent = 0;
        boolean fraction = false;
        for (; at < to; at++) {
            int c = text[at];
            if (c >= '0' && c <= '9') {
                size = size * 10 + (c - '0');
                digits++;
                exponent -= fraction ? 1 : 0;
            } else if (c == '.' && !fraction) {
                fraction = true;
            } else {
                break;
            }
        }
        if (digits == 0 || digits > MOST_OF_LONG || at < to && text[at] != 'e') {
            return parsed(text, from, to);
        }
        if (at < to) {
            int sign = at + 1 < to && text[at + 1] == '-' ? 1 : 0;
            if (at + 1 + sign == to || to - at > 5) {
                return parsed(text, from, to);
            }
            int power = number(text, at + 1 + sign, to);
            exponent += sign == 1 ? -power : power;
        }
        double number = nearest(size, exponent);
        return Double.isNaN(number) ? parsed(text, from, to) : negative ? -number : number;
    }

    /**
     * The double nearest to a whole number times a power of ten, from one operation of doubles and what it leaves over;
     * not a number where that does not decide between two neighbours.
     *
     * @param size of at most 18 digits, so that what its own double leaves over is a double
     */
    private static double nearest(long size, int exponent) {
        if (size == 0) {
            return 0;
        }
        if (Math.abs(exponent) >= EXACT_POWERS.length) {
            return Double.NaN;
        }
        double power = EXACT_POWERS[Math.abs(exponent)];
        double high = size;
        double low = size - (long) high;
        double first;
        double second;
        double error;
        if (exponent < 0) {
            first = high / power;
            double rest = Math.fma(-first, power, high);
            second = (rest + low) / power;
            error = (Math.abs(rest) + Math.abs(low)) / power * ROUNDING;
        } else {
            first = high * power;
            double rest = Math.fma(high, power, -first);
            second = rest + low * power;
            error = (Math.abs(rest) + Math.abs(low * power)) * ROUNDING;
        }
        double least = first + (second - error);
        return least == first + (second + error) ? least : Double.NaN;
    }

    private static double parsed(byte[] text, int from, int to) throws UnencodableValueException {
        try {
            return Double.parseDouble(ascii(text, from, to));
        } catch (NumberFormatException e) {
            throw noNumber();
        }
    }

    private static String ascii(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.US_ASCII);
    }
}
