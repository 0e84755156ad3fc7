package dev.tributary.journal;

import static dev.tributary.journal.EventKind.AWAITS_RESYNC;
import static dev.tributary.journal.EventKind.FAILED;
import static dev.tributary.journal.EventKind.FAILOVER;
import static dev.tributary.journal.EventKind.RESTARTED;
import static dev.tributary.journal.EventKind.RESYNC_DONE;
import static dev.tributary.journal.EventKind.SERVER_AWAY;
import static dev.tributary.journal.EventKind.SERVER_BACK;
import static dev.tributary.journal.EventKind.SET_ASIDE;
import static dev.tributary.journal.EventKind.SNAPSHOT_DONE;
import static dev.tributary.journal.EventKind.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.Secrets;
import dev.tributary.journal.Alarms.News;
import dev.tributary.journal.Alarms.Past;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-27T10:00:00.123456Z");
    private static final Set<EventKind> ALL = EnumSet.allOf(EventKind.class);
    private static final Set<EventKind> ALARMS = EnumSet.of(FAILED, SERVER_AWAY, SET_ASIDE, AWAITS_RESYNC, RESTARTED);

    private final List<Event> happened = new ArrayList<>();

    private void happens(EventKind kind, int second) {
        happened.add(event(kind, second, "db:1", ""));
    }

    private static Event event(EventKind kind, int second, String server, String table) {
        return new Event(BEGIN.plusSeconds(second), kind, server, table.isEmpty() ? "" : "shop", table, "what", "");
    }

    /** What is told of all that happened, when everything is known, as the webhook decides after it waited. */
    private List<String> told(Set<EventKind> wanted) {
        List<String> told = new ArrayList<>();
        for (Event event : happened) {
            List<Past> subject = happened.stream()
                    .filter(each ->
                            Alarms.family(event.kind()).contains(each.kind()) && Alarms.isOfSameSubject(each, event))
                    .map(Past::of)
                    .toList();
            Alarms.decide(event, subject, wanted)
                    .ifPresent(news -> told.add((news == News.ALL_CLEAR ? "all-clear " : "")
                            + event.kind().text() + " " + event.server() + event.mysqlTable() + " "
                            + (event.time().getEpochSecond() - BEGIN.getEpochSecond())));
        }
        return told;
    }

    @Test
    void alarmIsToldOnceUntilItsAllClear() {
        happens(SERVER_AWAY, 0);
        happens(SERVER_AWAY, 5);
        happens(SERVER_AWAY, 2_000_000);
        happens(SERVER_BACK, 2_000_001);
        happens(SERVER_BACK, 2_000_002);
        happens(SERVER_AWAY, 2_000_003);

        assertThat(told(ALARMS))
                .containsExactly(
                        "server away db:1 0", "all-clear server back db:1 2000001", "server away db:1 2000003");
    }

    @Test
    void subjectsAreApart() {
        happened.add(event(SERVER_AWAY, 0, "db:1", ""));
        happened.add(event(SERVER_AWAY, 1, "db:2", ""));
        happened.add(event(SERVER_BACK, 2, "db:3", ""));
        happened.add(event(SET_ASIDE, 3, "db:1", "s.t"));
        happened.add(event(SET_ASIDE, 4, "db:1", "s.u"));
        happened.add(event(RESYNC_DONE, 5, "db:1", "s.u"));
        happened.add(event(SET_ASIDE, 6, "db:9", "s.t"));

        assertThat(told(ALARMS))
                .as("a table keeps its name behind a failover")
                .containsExactly(
                        "server away db:1 0",
                        "server away db:2 1",
                        "set aside db:1s.t 3",
                        "set aside db:1s.u 4",
                        "all-clear resync done db:1s.u 5");
    }

    @Test
    void oneAllClearEndsTwoAlarmsOfATable() {
        happened.add(event(AWAITS_RESYNC, 0, "db:1", "s.t"));
        happened.add(event(SET_ASIDE, 1, "db:1", "s.t"));
        happened.add(event(RESYNC_DONE, 2, "db:1", "s.t"));
        happened.add(event(AWAITS_RESYNC, 3, "db:1", "s.t"));

        assertThat(told(EnumSet.of(SET_ASIDE)))
                .containsExactly("set aside db:1s.t 1", "all-clear resync done db:1s.t 2");
        assertThat(told(ALARMS)).hasSize(4);
    }

    @Test
    void jobThatFailsAgainAndAgainIsOneAlarm() {
        for (int attempt = 0; attempt < 100; attempt++) {
            happens(FAILED, 10 * attempt);
            happens(RESTARTED, 10 * attempt + 2);
        }
        happened.add(event(FAILED, 2_000, "", ""));
        happened.add(event(STARTED, 2_500, "", ""));

        assertThat(told(ALARMS))
                .as("the last restart holds for a minute, the failure that follows is another one")
                .containsExactly(
                        "failed db:1 0", "all-clear restarted db:1 992", "failed  2000", "all-clear started  2500");
    }

    @Test
    void allClearOfWhatNobodyWantedIsNotTold() {
        happens(SERVER_AWAY, 0);
        happens(SERVER_BACK, 1);

        assertThat(told(EnumSet.of(FAILED, SERVER_BACK))).isEmpty();
    }

    @Test
    void otherEventsAreToldUnlessTheSameWasJustBefore() {
        happens(FAILOVER, 0);
        happens(FAILOVER, 30);
        happens(FAILOVER, 1_000);
        happens(RESTARTED, 1_001);
        happened.add(event(SNAPSHOT_DONE, 1_002, "db:1", "s.t"));

        assertThat(told(EnumSet.of(FAILOVER, RESTARTED)))
                .containsExactly("failover db:1 0", "failover db:1 1000", "restarted db:1 1001");
        assertThat(told(ALL)).contains("snapshot done db:1s.t 1002");
    }

    @Test
    void everyKindCanBeChosen() throws Exception {
        String kinds = ALL.stream().map(EventKind::text).collect(Collectors.joining(", "));

        assertThat(ConfigReader.read(
                                "test",
                                "clickhouse: {url: 'http://127.0.0.1:1'}\nnotify: [{url: 'http://127.0.0.1:1', kinds: ["
                                        + kinds + "]}]",
                                new Secrets(Map.of()))
                        .notifications()
                        .get(0)
                        .kinds())
                .hasSize(ALL.size());
    }

    /** The journal keeps milliseconds. */
    @Test
    void eventIsNotKnownByItself() {
        Event event = event(SERVER_AWAY, 0, "db:1", "");
        Past itself = new Past(SERVER_AWAY, Instant.parse("2026-11-27T10:00:00.123Z"));

        assertThat(Alarms.decide(event, List.of(itself), ALL)).contains(News.EVENT);
    }
}
