package dev.tributary.status;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as somebody names it on a command line. */
public final class PointInTime {

    private static final String EXPECTED =
            "a time as 2026-11-27T10:00:00Z, a day as 2026-11-27, or how long ago as 30m, 12h or 7d";

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*(s|m|min|h|d)");

    private PointInTime() {}

    /**
     * Reads a moment; what names no zone is in UTC.
     *
     * @throws IllegalArgumentException whose message says what is expected
     */
    public static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "h" -> Duration.ofHours(count);
                        case "d" -> Duration.ofDays(count);
                        default -> Duration.ofMinutes(count);
                    });
        }
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String time = text.replace(' ', 'T');
            return time.endsWith("Z")
                    ? Instant.parse(time)
                    : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not " + EXPECTED, e);
        }
    }
}
