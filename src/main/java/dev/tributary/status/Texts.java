package dev.tributary.status;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as people read them. */
public final class Texts {

    public static final String UNKNOWN = "–";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB", "PB"};

    private Texts() {}

    /** Two units at most: {@code 3 min 20 s}. */
    public static String duration(@Nullable Duration duration) {
        if (duration == null) {
            return UNKNOWN;
        }
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 || large >= 10 ? "" : " " + small + " " + smallUnit);
    }

    /** Of a merge: milliseconds below a second. */
    public static String shortDuration(@Nullable Duration duration) {
        if (duration == null) {
            return UNKNOWN;
        }
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 60_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0) : duration(duration);
    }

    public static String bytes(@Nullable Long bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTES.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, BYTES[unit]);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Never 100 % before it is. */
    public static String percent(@Nullable Double share) {
        if (share == null) {
            return "";
        }
        return share >= 1 ? "100 %" : Math.min(99, Math.round(share * 100)) + " %";
    }

    public static String time(@Nullable Instant time) {
        return time == null ? UNKNOWN : TIME.format(time);
    }

    public static String ago(@Nullable Instant time, Instant now) {
        return time == null ? UNKNOWN : duration(Duration.between(time, now)) + " ago";
    }
}
