package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.TestServers;
import dev.tributary.status.ControlTables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** status, events and results beside control tables that a job left. */
class StatusCommandIT {

    private static final String CONTROL = "status_command";

    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeEach
    void configure(@TempDir Path folder) throws Exception {
        clickHouse.execute("DROP DATABASE IF EXISTS " + CONTROL);
        config = folder.resolve("sync.yaml");
        Files.writeString(config, """
                job: {name: shops}
                clickhouse: {url: '%s', user: %s, password: %s, database: d, control-database: %s}
                connections:
                  - {name: shop_1, host: 127.0.0.1, port: 1, user: u, password: p, database: s1}
                tables:
                  - {source: t1}
                """.formatted(clickHouse.url(), clickHouse.user(), clickHouse.password(), CONTROL));
    }

    private void createTables() {
        new ControlTables(clickHouse, CONTROL).create();
    }

    private void runningJob() {
        new ControlTables(clickHouse, CONTROL).ofRunningJob();
    }

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String[] of(String command, String... more) {
        String[] all = new String[more.length + 3];
        all[0] = command;
        all[1] = "-c";
        all[2] = config.toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    @Test
    void jobThatNeverRanIsNotWell() {
        assertThat(run(of("status"))).isEqualTo(ExitCode.NOT_WELL);
        assertThat(out.toString()).contains("job shops: never ran");
        assertThat(run(of("events"))).isEqualTo(ExitCode.OK);
        assertThat(run(of("results"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("nothing was merged");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void twoHundredDatabasesFitOnAScreen() {
        runningJob();

        assertThat(run(of("status"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("✓ all is well", "… and 175 more servers")
                .containsPattern("d.t3 +200 streaming +100 % +40,000 +400 +0\n");
        assertThat(out.toString().lines().count()).isLessThan(60);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void oneDatabaseIsShownTableByTable() {
        runningJob();

        assertThat(run(of("status", "--source", "shop_17"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("db17:1")
                .containsPattern("shop_17 +s17.t9 +streaming +200 +2 +0\n")
                .doesNotContain("shop_18");
        assertThat(run(of("status", "--source", "nobody"))).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatIsNotWellIsAnExitCodeOfItsOwn() {
        runningJob();
        clickHouse.execute(
                "INSERT INTO " + CONTROL + ".table_states (job, source_database, mysql_database, mysql_table, event,"
                        + " resyncs, cause) VALUES ('shops', 'shop_1', 's1', 't1', 'set aside', 0, 'narrowed')",
                "INSERT INTO " + CONTROL + ".server_progress (job, flink_job, server, reader, follows_binlog, lag_ms)"
                        + " VALUES ('shops', 'f00', 'db5:1', 0, 1, 3600000)");

        assertThat(run(of("status"))).isEqualTo(ExitCode.NOT_WELL);
        assertThat(out.toString())
                .contains("✗ shop_1: s1.t1 is set aside: narrowed", "✗ server db5:1 is read up to 1 h ago");
        assertThat(run(of("status", "--max-lag", "61", "--source", "shop_5"))).isEqualTo(ExitCode.OK);
        out.getBuffer().setLength(0);
        assertThat(run(of("status", "-o", "json"))).isEqualTo(ExitCode.NOT_WELL);
        assertThat(out.toString()).contains("\"well\" : false", "\"liveness\" : \"running\"", "\"lag_seconds\" : 3600");
    }

    @Test
    void jobThatDiedIsSilentAndItsLastStateIsShown() {
        runningJob();
        clickHouse.execute("INSERT INTO " + CONTROL + ".leases SELECT 'shops', 2, 'h', 'f00', 0, now64(3) - 3600");

        assertThat(run(of("status"))).isEqualTo(ExitCode.NOT_WELL);
        assertThat(out.toString())
                .contains("job shops: silent, last sign of life 1 h ago", "✗ the job gives no sign of life for 1 h")
                .contains("200 streaming");
    }

    @Test
    void eventsAreSelectedByTheirTime() {
        createTables();
        clickHouse.execute("INSERT INTO " + CONTROL + ".events VALUES"
                + " (now64(3) - 86400 * 3, 'shops', 'info', 'started', '', '', '', 'long ago', ''),"
                + " (now64(3) - 60, 'shops', 'error', 'set aside', 'db:1', 'shop_1', 's1.t1', 'narrowed', 'resync it'),"
                + " (now64(3) - 60, 'others', 'info', 'started', '', '', '', 'of another job', '')");

        assertThat(run(of("events"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern("error +set aside +shop_1: narrowed. resync it\n")
                .doesNotContain("long ago", "another job");
        assertThat(run(of("events", "--since", "7d", "-o", "json"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("\"text\":\"long ago\"");
        assertThat(run(of("events", "--since", "yesterday"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--since: 'yesterday' is not a time as");
    }

    @Test
    void resultsAreCountedByDay() {
        runningJob();

        assertThat(run(of("results", "--since", "2d", "-o", "json"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("\"target\" : \"d.t3\"", "\"percentile99_seconds\" : 0.9");
        out.getBuffer().setLength(0);
        assertThat(run(of("results", "--since", "2020-01-01", "--until", "2020-02-01")))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("nothing was merged");
        assertThat(run(of("results", "--since", "1h", "--until", "2h"))).isEqualTo(ExitCode.USAGE);
    }
}
