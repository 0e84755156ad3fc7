package dev.tributary.mysql;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.ServerVitals;
import dev.tributary.plan.ServerPlan;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.jspecify.annotations.Nullable;

/** Asks a server whether it is there, whether it is still the same, and whether the binlog can be read on. */
final class ServerProbe implements Serializable {

    private static final long serialVersionUID = 1L;

    private final MySqlEndpoint endpoint;
    private final Duration connectTimeout;

    ServerProbe(ServerPlan server, Duration connectTimeout) {
        this.endpoint = server.endpoint();
        this.connectTimeout = connectTimeout;
    }

    String address() {
        return endpoint.host() + ":" + endpoint.port();
    }

    ServerVitals vitals() throws SQLException {
        try (MySqlSession session = open()) {
            return ServerVitals.read(session);
        }
    }

    MySqlSession open() throws SQLException {
        return MySqlSession.open(endpoint, null, connectTimeout);
    }

    /**
     * Looks at the server before it is read (again).
     *
     * @param expectedUuid the server's uuid when it was read last, null if it never was
     * @param splits what is to be read
     * @throws SQLException if the server cannot be reached
     * @throws StateMismatchException if it is another server, or the binlog from the splits' positions on is gone or
     *     cannot be followed
     */
    ServerVitals requireSame(@Nullable String expectedUuid, List<MySqlSplit> splits) throws SQLException {
        try (MySqlSession session = open()) {
            ServerVitals vitals = ServerVitals.read(session);
            requireUuid(expectedUuid, vitals);
            requireNoTags(vitals);
            for (MySqlSplit split : splits) {
                if (split.isBinlogSplit()) {
                    requireBinlog(session, vitals, split.asBinlogSplit());
                }
            }
            return vitals;
        }
    }

    /**
     * Looks whether the server has the tables at all, which the plan of a server that was away could only assume.
     *
     * @param tables {@code database.table}
     */
    void requireTables(Collection<String> tables) throws SQLException {
        Set<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        missing.addAll(tables);
        try (MySqlSession session = open()) {
            session.query(
                    "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES"
                            + " WHERE TABLE_TYPE = 'BASE TABLE'",
                    row -> missing.remove(row.getString(1)));
        }
        if (!missing.isEmpty()) {
            throw new StateMismatchException("MySQL server " + address() + " has no table " + String.join(", ", missing)
                    + " that user '" + endpoint.user() + "' can see. Create it, or take it out of the configuration");
        }
    }

    private void requireUuid(@Nullable String expected, ServerVitals vitals) {
        if (expected != null && !expected.equals(vitals.serverUuid())) {
            throw new StateMismatchException(
                    "the MySQL server at " + address() + " is not the one that was read before: its"
                            + " server_uuid was " + expected + " and is " + vitals.serverUuid()
                            + ", and positions of one server's binlog mean nothing in another's. " + remedy());
        }
    }

    private void requireNoTags(ServerVitals vitals) {
        if (vitals.hasTaggedGtids()) {
            throw new StateMismatchException("MySQL server " + address() + " has transactions with tagged GTIDs ("
                    + vitals.executedGtids() + "), which cannot be followed. " + remedy()
                    + " Before that, see that nothing sets gtid_next = 'AUTOMATIC:tag', and let RESET BINARY LOGS AND GTIDS"
                    + " remove them from gtid_executed");
        }
    }

    private void requireBinlog(MySqlSession session, ServerVitals vitals, MySqlBinlogSplit split) throws SQLException {
        BinlogOffset offset = split.getStartingOffset();
        String file = offset.getFilename();
        if (file == null || file.isEmpty()) {
            return;
        }
        String position = file + ", position " + offset.getPosition();
        if (vitals.binlogs().stream().noneMatch(binlog -> binlog.file().equals(file))) {
            throw binlogGone("needs the binlog of MySQL server " + address() + " from " + position
                    + " on, but the server has " + range(vitals) + ": it was purged, or begun anew");
        }
        if (!vitals.holds(file, offset.getPosition())
                || !ServerVitals.isEventBoundary(session, file, offset.getPosition())) {
            throw binlogGone("read the binlog of MySQL server " + address() + " up to " + position
                    + ", but that file holds something else now: the binlog was begun anew (RESET MASTER)");
        }
    }

    /** @param what completes "The job …" */
    StateMismatchException binlogGone(String what) {
        return new StateMismatchException("the job " + what + ". Changes are missing. " + remedy());
    }

    /** Says that another replica took the place of a reader. */
    StateMismatchException displaced(String what) {
        return new StateMismatchException(
                "MySQL server " + address() + " has another replica with an id of this job's: "
                        + what
                        + ". If this job runs elsewhere too, stop one of the two; else give one of the replicas another id"
                        + " (source.first-server-id; plan prints those that are used), and start the job from its last checkpoint");
    }

    private static String range(ServerVitals vitals) {
        return vitals.binlogs().isEmpty()
                ? "none"
                : vitals.binlogs().get(0).file() + " to " + vitals.head().file();
    }

    private static String remedy() {
        return "To resynchronise, start the job without its state: it takes a new snapshot and removes from the"
                + " targets what MySQL does not have any more.";
    }
}
