package dev.tributary.journal;

import static dev.tributary.journal.EventKind.AWAITS_RESYNC;
import static dev.tributary.journal.EventKind.FAILED;
import static dev.tributary.journal.EventKind.RESTARTED;
import static dev.tributary.journal.EventKind.RESYNC_DONE;
import static dev.tributary.journal.EventKind.SERVER_AWAY;
import static dev.tributary.journal.EventKind.SERVER_BACK;
import static dev.tributary.journal.EventKind.SET_ASIDE;
import static dev.tributary.journal.EventKind.STARTED;
import static dev.tributary.journal.EventKind.TABLE_CURRENT;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which events are news, by those that were before them, whoever said these. An alarm is news once, until it is cleared; its
 * all-clear is news. Anything else is news unless the same was just before. Knows neither threads nor ClickHouse.
 */
final class Alarms {

    /** What ends an alarm. */
    private static final Map<EventKind, Set<EventKind>> CLEARED_BY = Map.of(
            SERVER_AWAY, EnumSet.of(SERVER_BACK),
            SET_ASIDE, EnumSet.of(RESYNC_DONE, TABLE_CURRENT),
            AWAITS_RESYNC, EnumSet.of(RESYNC_DONE, TABLE_CURRENT),
            FAILED, EnumSet.of(STARTED, RESTARTED));

    /** A job that fails again and again is restarted as often: only one that runs on for so long is well. */
    private static final Duration RUNS_ON = Duration.ofMinutes(1);

    /** For how long the same is no news, where nothing clears it. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    private Alarms() {}

    /** What happened, and when, to one server, table or job. */
    record Past(EventKind kind, Instant time) {

        static Past of(Event event) {
            return new Past(event.kind(), inMillis(event));
        }
    }

    /** Something to tell. */
    enum News {
        EVENT,
        ALL_CLEAR
    }

    /** Those kinds of events by which it is decided whether one of this kind is news. */
    static Set<EventKind> family(EventKind kind) {
        Set<EventKind> family = EnumSet.of(kind);
        CLEARED_BY.forEach((alarm, clears) -> {
            if (alarm == kind || clears.contains(kind)) {
                family.add(alarm);
                family.addAll(clears);
            }
        });
        return family;
    }

    /** Whether two events of one family are of the same server, table or job. */
    static boolean isOfSameSubject(Event one, Event other) {
        return isOfJob(one.kind())
                || one.sourceDatabase().equals(other.sourceDatabase())
                        && one.mysqlTable().equals(other.mysqlTable())
                        && (!one.mysqlTable().isEmpty() || one.server().equals(other.server()));
    }

    /** Whoever sees a failure, it is one of the whole job. */
    static boolean isOfJob(EventKind kind) {
        return kind == FAILED || kind == STARTED || kind == RESTARTED;
    }

    /** How long after an event it can be decided. */
    static Duration decidedAfter(EventKind kind) {
        return kind == STARTED || kind == RESTARTED ? RUNS_ON : Duration.ZERO;
    }

    /** The alarms that an event of this kind can clear. */
    static Set<EventKind> clearedBy(EventKind kind) {
        Set<EventKind> alarms = EnumSet.noneOf(EventKind.class);
        CLEARED_BY.forEach((alarm, clears) -> {
            if (clears.contains(kind)) {
                alarms.add(alarm);
            }
        });
        return alarms;
    }

    /**
     * Decides about an event.
     *
     * @param subject events of its family and subject, in any order; it can be among them
     * @param isWanted which kinds somebody wants to hear of; an all-clear is told to who wanted its alarm
     */
    static Optional<News> decide(Event event, Collection<Past> subject, Set<EventKind> isWanted) {
        EventKind kind = event.kind();
        Set<EventKind> alarms = clearedBy(kind);
        boolean endsAny = false;
        for (EventKind alarm : alarms) {
            if (isOpen(alarm, before(event, subject), inMillis(event))) {
                if (isFollowedBy(alarm, event, subject)) {
                    return Optional.empty();
                }
                if (isWanted.contains(alarm)) {
                    return Optional.of(News.ALL_CLEAR);
                }
                endsAny = true;
            }
        }
        if (endsAny || !isWanted.contains(kind)) {
            return Optional.empty();
        }
        List<Past> before = before(event, subject);
        boolean known = CLEARED_BY.containsKey(kind)
                ? isOpen(kind, before, inMillis(event))
                : before.stream()
                        .anyMatch(past -> past.kind() == kind
                                && Duration.between(past.time(), inMillis(event))
                                                .compareTo(QUIET)
                                        < 0);
        return known ? Optional.empty() : Optional.of(News.EVENT);
    }

    /** As the journal has it: what came back from there is no earlier event. */
    private static Instant inMillis(Event event) {
        return event.time().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<Past> before(Event event, Collection<Past> subject) {
        return subject.stream()
                .filter(past -> past.time().isBefore(inMillis(event)))
                .sorted(Comparator.comparing(Past::time))
                .toList();
    }

    /** Whether it is known and not cleared. */
    private static boolean isOpen(EventKind alarm, List<Past> before, Instant now) {
        Set<EventKind> clears = CLEARED_BY.getOrDefault(alarm, Set.of());
        boolean open = false;
        Instant clearedAt = Instant.MAX;
        for (Past past : before) {
            open &= !isOver(alarm, clearedAt, past.time());
            if (past.kind() == alarm) {
                open = true;
                clearedAt = Instant.MAX;
            } else if (clears.contains(past.kind()) && clearedAt.equals(Instant.MAX)) {
                clearedAt = past.time();
            }
        }
        return open && !isOver(alarm, clearedAt, now);
    }

    private static boolean isOver(EventKind alarm, Instant clearedAt, Instant now) {
        Duration wait = alarm == FAILED ? RUNS_ON : Duration.ZERO;
        return !clearedAt.equals(Instant.MAX) && !clearedAt.plus(wait).isAfter(now);
    }

    /** A failure so soon after the start takes the all-clear back. */
    private static boolean isFollowedBy(EventKind alarm, Event clear, Collection<Past> subject) {
        Instant until = clear.time().plus(decidedAfter(clear.kind()));
        return subject.stream()
                .anyMatch(past -> past.kind() == alarm
                        && past.time().isAfter(inMillis(clear))
                        && past.time().isBefore(until));
    }
}
