package dev.tributary.status;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.journal.JournalTable;
import dev.tributary.schema.ServerPauses;
import dev.tributary.status.JobStatus.Pause;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads how far servers are, and which of them are paused. */
final class ServersReader {

    /** What is not newer than this counts as of the moment of asking. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final ClickHouseClient clickHouse;
    private final String control;
    private final String job;

    ServersReader(ClickHouseClient clickHouse, String control, String job) {
        this.clickHouse = clickHouse;
        this.control = control;
        this.job = job;
    }

    /**
     * Pauses name connections, and tables know whose server is which.
     *
     * @param isRunning whether the job lives, so that what it said lately is so now
     */
    List<Server> read(boolean isRunning, List<Table> tables) {
        Map<String, Pause> pauses = new HashMap<>();
        for (ServerPauses.Pause pause : new ServerPauses(clickHouse, control, job).all()) {
            tables.stream()
                    .filter(table -> table.sourceDatabase().equals(pause.sourceDatabase()))
                    .forEach(table -> pauses.putIfAbsent(
                            table.server(), new Pause(pause.sourceDatabase(), pause.cause(), pause.since())));
        }
        return servers(isRunning).stream()
                .map(server -> server.withPause(pauses.get(server.name())))
                .toList();
    }

    /** Of several readers of a server the one that follows the binlog counts, unless it has fallen silent. */
    private List<Server> servers(boolean isRunning) {
        return clickHouse
                .query(
                        "SELECT server, date_diff('ms', reported_at, now64(3, 'UTC')) AS age, binlog_file, binlog_offset,"
                                + " toUnixTimestamp64Milli(read_up_to), lag_ms, bytes_behind, retention_left_s,"
                                + " toUnixTimestamp64Milli(away_since) FROM "
                                + StatusReader.ofRun(JournalTable.SERVERS, control, job)
                                + " ORDER BY server, follows_binlog AND age < 60000 DESC, reported_at DESC LIMIT 1 BY server")
                .stream()
                .map(Row::of)
                .map(row -> server(row, isRunning))
                .toList();
    }

    private static Server server(Row row, boolean isRunning) {
        Duration age = Duration.ofMillis(Math.max(0, row.number(1)));
        boolean isFresh = isRunning && age.compareTo(FRESH) < 0;
        Duration grown = isFresh ? Duration.ZERO : age;
        Duration lag = row.duration(5, 1);
        Duration left = row.duration(7, 1_000);
        Duration leftNow = left == null ? null : left.minus(grown);
        return new Server(
                row.text(0),
                age,
                row.text(2),
                row.number(3),
                row.maybeTime(4),
                lag == null ? null : lag.plus(grown),
                row.maybeNumber(6),
                leftNow == null || !leftNow.isNegative() ? leftNow : Duration.ZERO,
                row.maybeTime(8));
    }
}
