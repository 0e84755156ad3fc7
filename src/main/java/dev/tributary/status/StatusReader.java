package dev.tributary.status;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.JournalTable;
import dev.tributary.journal.Phase;
import dev.tributary.model.TableId;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import dev.tributary.status.JobStatus.Life;
import dev.tributary.status.JobStatus.Liveness;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the status of a job by a dozen queries, however many servers and tables it has. */
public final class StatusReader {

    /** Who holds the lease gives a sign of life every few seconds, and has lost it when it is silent for longer. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ClickHouseClient clickHouse;
    private final String control;
    private final String staging;
    private final String job;
    private final SyncConfig config;

    public StatusReader(ClickHouseClient clickHouse, SyncConfig config) {
        this.clickHouse = clickHouse;
        this.config = config;
        this.control = config.clickHouse().controlDatabase();
        this.staging = config.clickHouse().stagingDatabase();
        this.job = config.job().name();
    }

    public JobStatus read() {
        Set<String> known = new HashSet<>();
        clickHouse
                .query("SELECT name FROM system.tables WHERE database = " + Identifiers.literal(control))
                .forEach(row -> known.add(Row.of(row).text(0)));
        Instant now = Row.of(clickHouse
                        .query("SELECT toUnixTimestamp64Milli(now64(3))")
                        .get(0))
                .time(0);
        Life life = known.contains("leases") ? life() : new Life(Liveness.NEVER_RAN, "", null);
        boolean hasJournal = known.contains(JournalTable.TABLES.in(control).table());
        // Tables of before have no job in them.
        boolean hasLetters = "1"
                .equals(clickHouse.queryValue("SELECT count() FROM system.columns WHERE database = "
                        + Identifiers.literal(control) + " AND table = 'dead_letters' AND name = 'job'"));
        Map<String, Map<String, Long>> letters = hasLetters ? letters() : Map.of();
        List<Table> tables = hasJournal ? tables(letters, now) : List.of();
        List<Server> servers = hasJournal
                ? new ServersReader(clickHouse, control, job).read(life.liveness() == Liveness.RUNNING, tables)
                : List.of();
        List<Long> staged = staged();
        return new JobStatus(
                job,
                now,
                life,
                servers,
                tables,
                known.contains("ledger") ? new TargetsReader(clickHouse, control, job).read() : List.of(),
                letters.values().stream()
                        .flatMap(each -> each.values().stream())
                        .mapToLong(Long::longValue)
                        .sum(),
                staged.get(0),
                staged.get(1),
                hasJournal ? discovered(tables) : List.of());
    }

    /** What was told last of each database and table, unless a later run has taken it in. */
    private List<String> discovered(List<Table> tables) {
        List<String> gone = List.of(EventKind.DATABASE_GONE.text(), EventKind.TABLE_GONE.text());
        Set<String> databases = tables.stream().map(Table::sourceDatabase).collect(Collectors.toSet());
        Set<List<String>> names = tables.stream()
                .map(table -> List.of(table.sourceDatabase(), table.name()))
                .collect(Collectors.toSet());
        List<String> sentences = new ArrayList<>();
        clickHouse
                .query(
                        "SELECT source_database, mysql_table, argMax(kind, time), argMax(text, time), argMax(remedy, time) FROM "
                                + Identifiers.quote(JournalTable.EVENTS.in(control)) + " WHERE " + ofJob()
                                + " AND kind IN ("
                                + Stream.of(
                                                EventKind.DATABASE_APPEARED,
                                                EventKind.DATABASE_REFUSED,
                                                EventKind.DATABASE_GONE,
                                                EventKind.TABLE_APPEARED,
                                                EventKind.TABLE_REFUSED,
                                                EventKind.TABLE_GONE)
                                        .map(kind -> Identifiers.literal(kind.text()))
                                        .collect(Collectors.joining(", "))
                                + ") GROUP BY source_database, mysql_table ORDER BY source_database, mysql_table")
                .forEach(each -> {
                    Row row = Row.of(each);
                    boolean isPlanned = row.text(1).isEmpty()
                            ? databases.contains(row.text(0))
                            : names.contains(List.of(row.text(0), row.text(1)));
                    if (isPlanned == gone.contains(row.text(2))) {
                        String remedy = row.text(4).isEmpty() ? "" : "; " + row.text(4);
                        sentences.add(row.text(0) + ": " + row.text(3) + remedy);
                    }
                });
        return sentences;
    }

    private String ofJob() {
        return "job = " + Identifiers.literal(job);
    }

    private Life life() {
        var rows = clickHouse.query("SELECT flink_job, released, toUInt64(greatest(0, date_diff('ms', sign_of_life,"
                + " now64(3, 'UTC')))) FROM " + Identifiers.quote(new TableId(control, "leases")) + " WHERE "
                + ofJob() + " ORDER BY generation DESC, holder, sign_of_life DESC LIMIT 1");
        if (rows.isEmpty()) {
            return new Life(Liveness.NEVER_RAN, "", null);
        }
        Row row = Row.of(rows.get(0));
        Duration age = Duration.ofMillis(row.number(2));
        Liveness liveness =
                row.number(1) != 0 ? Liveness.STOPPED : age.compareTo(SILENCE) < 0 ? Liveness.RUNNING : Liveness.SILENT;
        return new Life(liveness, row.text(0), age);
    }

    private String ofRun(JournalTable table) {
        return ofRun(table, control, job);
    }

    /** Reports of the run that reported last, so that those of servers and tables that were taken out are not shown. */
    static String ofRun(JournalTable table, String control, String job) {
        String ofJob = "job = " + Identifiers.literal(job);
        return Identifiers.quote(table.in(control)) + " FINAL WHERE " + ofJob
                + " AND flink_job = (SELECT argMax(flink_job, reported_at) FROM "
                + Identifiers.quote(JournalTable.TABLES.in(control)) + " WHERE " + ofJob + ")";
    }

