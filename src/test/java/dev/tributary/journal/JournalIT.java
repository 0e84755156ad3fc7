package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.embedded.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalIT {

    private static final String CONTROL = "journal_it";
    private static final JobRun RUN = new JobRun("shops", "f00");

    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    @BeforeEach
    void createTables() throws Exception {
        clickHouse.execute("DROP DATABASE IF EXISTS " + CONTROL, "CREATE DATABASE " + CONTROL);
        JournalTable.createStatements(CONTROL).forEach(clickHouse::execute);
    }

    private static ClickHouseOptions options(String url) {
        EmbeddedClickHouse server = TestServers.clickHouse();
        return new ClickHouseOptions(url, server.user(), new Secret(server.password()), "d", "s", CONTROL);
    }

    private static ServerReport report(long bytes) {
        return new ServerReport(
                "db:3306", 0, "u", true, "b.1", 4, Instant.now(), Duration.ZERO, bytes, null, Instant.now());
    }

    /** One that happened lately: older ones do not stay. */
    private static Event event() {
        return new Event(Instant.now(), EventKind.FAILED, "db:3306", "de", "shop.orders", "why", "what");
    }

    private List<String> rows(String sql) {
        return clickHouse.query(sql).stream().map(row -> String.join(" ", row)).toList();
    }

    @Test
    void whatWasSaidLastIsWrittenAtTheEnd() {
        try (Journal journal = new Journal(options(clickHouse.url()), RUN, "test")) {
            EntriesTest.ENTRIES.values().forEach(journal::add);
            journal.addAll(List.of(report(1), report(2), event()));
        }

        assertThat(rows("SELECT bytes_behind, isNull(retention_left_s) FROM " + CONTROL
                        + ".server_progress FINAL WHERE reader = 0"))
                .containsExactly("2 1");
        assertThat(rows("SELECT phase, chunks_total, obstacle, counted_since FROM " + CONTROL + ".table_progress"))
                .containsExactly("set aside 4 it's \\ gone 2026-01-08 00:00:00.250");
        assertThat(rows("SELECT snapshot_rows, changes FROM " + CONTROL + ".rows_read"))
                .containsExactly("5 6");
        assertThat(rows("SELECT severity, kind, mysql_table, text, remedy FROM " + CONTROL
                        + ".events WHERE time > now() - 600"))
                .containsExactly("error failed shop.orders why what");
    }

    /** What a job of before wrote is nothing that another one needs. */
    @Test
    void tableOfBeforeThatLacksAColumnIsMadeAnew() {
        clickHouse.execute("ALTER TABLE " + CONTROL + ".table_progress DROP COLUMN resyncs");
        clickHouse.execute("INSERT INTO " + CONTROL + ".rows_read (job) VALUES ('kept')");
        try (ClickHouseClient client = new ClickHouseClient(options(clickHouse.url()))) {
            JournalTable.prepare(client, CONTROL);
        }
        assertThat(rows("SELECT count() FROM system.columns WHERE database = '" + CONTROL
                        + "' AND table = 'table_progress' AND name = 'resyncs'"))
                .containsExactly("1");
        assertThat(rows("SELECT count() FROM " + CONTROL + ".rows_read WHERE job = 'kept'"))
                .containsExactly("1");
    }

    @Test
    void eventsWaitUntilClickHouseCanTakeThem() throws Exception {
        clickHouse.execute("RENAME TABLE " + CONTROL + ".events TO " + CONTROL + ".elsewhere");
        try (Journal journal = new Journal(options(clickHouse.url()), RUN, "test")) {
            journal.add(event());
            Thread.sleep(1_000);
            clickHouse.execute("RENAME TABLE " + CONTROL + ".elsewhere TO " + CONTROL + ".events");
            long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (rows("SELECT 1 FROM " + CONTROL + ".events").isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(100);
            }
        }

        assertThat(rows("SELECT kind FROM " + CONTROL + ".events")).containsExactly("failed");
    }

    /** Nothing listens on port 1. */
    @Test
    void clickHouseThatIsAwayHoldsNobodyUp() {
        Journal journal = new Journal(options("http://127.0.0.1:1"), RUN, "test");
        for (int i = 0; i < 100_000; i++) {
            journal.add(EntriesTest.entry(JournalTable.EVENTS));
        }
        journal.close();
        journal.add(EntriesTest.entry(JournalTable.EVENTS));
    }
}
