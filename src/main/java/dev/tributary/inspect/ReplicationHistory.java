package dev.tributary.inspect;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which transactions a server has, for the question whether another one can take its place.
 *
 * @param numbersAll whether the server gives each transaction a GTID of MySQL's kind
 * @param executed its {@code gtid_executed}
 * @param logsReplicated whether transactions that it replicates from another server stand in its own binlog
 */
public record ReplicationHistory(String serverUuid, boolean numbersAll, String executed, boolean logsReplicated) {

    private static final Pattern SOURCE = Pattern.compile("(?:^|,)\\s*([0-9a-fA-F-]{36}):");

    public static ReplicationHistory read(MySqlSession session) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        session.query(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'gtid_mode', 'gtid_executed',"
                        + " 'log_slave_updates', 'log_replica_updates')",
                row -> variables.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        return new ReplicationHistory(
                variables.getOrDefault("server_uuid", ""),
                "ON".equalsIgnoreCase(variables.get("gtid_mode")),
                variables.getOrDefault("gtid_executed", ""),
                logsReplicated(variables));
    }

    /** The variable has another name from MySQL 8.0.26 on. */
    static boolean logsReplicated(Map<String, String> variables) {
        return "ON"
                .equalsIgnoreCase(variables.getOrDefault(
                        "log_replica_updates", variables.getOrDefault("log_slave_updates", "ON")));
    }

    /**
     * Why this server cannot take another's place, and what to do; null where it can.
     *
     * @param session where GTID sets can be compared, of whichever server
     * @param before the other's history, read before this one
     * @param after the other's history, read after this one: transactions go on meanwhile
     */
    public @Nullable String obstacle(MySqlSession session, ReplicationHistory before, ReplicationHistory after)
            throws SQLException {
        if (!serverUuid.isEmpty() && serverUuid.equals(before.serverUuid)) {
            return null;
        }
        if (!numbersAll || !before.numbersAll) {
            return "gtid_mode is not ON on both servers, so no position in one binlog is one in the other's; set it ON on"
                    + " all of them, or name one host alone";
        }
        if (!logsReplicated) {
            return "log_replica_updates is OFF, so its binlog lacks what it replicates; start it with --log-replica-updates";
        }
        Set<String> shared = sources();
        shared.retainAll(after.sources());
        if (shared.isEmpty() && !(executed.isBlank() && before.executed.isBlank())) {
            return "it shares no transaction with the first server, so it belongs to another cluster or does not replicate"
                    + " yet; remove it from hosts, or have it replicate";
        }
        if (!contains(session, after.executed, executed) && !contains(session, executed, before.executed)) {
            return "it has transactions that the first server lacks, and lacks some of that one: "
                    + missing(session, executed, after.executed)
                    + "; make it anew as a replica, or remove it from hosts";
        }
        return null;
    }

    private static boolean contains(MySqlSession session, String set, String subset) throws SQLException {
        boolean[] contains = new boolean[1];
        session.query("SELECT GTID_SUBSET(?, ?)", row -> contains[0] = row.getBoolean(1), subset, set);
        return contains[0];
    }

    private static String missing(MySqlSession session, String set, String subtracted) throws SQLException {
        StringBuilder rest = new StringBuilder();
        session.query(
                "SELECT GTID_SUBTRACT(?, ?)",
                row -> rest.append(row.getString(1).replace("\n", "")),
                set,
                subtracted);
        return rest.toString();
    }

    /** The servers that the transactions come from. */
    private Set<String> sources() {
        Set<String> sources = new TreeSet<>();
        Matcher matcher = SOURCE.matcher(executed);
        while (matcher.find()) {
            sources.add(matcher.group(1).toLowerCase(Locale.ROOT));
        }
        return sources;
    }
}
