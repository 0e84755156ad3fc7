package dev.tributary.mysql.ddl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Which instants the times of a session's statement are. */
@FunctionalInterface
interface SessionTime {

    /** The instant; null where it cannot be told. */
    @Nullable
    Instant instant(LocalDateTime time);

    /** By the zone that came with a statement: an offset says it all, of others the server knows what they are. */
    static SessionTime of(String timeZone, KnownTables known) {
        if (timeZone.isEmpty()) {
            return time -> null;
        }
        ZoneOffset offset = offset(timeZone);
        return offset == null ? time -> ofServer(time, timeZone, known) : time -> time.toInstant(offset);
    }

    private static @Nullable ZoneOffset offset(String timeZone) {
        if (!timeZone.startsWith("+") && !timeZone.startsWith("-")) {
            return null;
        }
        try {
            return ZoneOffset.of(timeZone);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant ofServer(LocalDateTime time, String timeZone, KnownTables known) {
        Instant whole = known.instant(time.withNano(0), timeZone);
        return whole == null ? null : whole.plusNanos(time.getNano());
    }
}
