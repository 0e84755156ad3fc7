package dev.tributary.mysql.ddl;

import dev.tributary.model.MySqlType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times in the forms that MySQL reads: with any signs between the numbers, or without any. */
final class MomentValues {

    private static final String FRACTION = "(?:\\.(\\d{0,6}))?";
    private static final Pattern DATE_TIME = Pattern.compile("(\\d{4}|\\d{2})\\p{Punct}(\\d{1,2})\\p{Punct}(\\d{1,2})"
            + "(?:(?:T| +)(\\d{1,2})(?:\\p{Punct}(\\d{1,2})(?:\\p{Punct}(\\d{1,2})" + FRACTION + ")?)?)?");
    private static final Pattern DIGITS =
            Pattern.compile("(\\d{4}|\\d{2})(\\d{2})(\\d{2})(?:(\\d{2})(\\d{2})(\\d{2})" + FRACTION + ")?");
    private static final Pattern TIME =
            Pattern.compile("(-?)(?:(\\d{1,2}) +)?(\\d{1,3}):(\\d{1,2})(?::(\\d{1,2})" + FRACTION + ")?");
    private static final Pattern DAYS_AND_HOURS = Pattern.compile("(-?)(\\d{1,2}) +(\\d{1,2})");
    private static final Pattern SHORT_TIME = Pattern.compile("(-?)(\\d{1,7})" + FRACTION);
    private static final long MICROS = 1_000_000;

    /** Of a TIMESTAMP. */
    private static final long LAST_SECOND = Integer.MAX_VALUE;

    private MomentValues() {}

    static @Nullable DefaultValue of(MySqlType type, Literal literal, SessionTime session) {
        String text = text(literal);
        if (text == null) {
            return null;
        }
        return switch (type.name()) {
            case "date" -> date(text, literal);
            case "datetime" -> dateTime(text, literal, type.argument(0, 0));
            case "time" -> time(text, type.argument(0, 0));
            default -> timestamp(text, literal, type, session);
        };
    }

    private static @Nullable String text(Literal literal) {
        if (literal instanceof Literal.Text text) {
            return text.value().trim();
        }
        if (literal instanceof Literal.Moment moment) {
            return moment.value().trim();
        }
        return literal instanceof Literal.Number number && !number.floating()
                ? number.value().toPlainString()
                : null;
    }

    private record Moment(int year, int month, int day, int second, int micros, int digits) {}

    private static @Nullable Moment moment(String written, Literal literal) {
        String text = literal instanceof Literal.Number ? padded(written) : written;
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            parts = DIGITS.matcher(text);
            if (!parts.matches()) {
                return null;
            }
        }
        int year = Integer.parseInt(parts.group(1));
        int month = Integer.parseInt(parts.group(2));
        int day = Integer.parseInt(parts.group(3));
        boolean isZero = year == 0 && month == 0 && day == 0;
        if (parts.group(1).length() == 2 && !isZero) {
            year += year < 70 ? 2000 : 1900;
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        int second = number(parts.group(4)) * 3600 + number(parts.group(5)) * 60 + number(parts.group(6));
        return new Moment(year, month, day, second, micros(fraction), significant(fraction));
    }

    /** A number lacks the zeros that a text of its form begins with. */
    private static String padded(String number) {
        int length = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
        int wanted = length <= 6 ? 6 : length <= 8 ? 8 : length <= 12 ? 12 : 14;
        return "0".repeat(Math.max(0, wanted - length)) + number;
    }

    private static int number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static int micros(String fraction) {
        return number((fraction + "000000").substring(0, 6));
    }

    private static int significant(String fraction) {
        return fraction.replaceAll("0+$", "").length();
    }

    private static @Nullable DefaultValue date(String text, Literal literal) {
        Moment moment = moment(text, literal);
        return moment == null || moment.digits() > 0
                ? null
                : DefaultValue.date(moment.year(), moment.month(), moment.day());
    }

    /** A finer fraction is rounded or cut, as the session's mode says, which is not known. */
    private static @Nullable DefaultValue dateTime(String text, Literal literal, int digits) {
        Moment moment = moment(text, literal);
        return moment == null || moment.digits() > digits
                ? null
                : DefaultValue.dateTime(moment.year(), moment.month(), moment.day(), moment.second(), moment.micros());
    }

    private static @Nullable DefaultValue timestamp(String text, Literal literal, MySqlType type, SessionTime session) {
        Moment moment = moment(text, literal);
        if (moment == null) {
            return null;
        }
        if (moment.year() == 0 && moment.month() == 0 && moment.day() == 0) {
            return DefaultValue.zeroDate(type);
        }
        Instant instant = moment.digits() > type.argument(0, 0) ? null : instant(moment, session);
        return instant == null || instant.getEpochSecond() < 1 || instant.getEpochSecond() > LAST_SECOND
                ? null
                : DefaultValue.timestamp(instant);
    }

    private static @Nullable Instant instant(Moment moment, SessionTime session) {
        try {
            return session.instant(LocalDate.of(moment.year(), moment.month(), moment.day())
                    .atStartOfDay()
                    .plusSeconds(moment.second())
                    .plusNanos(moment.micros() * 1_000L));
        } catch (DateTimeException e) {
            return null; // no date, or out of the range of all
        }
    }

    private static @Nullable DefaultValue time(String text, int digits) {
        Matcher parts = TIME.matcher(text);
        if (parts.matches()) {
            int hours = number(parts.group(2)) * 24 + number(parts.group(3));
            return time(parts.group(1), hours, number(parts.group(4)), number(parts.group(5)), parts.group(6), digits);
        }
        parts = DAYS_AND_HOURS.matcher(text);
        if (parts.matches()) {
            int hours = number(parts.group(2)) * 24 + number(parts.group(3));
            return time(parts.group(1), hours, 0, 0, null, digits);
        }
        parts = SHORT_TIME.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int written = number(parts.group(2));
        return time(parts.group(1), written / 10_000, written / 100 % 100, written % 100, parts.group(3), digits);
    }

    private static @Nullable DefaultValue time(
            String sign, int hours, int minutes, int seconds, @Nullable String fraction, int digits) {
        String written = fraction == null ? "" : fraction;
        if (significant(written) > digits) {
            return null;
        }
        long micros = (hours * 3600L + minutes * 60L + seconds) * MICROS + micros(written);
        return DefaultValue.time(sign.isEmpty() ? micros : -micros);
    }
}
