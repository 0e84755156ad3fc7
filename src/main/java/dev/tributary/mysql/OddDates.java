package dev.tributary.mysql;

import dev.tributary.mapping.UnencodableValueException;
import dev.tributary.mapping.ValueSink;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * How dates that Java does not have travel from MySQL to the encoders. MySQL's years end at 9999, so the years beyond carry
 * them: a date with a zero as its day comes 10 000 years late, one with a zero as its month 20 000, one of the year zero
 * 40 000, and the zeros count as 1. So {@code 2020-00-00} is {@code +32020-01-01} on its way, and can be told apart from
 * NULL and from every real date.
 */
public final class OddDates {

    private static final int ZERO_DAY = 1;
    private static final int ZERO_MONTH = 2;
    private static final int ZERO_YEAR = 4;
    private static final int YEARS_PER_MARK = 10_000;

    /** What a YEAR column's {@code 0000} travels as, for the change source takes two-digit years for abbreviations. */
    public static final int YEAR_ZERO = YEARS_PER_MARK;

    /** The first day behind all of MySQL's real dates. */
    private static final long FIRST_ODD_DAY = LocalDate.of(YEARS_PER_MARK, 1, 1).toEpochDay();

    private static final long SECONDS_PER_DAY = 86_400;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private OddDates() {}

    /** The date as it travels, whatever zeros it has. */
    public static LocalDate date(int year, int month, int day) {
        int marks = (day == 0 ? ZERO_DAY : 0) | (month == 0 ? ZERO_MONTH : 0) | (year == 0 ? ZERO_YEAR : 0);
        return LocalDate.of(year + marks * YEARS_PER_MARK, Math.max(month, 1), Math.max(day, 1));
    }

    /** The same from {@code yyyy-MM-dd}; what follows is not looked at. */
    public static LocalDate date(String text) {
        return date(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    }

    /** The date and time as it travels, from MySQL's text {@code yyyy-MM-dd HH:mm:ss[.f…]}. */
    public static LocalDateTime dateTime(String text) {
        int nanos = 0;
        for (int i = 20; i < 29; i++) {
            nanos = nanos * 10 + (i < text.length() ? text.charAt(i) - '0' : 0);
        }
        return LocalDateTime.of(
                date(text), LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos));
    }

    private static int number(String digits, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digits.charAt(i) - '0';
        }
        return number;
    }

    /** Whether a day since the epoch stands for a date with a zero as its day or month, which is no date at all. */
    static boolean isNoDate(long epochDay) {
        return epochDay >= FIRST_ODD_DAY && (marks(epochDay) & (ZERO_DAY | ZERO_MONTH)) != 0;
    }

    /** The same for a second since the epoch. */
    static boolean isNoDateTime(long epochSecond) {
        return isNoDate(Math.floorDiv(epochSecond, SECONDS_PER_DAY));
    }

    private static int marks(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).getYear() / YEARS_PER_MARK;
    }

    /** Tells a sink the date that came as a day since the epoch. */
    static void tell(long epochDay, ValueSink sink) throws UnencodableValueException {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int marks = epochDay >= FIRST_ODD_DAY ? marks(epochDay) : 0;
        sink.date(
                date.getYear() - marks * YEARS_PER_MARK,
                (marks & ZERO_MONTH) != 0 ? 0 : date.getMonthValue(),
                (marks & ZERO_DAY) != 0 ? 0 : date.getDayOfMonth());
    }

    /** Tells a sink the datetime that came as a second since the epoch. */
    static void tell(long epochSecond, int micros, ValueSink sink) throws UnencodableValueException {
        long epochDay = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
        int clock = (int) Math.floorMod(epochSecond, SECONDS_PER_DAY);
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int marks = epochDay >= FIRST_ODD_DAY ? marks(epochDay) : 0;
        sink.dateTime(
                date.getYear() - marks * YEARS_PER_MARK,
                (marks & ZERO_MONTH) != 0 ? 0 : date.getMonthValue(),
                (marks & ZERO_DAY) != 0 ? 0 : date.getDayOfMonth(),
                clock / 3_600,
                clock / 60 % 60,
                clock % 60,
                micros);
    }

    /** The date as MySQL writes it. */
    static String text(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int marks = epochDay >= FIRST_ODD_DAY ? marks(epochDay) : 0;
        return String.format(
                "%04d-%02d-%02d",
                date.getYear() - marks * YEARS_PER_MARK,
                (marks & ZERO_MONTH) != 0 ? 0 : date.getMonthValue(),
                (marks & ZERO_DAY) != 0 ? 0 : date.getDayOfMonth());
    }

    /** The date and time as MySQL writes it, whole seconds. */
    static String textOfSecond(long epochSecond) {
        return text(Math.floorDiv(epochSecond, SECONDS_PER_DAY)) + " "
                + CLOCK.format(LocalTime.ofSecondOfDay(Math.floorMod(epochSecond, SECONDS_PER_DAY)));
    }
}
