package dev.tributary.status;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.JournalTable;
import java.time.Instant;
import java.util.List;

/** Reads what happened to a job, oldest first. */
public final class EventReader {

    private static final int MOST = 10_000;

    private final ClickHouseClient clickHouse;
    private final SyncConfig config;

    public EventReader(ClickHouseClient clickHouse, SyncConfig config) {
        this.clickHouse = clickHouse;
        this.config = config;
    }

    /** As it stands in the table. */
    public record JobEvent(
            Instant time,
            String severity,
            String kind,
            String server,
            String sourceDatabase,
            String mysqlTable,
            String text,
            String remedy) {

        /** For a terminal. */
        public String line() {
            String of = sourceDatabase.isEmpty() ? server : sourceDatabase;
            return Texts.time(time) + "  " + String.format("%-7s", severity) + "  "
                    + String.format("%-18s", kind) + "  " + (of.isEmpty() ? "" : of + ": ") + text
                    + (remedy.isEmpty() ? "" : ". " + remedy);
        }
    }

    /** The events from a moment on, the newest ten thousand of them; none where the job never ran. */
    public List<JobEvent> since(Instant from) {
        String table =
                Identifiers.quote(JournalTable.EVENTS.in(config.clickHouse().controlDatabase()));
        if (!"1".equals(clickHouse.queryValue("EXISTS TABLE " + table))) {
            return List.of();
        }
        return clickHouse
                .query("SELECT * FROM (SELECT toUnixTimestamp64Milli(time) AS at, severity, kind, server,"
                        + " source_database, mysql_table, text, remedy FROM " + table + " WHERE job = "
                        + Identifiers.literal(config.job().name()) + " AND time >= fromUnixTimestamp64Milli(toInt64("
                        + from.toEpochMilli() + ")) ORDER BY time DESC LIMIT " + MOST + ") ORDER BY at")
                .stream()
                .map(Row::of)
                .map(row -> new JobEvent(
                        row.time(0),
                        row.text(1),
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        row.text(7)))
                .toList();
    }
}
