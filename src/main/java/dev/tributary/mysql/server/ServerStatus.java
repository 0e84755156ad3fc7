package dev.tributary.mysql.server;

import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which server this is, and what of its binlog is there.
 *
 * @param uuid tells one server from another at the same address: {@code server_uuid}, on MariaDB {@code server_uid} or
 *     {@code server_id}
 * @param binlogs the files that are there, oldest first
 * @param retention how long the server keeps its binlogs, zero for ever
 * @param executedGtids the transactions that it has; empty where it does not number them, or in MariaDB's way
 * @param purgedGtids those of them that its binlogs do not hold any more
 */
public record ServerStatus(
        String uuid, List<BinlogFile> binlogs, Duration retention, String executedGtids, String purgedGtids) {

    /** @param size in bytes, so far */
    public record BinlogFile(String name, long size) {}

    public ServerStatus {
        binlogs = List.copyOf(binlogs);
    }

    /** Asks the server. It takes the lock of the list of binlogs for a moment, see {@link ServerMonitor}. */
    public static ServerStatus read(ServerSession session) throws SQLException {
        Map<String, String> variables = session.global(
                ServerSession.GlobalValues.VARIABLES,
                "server_uuid",
                "server_uid",
                "server_id",
                "gtid_executed",
                "gtid_purged",
                "binlog_expire_logs_seconds",
                "expire_logs_days");
        List<BinlogFile> binlogs = new ArrayList<>();
        session.query("SHOW BINARY LOGS", row -> binlogs.add(new BinlogFile(row.getString(1), row.getLong(2))));
        return new ServerStatus(
                uuid(variables),
                binlogs,
                retention(variables),
                text(variables, "gtid_executed"),
                text(variables, "gtid_purged"));
    }

    private static String text(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "").replaceAll("\\s", "");
    }

    /** Who answers at the other end of this session. */
    public static String uuid(ServerSession session) throws SQLException {
        return uuid(session.global(ServerSession.GlobalValues.VARIABLES, "server_uuid", "server_uid", "server_id"));
    }

    private static String uuid(Map<String, String> variables) {
        return variables.getOrDefault(
                "server_uuid",
                variables.getOrDefault("server_uid", "server_id " + variables.getOrDefault("server_id", "")));
    }

    static Duration retention(Map<String, String> variables) {
        long seconds = Long.parseLong(variables.getOrDefault("binlog_expire_logs_seconds", "0"));
        if (seconds > 0) {
            return Duration.ofSeconds(seconds);
        }
        // MariaDB allows fractions of a day.
        double days = Double.parseDouble(variables.getOrDefault("expire_logs_days", "0"));
        return Duration.ofSeconds((long) (days * Duration.ofDays(1).toSeconds()));
    }

    public boolean hasTaggedGtids() {
        return GtidSet.isTagged(executedGtids);
    }

    /** The end of the binlog, as far as it was written when the server was asked; an empty name where it has none. */
    public BinlogFile head() {
        return binlogs.isEmpty() ? new BinlogFile("", 0) : binlogs.get(binlogs.size() - 1);
    }

    public boolean lists(String file) {
        return binlogs.stream().anyMatch(binlog -> binlog.name().equals(file));
    }

    /** Whether the file is there and at least as long. */
    public boolean holds(BinlogPosition position) {
        return binlogs.stream()
                .anyMatch(binlog -> binlog.name().equals(position.file()) && binlog.size() >= position.offset());
    }

    /** The first and the last file, for messages. */
    String range() {
        return binlogs.isEmpty() ? "none" : binlogs.get(0).name() + " to " + head().name();
    }
}
