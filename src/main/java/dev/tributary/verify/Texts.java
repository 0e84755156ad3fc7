package dev.tributary.verify;

import dev.tributary.mapping.JsonNormalForm;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.StringTokenizer;

/** What texts of values mean, without regular expressions: this runs for every value of a table. */
final class Texts {

    private static final int FRACTION_DIGITS = 6;

    private Texts() {}

    /** Compares whole numbers of any length, without leading zeros. */
    static int compareWholeNumbers(String left, String right) {
        boolean negative = left.startsWith("-");
        if (negative != right.startsWith("-")) {
            return negative ? -1 : 1;
        }
        int byMagnitude = left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : left.compareTo(right);
        return negative ? -byMagnitude : byMagnitude;
    }

    static int compareDecimals(String left, String right) {
        return new BigDecimal(left).compareTo(new BigDecimal(right));
    }

    /** By value, so that -0 is 0. */
    static int compareDoubles(String left, String right) {
        return Double.compare(Double.parseDouble(left) + 0.0, Double.parseDouble(right) + 0.0);
    }

    /** The order of UTF-8 bytes, which is that of code points; Java's own differs beyond the first plane. */
    static int compareCodePoints(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean leftSurrogate = Character.isSurrogate(l);
                return leftSurrogate == Character.isSurrogate(r) ? Character.compare(l, r) : leftSurrogate ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Compares texts like {@code 2020-01-01 10:00:00.5}; zeros at the end of the fraction mean nothing. */
    static int compareMoments(String left, String right) {
        return withoutTrailingZeros(left).compareTo(withoutTrailingZeros(right));
    }

    private static String withoutTrailingZeros(String moment) {
        if (moment.indexOf('.') < 0) {
            return moment;
        }
        int end = moment.length();
        while (moment.charAt(end - 1) == '0') {
            end--;
        }
        return moment.substring(0, moment.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** A time like {@code -838:59:59.5} in microseconds. */
    static long micros(String time) {
        boolean negative = time.startsWith("-");
        long part = 0;
        long seconds = 0;
        int fractionDigits = -1;
        for (int i = negative ? 1 : 0; i < time.length(); i++) {
            char c = time.charAt(i);
            if (c == ':') {
                seconds = (seconds + part) * 60;
                part = 0;
            } else if (c == '.') {
                seconds += part;
                part = 0;
                fractionDigits = 0;
            } else {
                part = part * 10 + c - '0';
                fractionDigits += fractionDigits < 0 ? 0 : 1;
            }
        }
        if (fractionDigits < 0) {
            seconds += part;
            part = 0;
        }
        for (int i = Math.max(fractionDigits, 0); i < FRACTION_DIGITS; i++) {
            part *= 10;
        }
        long micros = seconds * 1_000_000 + part;
        return negative ? -micros : micros;
    }

    /** MySQL's dates that are none, like 0000-00-00 and 2020-01-00: NULL stands for them where the column can be NULL. */
    static boolean isZeroDate(String moment) {
        return moment.startsWith("-00", 4) || moment.startsWith("-00", 7);
    }

    /**
     * Whether MySQL's own form, four bytes of SRID before well-known binary, and the target's, the SRID behind the type if
     * there is one, mean the same; both in hexadecimal digits, little-endian as MySQL stores all of its values.
     */
    static boolean sameSpatial(String source, String target) {
        String srid = source.substring(0, 8);
        String wkb = source.substring(8);
        String expected = srid.equals("00000000")
                ? wkb
                : wkb.substring(0, 8) + "20" + srid + wkb.substring(10); // the type's highest byte holds the flag
        return expected.equals(target);
    }

    /** The target has no {@code SRID=0;}, and either may print a number in its own way. */
    static boolean sameWellKnownText(String source, String target) {
        String withSrid = target.startsWith("SRID=") ? target : "SRID=0;" + target;
        StringTokenizer left = new StringTokenizer(source, "(), ;", true);
        StringTokenizer right = new StringTokenizer(withSrid, "(), ;", true);
        while (left.hasMoreTokens() && right.hasMoreTokens()) {
            String one = left.nextToken();
            String other = right.nextToken();
            if (!one.equals(other) && !(isNumber(one) && isNumber(other) && compareDoubles(one, other) == 0)) {
                return false;
            }
        }
        return left.hasMoreTokens() == right.hasMoreTokens();
    }

    private static boolean isNumber(String token) {
        return "-0123456789".indexOf(token.charAt(0)) >= 0;
    }

    static boolean sameDocument(String left, String right) {
        try {
            return JsonNormalForm.normalizeText(left).equals(JsonNormalForm.normalizeText(right));
        } catch (IOException e) {
            return false; // what is no document equals only itself
        }
    }

    /** Whether the target's object has what is in the source's, but for members that are null or have none themselves. */
    static boolean sameObject(String source, String target) {
        try {
            return JsonTree.of(source).equals(JsonTree.of(target));
        } catch (IOException e) {
            return false;
        }
    }
}
