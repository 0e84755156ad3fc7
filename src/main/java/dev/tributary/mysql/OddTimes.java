package dev.tributary.mysql;

/**
 * How negative times travel from a snapshot: the change source reads the sign from the hours alone, so that {@code
 * -00:30:00} would lose it. MySQL's times end at 838 hours; a negative one comes as 10 000 hours and its size.
 */
public final class OddTimes {

    private static final int NEGATIVE_HOURS = 10_000;
    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private OddTimes() {}

    /** MySQL's text of a time as it travels. */
    public static String text(String time) {
        if (!time.startsWith("-")) {
            return time;
        }
        int colon = time.indexOf(':');
        return NEGATIVE_HOURS + Integer.parseInt(time, 1, colon, 10) + time.substring(colon);
    }

    /** The time in microseconds, whether it travelled as it is or not. */
    static long micros(long travelled) {
        long negative = NEGATIVE_HOURS * MICROS_PER_HOUR;
        return travelled >= negative ? negative - travelled : travelled;
    }
}
