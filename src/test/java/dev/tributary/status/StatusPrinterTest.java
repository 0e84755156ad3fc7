package dev.tributary.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.journal.Phase;
import dev.tributary.status.JobStatus.Life;
import dev.tributary.status.JobStatus.Liveness;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.JobStatus.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusPrinterTest {

    private static final Instant NOW = Instant.parse("2026-01-08T12:00:00Z");
    private static final Health HEALTH = new Health(Duration.ofMinutes(10));

    static Server server(String name, @Nullable Duration lag, @Nullable Instant awaySince) {
        return new Server(
                name,
                Duration.ofSeconds(3),
                "binlog.000007",
                4711,
                lag == null ? null : NOW.minus(lag),
                lag,
                2_048L,
                Duration.ofDays(29).plusHours(3),
                awaySince);
    }

    static Table table(String server, String database, String name, Phase phase, long done, String cause) {
        return new Table(
                server,
                "shop_" + database,
                database + "." + name,
                "analytics." + name,
                phase,
                false,
                done,
                10L,
                1_000L,
                done * 100,
                5,
                phase == Phase.SET_ASIDE ? 2 : 0,
                cause,
                phase == Phase.SNAPSHOT ? Duration.ofSeconds(200) : null);
    }

    static JobStatus status(Liveness liveness, List<Server> servers, List<Table> tables) {
        return new JobStatus(
                "shops",
                NOW,
                new Life(liveness, "f00", Duration.ofSeconds(2)),
                servers,
                tables,
                List.of(new Target(
                        "analytics.orders",
                        NOW.minusSeconds(5),
                        8_640,
                        1_200_000,
                        34,
                        Duration.ofMillis(900),
                        Duration.ofMillis(1_440),
                        10,
                        3_000_000,
                        "")),
                2,
                3,
                4_500,
                List.of());
    }

    private static String print(JobStatus status, boolean details) {
        return StatusPrinter.print(status, HEALTH.findings(status), details);
    }

    @Test
    void whereAllIsWellEachServerAndEachTableHasALine() {
        JobStatus status = status(
                Liveness.RUNNING,
                List.of(server("a:3306", Duration.ZERO, null)),
                List.of(
                        table("a:3306", "de", "orders", Phase.STREAMING, 10, ""),
                        table("a:3306", "at", "orders", Phase.SNAPSHOT, 4, "")));

        assertThat(print(status, false)).isEqualTo("""
                job shops: running, sign of life 2 s ago (Flink job f00)
                ✓ all is well

                SERVER  TABLES                                SNAPSHOT  ROWS READ  LAG  UNREAD  RETENTION LEFT
                a:3306  1 snapshot, 1 streaming  70 %, 3 min 20 s left      1,410  0 s  2.0 KB            29 d

                TARGET            TABLES                                SNAPSHOT  ROWS READ  CHANGES  DEAD LETTERS
                analytics.orders  1 snapshot, 1 streaming  70 %, 3 min 20 s left      1,400       10             0

                TARGET            LAST COMMIT  MERGES 24 H  ROWS 24 H  MEDIAN   99 %  PARTS       ROWS
                analytics.orders      5 s ago        8,640  1,200,034  900 ms  1.4 s     10  3,000,000

                4,500 rows in 3 staging tables wait for their merge; 2 dead letters
                """);
    }

    @Test
    void detailsNameEachTableOfEachDatabase() {
        JobStatus status = status(
                Liveness.RUNNING,
                List.of(server("a:3306", Duration.ZERO, null)),
                List.of(
                        table("a:3306", "at", "orders", Phase.SNAPSHOT, 4, ""),
                        table("a:3306", "de", "orders", Phase.SET_ASIDE, 0, "a column was narrowed")));

        assertThat(print(status, true))
                .contains("✗ shop_de: de.orders is set aside: a column was narrowed")
                .containsPattern("shop_at +at.orders +snapshot 40 % \\(4 of 10 chunks\\), 3 min 20 s left +400 +5 +0\n")
                .containsPattern("shop_de +de.orders +set aside +0 +5 +2\n");
    }

    @Test
    void ofManyServersTheWorstAreShown() {
        List<Server> servers = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String name = String.format("db%03d:3306", i);
            servers.add(server(name, Duration.ofSeconds(i == 50 ? 300 : 1), i == 137 ? NOW.minusSeconds(61) : null));
            for (int t = 0; t < 10; t++) {
                boolean aside = i == 7 && t == 3;
                tables.add(table(name, "s" + i, "t" + t, aside ? Phase.SET_ASIDE : Phase.STREAMING, 10, ""));
            }
        }
        String text = print(status(Liveness.RUNNING, servers, tables), false);

        assertThat(text)
                .contains("✗ server db137:3306 is away for 1 min 1 s\n", "✗ shop_s7: s7.t3 is set aside\n")
                .contains("… and 175 more servers");
        List<String> lines = text.lines().toList();
        int heading = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("SERVER"))
                .findFirst()
                .orElseThrow());
        assertThat(lines.subList(heading + 1, heading + 4))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("db137:3306  AWAY; 10 streaming"),
                        second -> assertThat(second).startsWith("db007:3306  9 streaming, 1 set aside"),
                        third -> assertThat(third).startsWith("db050:3306"));
        assertThat(lines.size()).isLessThan(60);
        assertThat(lines).allMatch(line -> line.length() <= 120);
    }

    @Test
    void whatIsNotWellIsFound() {
        List<Table> streaming = List.of(table("a:3306", "de", "orders", Phase.STREAMING, 10, ""));
        assertThat(HEALTH.findings(
                        status(Liveness.RUNNING, List.of(server("a:3306", Duration.ofMinutes(11), null)), streaming)))
                .containsExactly("server a:3306 is read up to 11 min ago");
        assertThat(HEALTH.findings(status(Liveness.SILENT, List.of(server("a:3306", Duration.ZERO, null)), streaming)))
                .containsExactly("the job gives no sign of life for 2 s; what follows was so before");
        assertThat(HEALTH.findings(status(Liveness.STOPPED, List.of(server("a:3306", Duration.ZERO, null)), streaming)))
                .containsExactly("the job is stopped; what follows was so when it was");
        assertThat(HEALTH.findings(status(Liveness.NEVER_RAN, List.of(), List.of())))
                .singleElement()
                .asString()
                .contains("never ran");
    }

    @Test
    void boundedRunThatHasReadEverythingIsWell() {
        JobStatus ended = status(
                Liveness.STOPPED,
                List.of(server("a:3306", null, null)),
                List.of(table("a:3306", "de", "orders", Phase.READ, 10, "")));
        assertThat(HEALTH.findings(ended)).isEmpty();
    }

    @Test
    void serverThatMayPurgeSoonIsFound() {
        Server close = new Server(
                "a:3306", Duration.ZERO, "b.1", 4, NOW, Duration.ofMinutes(1), 1L, Duration.ofMinutes(59), null);
        assertThat(HEALTH.findings(status(Liveness.RUNNING, List.of(close), List.of())))
                .singleElement()
                .asString()
                .contains("may purge what was not read yet in 59 min");
    }

    /** It was wanted; that the server is about to purge what was not read was not. */
    @Test
    void serverThatIsPausedIsWellUntilItsBinlogIsAboutToGo() {
        Server behind = paused(Duration.ofHours(7));
        assertThat(HEALTH.findings(status(Liveness.RUNNING, List.of(behind), List.of())))
                .isEmpty();
        assertThat(HEALTH.findings(status(Liveness.RUNNING, List.of(paused(Duration.ofHours(5))), List.of())))
                .singleElement()
                .asString()
                .contains("may purge what was not read yet in 5 h; resume it, or raise");
        assertThat(StatusPrinter.print(status(Liveness.RUNNING, List.of(behind), List.of()), List.of(), false))
                .contains(
                        "‖ server a:3306 is paused for 1 h: new disks; 'tributary resume --source shop_de' has it read on"
                                + " from where it stands, within 7 h, when it may purge what was not read\n");
    }

    private static Server paused(Duration retentionLeft) {
        return new Server(
                "a:3306",
                Duration.ZERO,
                "b.1",
                4,
                NOW,
                Duration.ofHours(1),
                1L,
                retentionLeft,
                NOW.minusSeconds(600),
                new JobStatus.Pause("shop_de", "new disks", NOW.minusSeconds(3_600)));
    }

    @Test
    void jsonHasNamesInSnakeCase() {
        JobStatus status = status(
                Liveness.RUNNING,
                List.of(server("a:3306", Duration.ofMillis(1_500), null)),
                List.of(table("a:3306", "de", "orders", Phase.SET_ASIDE, 0, "\"narrowed\"")));

        assertThat(JsonText.line(status))
                .startsWith("{\"job\":\"shops\",\"now\":\"2026-01-08T12:00:00Z\",\"life\":{\"liveness\":\"running\","
                        + "\"flink_job\":\"f00\",\"age_seconds\":2.0}")
                .contains("\"lag_seconds\":1.5", "\"away_since\":null", "\"phase\":\"set aside\"")
                .contains("\"cause\":\"\\\"narrowed\\\"\"", "\"percentile99_seconds\":1.44");
    }
}
