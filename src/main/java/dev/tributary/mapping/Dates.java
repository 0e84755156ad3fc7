package dev.tributary.mapping;

/**
 * Dates as MySQL has them, which Java's classes cannot hold: month and day, or all three, can be 0. The calendar is the
 * Gregorian one, continued into the past, as in MySQL and ClickHouse.
 */
public final class Dates {

    static final long SECONDS_PER_DAY = 86_400;

    private static final int DAYS_PER_400_YEARS = 146_097;

    /** Days from 1 March of the year 0 to 1 January 1970. */
    private static final long EPOCH_DAY = 719_468;

    private static final int[] DAYS_OF_MONTH = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Dates() {}

    /** Whether a date with these is none, since it has a zero as its day or month. */
    public static boolean isNoDate(int month, int day) {
        return month == 0 || day == 0;
    }

    /**
     * Whether an instant is none: MySQL keeps the zero timestamp as the second 0, and has no other use for that second.
     */
    public static boolean isNoTimestamp(long epochSecond, int micros) {
        return epochSecond == 0 && micros == 0;
    }

    /** Whether the calendar has the date. MySQL can hold others, such as 31 February, if a session wants it to. */
    static boolean isInCalendar(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && (day <= DAYS_OF_MONTH[month] || month == 2 && day == 29 && isLeapYear(year));
    }

    private static boolean isLeapYear(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /**
     * Days since 1970-01-01. Counted in years that begin in March, so that the day of a leap year is their last, and in
     * eras of 400 years, which all have the same number of days.
     *
     * @param year from 0 on
     * @param month 1 to 12
     * @param day 1 to 31
     */
    public static long epochDay(int year, int month, int day) {
        int marchYear = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(marchYear, 400);
        int yearOfEra = marchYear - era * 400;
        int monthFromMarch = (month + 9) % 12;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_400_YEARS + dayOfEra - EPOCH_DAY;
    }

    /** The date as MySQL writes it. */
    static String text(int year, int month, int day) {
        return padded(4, year) + "-" + padded(2, month) + "-" + padded(2, day);
    }

    /** The date and time as MySQL writes it, whole seconds. */
    static String text(int year, int month, int day, int hour, int minute, int second) {
        return text(year, month, day) + " " + padded(2, hour) + ":" + padded(2, minute) + ":" + padded(2, second);
    }

    /** The instant as MySQL writes it in UTC, whole seconds. */
    static String textOfSecond(long epochSecond) {
        return textOfDay(Math.floorDiv(epochSecond, SECONDS_PER_DAY)) + " "
                + clock(Math.floorMod(epochSecond, SECONDS_PER_DAY));
    }

    private static String textOfDay(long epochDay) {
        int date = packedDate(epochDay);
        return text(date / 10_000, date / 100 % 100, date % 100);
    }

    /**
     * The date of a day since the epoch, {@link #epochDay} the other way round, as the number {@code yyyyMMdd}.
     *
     * @param epochDay of the years 0 to 9999
     */
    static int packedDate(long epochDay) {
        long shifted = epochDay + EPOCH_DAY;
        long era = Math.floorDiv(shifted, DAYS_PER_400_YEARS);
        int dayOfEra = (int) (shifted - era * DAYS_PER_400_YEARS);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return (int) year * 10_000 + month * 100 + day;
    }

    /** Hours, minutes and seconds. */
    static String clock(long seconds) {
        return padded(2, seconds / 3_600) + ":" + padded(2, seconds / 60 % 60) + ":" + padded(2, seconds % 60);
    }

    static String padded(int digits, long number) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
