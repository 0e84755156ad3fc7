package dev.tributary.mysql.source;

import dev.tributary.journal.Entry;
import dev.tributary.journal.Event;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.Phase;
import dev.tributary.journal.TableReport;
import dev.tributary.model.TableId;
import dev.tributary.plan.RoutePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What changed in the progress of a server's tables, as the journal has it. Knows neither Flink nor ClickHouse. */
final class TableReports {

    private final String server;
    private final boolean bounded;
    private final Map<TableId, RoutePlan> routes = new HashMap<>();
    private final Map<TableId, Seen> seen = new HashMap<>();

    TableReports(String server, Collection<RoutePlan> routes, boolean bounded) {
        this.server = server;
        this.bounded = bounded;
        add(routes);
    }

    /** Reports of further tables. */
    void add(Collection<RoutePlan> more) {
        more.forEach(route -> routes.putIfAbsent(route.source().id(), route));
    }

    /**
     * What was seen of a table last.
     *
     * @param generation of the snapshot
     * @param before how many of its chunks were read when the counting began
     * @param since when that was; null where no snapshot was seen
     */
    private record Seen(
            TableReport report,
            int generation,
            long before,
            @Nullable Instant since) {}

    /**
     * Reports of the tables that are not as they were when this was asked last, and what happened to them in between.
     *
     * @param sizes the server's estimates of the tables' rows, as far as they are known
     * @param obstacles what keeps tables from being read
     */
    List<Entry> changes(
            Collection<TableProgress> tables, Map<TableId, Long> sizes, Map<TableId, String> obstacles, Instant now) {
        List<Entry> entries = new ArrayList<>();
        for (TableProgress table : tables) {
            RoutePlan route = routes.get(table.table());
            if (route == null) {
                continue;
            }
            Seen before = seen.get(table.table());
            Seen after = see(table, route, before, sizes, obstacles, now);
            seen.put(table.table(), after);
            if (before == null || !before.report().equals(after.report())) {
                entries.add(after.report());
            }
            if (before != null) {
                entries.addAll(events(before, after, now));
            }
        }
        return entries;
    }

    /** The reports of all tables as they were seen last, so that they are not taken for those of tables that are gone. */
    List<TableReport> all() {
        return seen.values().stream().map(Seen::report).toList();
    }

    /**
     * The snapshots that are not followed yet, or read by a bounded run.
     *
     * @param total as far as it is known
     * @param tables that wait for their snapshot or have it read
     */
    record Chunks(long done, long total, long tables) {}

    Chunks chunks() {
        long done = 0;
        long total = 0;
        long tables = 0;
        for (Seen each : seen.values()) {
            TableReport report = each.report();
            if (report.phase() == Phase.WAITING || report.phase() == Phase.SNAPSHOT) {
                Long known = report.chunksTotal();
                tables++;
                done += report.phase() == Phase.SNAPSHOT ? report.chunksDone() : 0;
                total += known == null || report.phase() == Phase.WAITING ? 0 : known;
            }
        }
        return new Chunks(done, total, tables);
    }

    private Seen see(
            TableProgress table,
            RoutePlan route,
            @Nullable Seen before,
            Map<TableId, Long> sizes,
            Map<TableId, String> obstacles,
            Instant now) {
        Phase phase = phase(table);
        long done = table.chunksDone();
        int started = rank(phase) > 0 ? 1 : 0;
        Instant since = started > 0 ? now : null;
        long from = before == null ? done : 0;
        if (before != null && before.generation() == table.generation() && before.since() != null) {
            since = before.since();
            from = before.before();
        }
        Long rows = sizes.get(table.table());
        TableReport report = new TableReport(
                server,
                table.table(),
                route.sourceDatabase(),
                route.target().target(),
                phase,
                table.resyncs() > 0 || table.generation() > started,
                table.resyncs(),
                done,
                from,
                total(table, rows),
                rows,
                since,
                phase == Phase.WAITING ? obstacles.getOrDefault(table.table(), "") : "");
        return new Seen(report, table.generation(), from, since);
    }

    private Phase phase(TableProgress table) {
        return switch (table.phase()) {
            case WAITING -> Phase.WAITING;
            case READING -> Phase.SNAPSHOT;
            case READ -> bounded ? Phase.READ : Phase.CATCHING_UP;
            case FOLLOWED -> Phase.STREAMING;
            case DRAINING, RELEASING -> table.isLeavingForAside() ? Phase.SET_ASIDE : Phase.WAITING;
            case ASIDE -> Phase.SET_ASIDE;
        };
    }

    /** How many chunks the table has: those that were cut, and by the server's estimate those that were not. */
    private static @Nullable Long total(TableProgress table, @Nullable Long rows) {
        long cut = table.chunksCut();
        if (table.isWholeCut()) {
            return cut;
        }
        long size = table.rowsOfChunk();
        return rows == null || size <= 0 ? null : Long.valueOf(Math.max(cut + 1, (rows + size - 1) / size));
    }

    private static int rank(Phase phase) {
        return switch (phase) {
            case WAITING, PAUSED, SET_ASIDE -> 0;
            case SNAPSHOT -> 1;
            case CATCHING_UP, READ -> 2;
            case STREAMING -> 3;
        };
    }

    /** Phases that were passed between two looks are told too. */
    private List<Event> events(Seen before, Seen after, Instant now) {
        TableReport report = after.report();
        boolean another = before.generation() != after.generation();
        int from = another ? 0 : Math.min(rank(before.report().phase()), rank(report.phase()));
        List<Event> events = new ArrayList<>();
        for (int rank = from + 1; rank <= rank(report.phase()); rank++) {
            events.add(event(rank, after, now));
        }
        return events;
    }

    private Event event(int rank, Seen seen, Instant now) {
        TableReport report = seen.report();
        boolean anew = report.readAnew();
        String table = report.source().toString();
        return switch (rank) {
            case 1 ->
                event(
                        anew ? EventKind.RESYNC_BEGUN : EventKind.SNAPSHOT_BEGUN,
                        report,
                        now,
                        table
                                + (anew ? " is read anew by a snapshot" : " is read by a snapshot")
                                + (report.rowsEstimated() == null
                                        ? ""
                                        : ", of about " + report.rowsEstimated() + " rows"));
            case 2 ->
                event(
                        EventKind.SNAPSHOT_DONE,
                        report,
                        now,
                        "the snapshot of " + table + " is read" + duration(seen.since(), now));
            default ->
                event(
                        anew ? EventKind.RESYNC_DONE : EventKind.TABLE_CURRENT,
                        report,
                        now,
                        table + (anew ? " is current again" : " is current")
                                + ": its changes are followed in the binlog");
        };
    }

    private static String duration(@Nullable Instant since, Instant now) {
        return since == null
                ? ""
                : ", "
                        + Duration.between(since, now)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toSeconds() + " s after it began";
    }

    private Event event(EventKind kind, TableReport report, Instant now, String text) {
        return new Event(
                now, kind, server, report.sourceDatabase(), report.source().toString(), text, "");
    }
}
