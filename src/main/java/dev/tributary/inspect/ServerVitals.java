package dev.tributary.inspect;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which server this is, and what of its binlog is there.
 *
 * @param serverUuid tells one server from another at the same address: {@code server_uuid}, on MariaDB {@code server_uid}
 *     or {@code server_id}
 * @param binlogs the files that are there, oldest first
 * @param retention how long the server keeps its binlogs, zero for ever
 * @param executedGtids the transactions that it has, empty where it does not number them
 */
public record ServerVitals(String serverUuid, List<Binlog> binlogs, Duration retention, String executedGtids) {

    /** @param size in bytes, so far */
    public record Binlog(String file, long size) {}

    private static final int WRONG_OFFSET = 1220;
    private static final long FIRST_EVENT = 4;

    /** In a set of GTIDs a tag stands where else the first number of an interval stands. */
    private static final Pattern TAG = Pattern.compile(":\\s*[a-zA-Z_]");

    public ServerVitals {
        binlogs = List.copyOf(binlogs);
    }

    public static ServerVitals read(MySqlSession session) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        session.query(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid', 'server_id', 'gtid_executed',"
                        + " 'binlog_expire_logs_seconds', 'expire_logs_days')",
                row -> variables.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        List<Binlog> binlogs = new ArrayList<>();
        session.query("SHOW BINARY LOGS", row -> binlogs.add(new Binlog(row.getString(1), row.getLong(2))));
        String uuid = variables.getOrDefault(
                "server_uuid",
                variables.getOrDefault("server_uid", "server_id " + variables.getOrDefault("server_id", "")));
        return new ServerVitals(uuid, binlogs, retention(variables), variables.getOrDefault("gtid_executed", ""));
    }

    /** Whether the set holds GTIDs with tags, as MySQL has them from 8.3 on: the binlog client cannot read such transactions. */
    static boolean isTagged(String gtids) {
        return TAG.matcher(gtids).find();
    }

    /** See {@link #isTagged(String)}. */
    public boolean hasTaggedGtids() {
        return isTagged(executedGtids);
    }

    private static Duration retention(Map<String, String> variables) {
        long seconds = number(variables.get("binlog_expire_logs_seconds"));
        if (seconds > 0) {
            return Duration.ofSeconds(seconds);
        }
        // MariaDB allows fractions of a day.
        String days = variables.getOrDefault("expire_logs_days", "0");
        return Duration.ofSeconds(
                (long) (Double.parseDouble(days) * Duration.ofDays(1).toSeconds()));
    }

    private static long number(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }

    /** Whether an event begins or will begin at the position: it does not where the binlog was begun anew meanwhile. */
    public static boolean isEventBoundary(MySqlSession session, String file, long position) throws SQLException {
        if (position <= FIRST_EVENT) {
            return true;
        }
        try {
            session.query(
                    "SHOW BINLOG EVENTS IN '" + file.replace("'", "''") + "' FROM " + position + " LIMIT 1", row -> {});
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == WRONG_OFFSET) {
                return false;
            }
            throw e;
        }
    }

    /** The end of the binlog, as far as it was written when the server was asked; empty where it has none. */
    public Binlog head() {
        return binlogs.isEmpty() ? new Binlog("", 0) : binlogs.get(binlogs.size() - 1);
    }

    /** Whether the binlog holds this position: the file is there and at least as long. */
    public boolean holds(String file, long position) {
        return binlogs.stream().anyMatch(binlog -> binlog.file().equals(file) && binlog.size() >= position);
    }
}
