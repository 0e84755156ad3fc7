package dev.tributary.status;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.JournalTable;
import dev.tributary.model.TableId;
import dev.tributary.status.MergeResults.Day;
import dev.tributary.status.MergeResults.Merge;
import dev.tributary.status.MergeResults.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what was merged from the ledger, which has a row for each merge. */
public final class ResultsReader {

    private static final int SLOWEST = 5;

    /** Rows of snapshots have no time of their own; ledgers of before say 1970. */
    private static final String LATENCY = "greatest(0, date_diff('ms', last_source_time, committed_at))";

    private static final String HAS_TIME = "last_source_time > toDateTime64('1980-01-01 00:00:00', 3, 'UTC')";

    private final ClickHouseClient clickHouse;
    private final String control;
    private final String job;

    public ResultsReader(ClickHouseClient clickHouse, SyncConfig config) {
        this.clickHouse = clickHouse;
        this.control = config.clickHouse().controlDatabase();
        this.job = config.job().name();
    }

    public MergeResults read(Instant since, Instant until) {
        if (!exists(new TableId(control, "ledger"))) {
            return new MergeResults(job, since, until, List.of(), List.of(), Map.of());
        }
        return new MergeResults(job, since, until, days(since, until), slowest(since, until), failures(since, until));
    }

    /** What was merged into one target, by spans of one length; those in which nothing was are left out. */
    public List<Span> spans(String target, Instant since, Duration length, int count) {
        TableId ledger = new TableId(control, "ledger");
        if (!exists(ledger)) {
            return List.of();
        }
        return clickHouse
                .query("SELECT intDiv(toUnixTimestamp64Milli(committed_at) - " + since.toEpochMilli() + ", "
                        + length.toMillis() + ") AS span, count(), sum(upserts + deletes), countIf(" + HAS_TIME
                        + "), toUInt64(quantileExactIf(0.5)(" + LATENCY + ", " + HAS_TIME + ")), toUInt64(maxIf("
                        + LATENCY + ", " + HAS_TIME + ")) FROM "
                        + of(ledger, "committed_at", since, since.plus(length.multipliedBy(count)))
                        + " AND target = " + Identifiers.literal(target) + " GROUP BY span ORDER BY span")
                .stream()
                .map(Row::of)
                .map(row -> new Span(
                        since.plus(length.multipliedBy(row.number(0))),
                        row.number(1),
                        row.number(2),
                        row.number(3) == 0 ? null : row.duration(4, 1),
                        row.number(3) == 0 ? null : row.duration(5, 1)))
                .toList();
    }

    private boolean exists(TableId table) {
        return "1".equals(clickHouse.queryValue("EXISTS TABLE " + Identifiers.quote(table)));
    }

    private String of(TableId table, String time, Instant since, Instant until) {
        return Identifiers.quote(table) + " WHERE job = " + Identifiers.literal(job) + " AND " + time + " >= "
                + moment(since) + " AND " + time + " < " + moment(until);
    }

    private static String moment(Instant time) {
        return "fromUnixTimestamp64Milli(toInt64(" + time.toEpochMilli() + "))";
    }

    private List<Day> days(Instant since, Instant until) {
        return clickHouse
                .query("SELECT toString(toDate(committed_at)) AS day, target, count(), sum(upserts), sum(deletes),"
                        + " toUInt64(quantileExact(0.5)(duration_ms)), toUInt64(quantileExact(0.99)(duration_ms)),"
                        + " countIf(" + HAS_TIME + "), toUInt64(quantileExactIf(0.5)(" + LATENCY + ", " + HAS_TIME
                        + ")), toUInt64(quantileExactIf(0.99)(" + LATENCY + ", " + HAS_TIME + ")) FROM "
                        + of(new TableId(control, "ledger"), "committed_at", since, until)
                        + " GROUP BY day, target ORDER BY day, target")
                .stream()
                .map(Row::of)
                .map(row -> new Day(
                        row.text(0),
                        row.text(1),
                        row.number(2),
                        row.number(3),
                        row.number(4),
                        Duration.ofMillis(row.number(5)),
                        Duration.ofMillis(row.number(6)),
                        row.number(7) == 0 ? null : row.duration(8, 1),
                        row.number(7) == 0 ? null : row.duration(9, 1)))
                .toList();
    }

    private List<Merge> slowest(Instant since, Instant until) {
        return clickHouse
                .query("SELECT toUnixTimestamp64Milli(committed_at), target, commit_id, upserts, deletes, duration_ms"
                        + " FROM " + of(new TableId(control, "ledger"), "committed_at", since, until)
                        + " ORDER BY duration_ms DESC, committed_at DESC LIMIT " + SLOWEST)
                .stream()
                .map(Row::of)
                .map(row -> new Merge(
                        row.time(0),
                        row.text(1),
                        row.text(2),
                        row.number(3),
                        row.number(4),
                        Duration.ofMillis(row.number(5))))
                .toList();
    }

    private Map<String, Long> failures(Instant since, Instant until) {
        Map<String, Long> failures = new TreeMap<>();
        TableId events = JournalTable.EVENTS.in(control);
        if (exists(events)) {
            clickHouse
                    .query("SELECT toString(toDate(time)) AS day, count() FROM " + of(events, "time", since, until)
                            + " AND kind = " + Identifiers.literal(EventKind.FAILED.text()) + " GROUP BY day")
                    .forEach(
                            row -> failures.put(Row.of(row).text(0), Row.of(row).number(1)));
        }
        return failures;
    }
}
