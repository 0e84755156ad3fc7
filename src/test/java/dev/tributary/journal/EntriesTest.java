package dev.tributary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntriesTest {

    private static final Instant TIME = Instant.parse("2026-01-08T00:00:00.250Z");
    private static final JobRun RUN = new JobRun("shops", "f00");
    private static final TableId ORDERS = new TableId("shop", "orders");

    static final Map<JournalTable, Entry> ENTRIES = Stream.of(
                    new ServerReport("db:3306", 1, "u", true, "b.1", 4, TIME, Duration.ofMillis(1500), 7L, null, null),
                    new TableReport(
                            "db:3306",
                            ORDERS,
                            "de",
                            new TableId("an", "o"),
                            Phase.SET_ASIDE,
                            true,
                            3,
                            1,
                            0,
                            4L,
                            null,
                            TIME,
                            "it's \\ gone"),
                    new RowsReport("db:3306", 1, ORDERS, 5, 6, TIME),
                    new Event(TIME, EventKind.SET_ASIDE, "db:3306", "de", "shop.orders", "why", "what"))
            .collect(Collectors.toMap(Entry::table, entry -> entry));

    static Entry entry(JournalTable table) {
        return Objects.requireNonNull(ENTRIES.get(table));
    }

    @Test
    void thereIsAnEntryOfEachTable() {
        assertThat(ENTRIES).containsOnlyKeys(JournalTable.values());
    }

    @Test
    void everyEntryHasAValueOfEachColumn() {
        ENTRIES.forEach((table, entry) -> {
            String values = entry.values(RUN).replaceAll("'(?:[^'\\\\]|\\\\.)*'", "text");
            assertThat(values.split(","))
                    .as(values)
                    .hasSameSizeAs(table.columnNames().split(","));
        });
    }

    @Test
    void columnsAreNamedWithoutTheirTypes() {
        assertThat(JournalTable.ROWS.columnNames())
                .isEqualTo("job, flink_job, server, mysql_database, mysql_table, reader, snapshot_rows, changes,"
                        + " counted_since");
        assertThat(JournalTable.SERVERS.columnNames()).contains(", read_up_to, lag_ms, bytes_behind, ");
    }

    @Test
    void valuesAreWrittenAsTheyAre() {
        assertThat(entry(JournalTable.TABLES).values(RUN))
                .isEqualTo(
                        "('shops', 'f00', 'db:3306', 'shop', 'orders', 'de', 'an.o', 'set aside', 1, 3, 1, 0, 4, NULL,"
                                + " 1767830400.250, 'it\\'s \\\\ gone')");
    }

    @Test
    void phasesAreReadAsTheyWereWritten() {
        assertThat(Stream.of(Phase.values()).map(phase -> Phase.of(phase.text())))
                .containsExactly(Phase.values());
    }
}