    private List<Table> tables(Map<String, Map<String, Long>> letters, Instant now) {
        Map<List<String>, Long[]> rows = new HashMap<>();
        clickHouse
                .query("SELECT server, mysql_database, mysql_table, sum(snapshot_rows), sum(changes) FROM "
                        + ofRun(JournalTable.ROWS) + " GROUP BY server, mysql_database, mysql_table")
                .forEach(each -> {
                    Row row = Row.of(each);
                    rows.put(List.of(row.text(0), row.text(1), row.text(2)), new Long[] {row.number(3), row.number(4)});
                });
        Map<List<String>, TableState> states = new TableStates(clickHouse, control, job)
                .all().stream()
                        .collect(Collectors.toMap(
                                StatusReader::key, state -> state, (one, other) -> other, LinkedHashMap::new));
        List<Table> tables = new ArrayList<>();
        clickHouse
                .query("SELECT server, mysql_database, mysql_table, source_database, target, phase, read_anew,"
                        + " chunks_done, chunks_total, rows_estimated, chunks_before,"
                        + " toUnixTimestamp64Milli(counted_since), obstacle FROM " + ofRun(JournalTable.TABLES)
                        + " ORDER BY source_database, mysql_table")
                .forEach(each -> {
                    Row row = Row.of(each);
                    Long[] read =
                            rows.getOrDefault(List.of(row.text(0), row.text(1), row.text(2)), new Long[] {0L, 0L});
                    TableState state = states.get(List.of(row.text(3), row.text(1), row.text(2)));
                    long aside = letters.getOrDefault(row.text(3), Map.of()).getOrDefault(row.text(2), 0L);
                    tables.add(table(row, read, state, aside, now));
                    states.remove(List.of(row.text(3), row.text(1), row.text(2)));
                });
        states.values().stream()
                .filter(state -> state.isSetAside() && isConfigured(state))
                .forEach(state -> tables.add(leftOut(state)));
        return tables;
    }

    /** Tables that were set aside before the job started are not in its plan. */
    private boolean isConfigured(TableState state) {
        return config.serviceDatabase() != null || isConnection(state) && isTable(state);
    }

    private boolean isConnection(TableState state) {
        String database = state.table().database();
        return config.patterns().makesConnection(state.sourceDatabase(), database)
                || config.connections().stream()
                        .anyMatch(connection -> connection.active()
                                && connection.name().equals(state.sourceDatabase())
                                && connection.database().equals(database));
    }

    private boolean isTable(TableState state) {
        String name = state.table().table();
        return config.patterns().makesTable(name)
                || config.tables().stream()
                        .anyMatch(table -> table.active() && table.source().equals(name));
    }

    private static Table leftOut(TableState state) {
        return new Table(
                "",
                state.sourceDatabase(),
                state.table().toString(),
                "",
                aside(state),
                false,
                0,
                null,
                null,
                0,
                0,
                0,
                state.cause(),
                null);
    }

    private static Phase aside(TableState state) {
        return state.isPaused() ? Phase.PAUSED : Phase.SET_ASIDE;
    }

    private static List<String> key(TableState state) {
        return List.of(
                state.sourceDatabase(), state.table().database(), state.table().table());
    }

    private static Table table(Row row, Long[] read, @Nullable TableState state, long letters, Instant now) {
        Phase phase = Phase.of(row.text(5));
        return new Table(
                row.text(0),
                row.text(3),
                row.text(1) + "." + row.text(2),
                row.text(4),
                state != null && state.isSetAside() && !state.awaitsResync() ? aside(state) : phase,
                row.number(6) != 0,
                row.number(7),
                row.maybeNumber(8),
                row.maybeNumber(9),
                read[0],
                read[1],
                letters,
                state != null && state.isSetAside() ? state.cause() : row.text(12),
                phase == Phase.SNAPSHOT
                        ? timeLeft(row.number(7), row.number(10), row.maybeNumber(8), row.maybeTime(11), now)
                        : null);
    }

    /** At the speed since the counting began. */
    static @Nullable Duration timeLeft(
            long done, long before, @Nullable Long total, @Nullable Instant since, Instant now) {
        if (total == null || since == null || done <= before || total < done) {
            return null;
        }
        double perChunk = (double) Math.max(0, Duration.between(since, now).toMillis()) / (done - before);
        return Duration.ofMillis((long) (perChunk * (total - done)));
    }

    /** By source database and table. */
    private Map<String, Map<String, Long>> letters() {
        Map<String, Map<String, Long>> letters = new HashMap<>();
        clickHouse
                .query("SELECT _source_database, source_table, count() FROM "
                        + Identifiers.quote(new TableId(control, "dead_letters"))
                        + " FINAL WHERE " + ofJob() + " GROUP BY _source_database, source_table")
                .forEach(each -> {
                    Row row = Row.of(each);
                    letters.computeIfAbsent(row.text(0), name -> new HashMap<>())
                            .put(row.text(1), row.number(2));
                });
        return letters;
    }

    /** Tables and rows. */
    private List<Long> staged() {
        Row row = Row.of(clickHouse
                .query("SELECT count(), sum(total_rows) FROM system.tables WHERE database = "
                        + Identifiers.literal(staging) + " AND startsWith(name, " + Identifiers.literal(job + "__")
                        + ")")
                .get(0));
        Long rows = row.maybeNumber(1);
        return List.of(row.number(0), rows == null ? 0 : rows);
    }
}
