package dev.tributary.mysql.server;

import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the position from which the binlog must be followed beside a snapshot, such that every transaction before it is
 * visible to SELECTs that begin afterwards. Whatever comes after it is read from the binlog, so nothing is missing
 * between the two.
 *
 * <p>The end of the binlog alone is no such position. MySQL commits in groups: transactions are written to the binlog
 * (flushed), the binlog is synchronised to the disk, semi-synchronous replication may wait for a replica (up to
 * {@code rpl_semi_sync_master_timeout}), and only then they are committed in the engine, where SELECTs see them. In
 * between the binlog's end lies behind them. So:
 *
 * <ul>
 *   <li>With {@code gtid_mode = ON}: a transaction gets its GTID in {@code gtid_owned} before it is flushed, and gives
 *       it back when the engine has committed it. So those that were before the end and not visible are among those
 *       owned just afterwards, and the position holds when none of these is owned any more, see
 *     {@link InFlightTransactions}.
 *   <li>MariaDB and Percona tell the position of a consistent snapshot ({@code binlog_snapshot_file}). It is exact by
 *       itself, and later SELECTs see no less.
 *   <li>Else nothing tells of transactions that are flushed and not committed. We wait until no session waits for a
 *       replica, or as long as any may, and then for as long as the server delays the synchronisation of groups, and
 *       {@link #SETTLING}: only a binlog whose synchronisation takes longer is not covered.
 * </ul>
 *
 * <p>XA transactions that are prepared stay invisible for as long as their owners like; they are handed back.
 */
public final class SnapshotStart {

    /** Far longer than the synchronisation of a binlog and the commit of a group take. */
    static final Duration SETTLING = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(20);

    /** How often to look for a moment in which nothing is being committed. */
    private static final int QUIET_ATTEMPTS = 10;

    private final ServerSession session;
    private final Duration patience;

    /** @param patience how long transactions may be on their way from the binlog to the engine */
    public SnapshotStart(ServerSession session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    /**
     * Takes the position. It holds for all SELECTs, on whatever connection, that begin after the return.
     *
     * @throws ServerFailureException of the kind AWAY if the server does not answer, or transactions stay on their way
     *     for longer than the patience; FATAL if it writes no binlog
     */
    public StartPoint take() throws ServerFailureException, InterruptedException {
        try {
            Map<String, String> variables = session.global(
                    ServerSession.GlobalValues.VARIABLES,
                    "gtid_mode",
                    "binlog_order_commits",
                    "log_slave_updates",
                    "log_replica_updates");
            if (isOn(variables, "gtid_mode")) {
                return byGtids(isOn(variables, "binlog_order_commits")
                        && (isOn(variables, "log_slave_updates") || isOn(variables, "log_replica_updates")));
            }
            Optional<BinlogPosition> consistent = consistentSnapshot();
            BinlogPosition start = consistent.isPresent() ? consistent.get() : settled();
            return new StartPoint(start, start, PreparedTransactions.read(session));
        } catch (SQLException e) {
            throw ServerFailures.of(e, session.address(), "the position for a snapshot cannot be taken");
        }
    }

    /** Empty where the server does not tell the position of consistent snapshots. */
    private Optional<BinlogPosition> consistentSnapshot() throws SQLException {
        Map<String, String> status = new HashMap<>();
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            session.query(
                    "SHOW STATUS WHERE Variable_name IN ('binlog_snapshot_file', 'binlog_snapshot_position')",
                    row -> status.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
            statement.execute("COMMIT");
        }
        String file = status.getOrDefault("binlog_snapshot_file", "");
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(new BinlogPosition(
                        file, Long.parseLong(status.getOrDefault("binlog_snapshot_position", "")), ""));
    }

    /** @param isOrdered see {@link InFlightTransactions} */
    private StartPoint byGtids(boolean isOrdered) throws SQLException, ServerFailureException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            BinlogPosition end = end();
            awaitCommits(isOrdered);
            PreparedTransactions prepared = PreparedTransactions.read(session);
            String executed = executed();
            BinlogPosition after = end();
            boolean isQuiet = after.file().equals(end.file()) && after.offset() == end.offset();
            if (isQuiet || attempt == QUIET_ATTEMPTS) {
                BinlogPosition start = new BinlogPosition(
                        end.file(), end.offset(), GtidSet.parse(executed).toString());
                return new StartPoint(start, new BinlogPosition(after.file(), after.offset(), start.gtids()), prepared);
            }
        }
    }

    private static boolean isOn(Map<String, String> variables, String name) {
        return variables.getOrDefault(name, "OFF").equalsIgnoreCase("ON");
    }

    private BinlogPosition end() throws SQLException, ServerFailureException {
        return session.binlogHead()
                .orElseThrow(() -> new ServerFailureException(
                        FailureKind.FATAL,
                        "MySQL server " + session.address()
                                + " writes no binlog (log_bin is OFF); start it with --log-bin"));
    }

    private void awaitCommits(boolean isOrdered) throws SQLException, ServerFailureException, InterruptedException {
        // In this order: what gets its GTID in between is in neither, and counts as begun later.
        String owned = owned();
        InFlightTransactions inFlight = new InFlightTransactions(owned, executed(), isOrdered);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!inFlight.areOver(owned, executed())) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServerFailureException(
                        FailureKind.AWAY,
                        "MySQL server " + session.address() + " has been committing transactions for more than "
                                + patience + ", so a snapshot cannot tell yet whether it sees them: " + inFlight);
            }
            Thread.sleep(POLL.toMillis());
            owned = owned();
        }
    }

    private String owned() throws SQLException {
        return value("SELECT @@GLOBAL.gtid_owned");
    }

    private String executed() throws SQLException {
        return value("SELECT @@GLOBAL.gtid_executed");
    }

    private String value(String sql) throws SQLException {
        String[] value = {""};
        session.query(sql, row -> value[0] = row.getString(1));
        return value[0];
    }

    /** The end, after no session waits for a replica's acknowledgement any more, or as long as one may. */
    private BinlogPosition settled() throws SQLException, ServerFailureException, InterruptedException {
        BinlogPosition end = end();
        long longestWait = semiSyncTimeout().plus(SETTLING).toNanos();
        long begin = System.nanoTime();
        while (semiSyncWaits() > 0 && System.nanoTime() - begin < longestWait) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new ServerFailureException(
                        FailureKind.AWAY,
                        "MySQL server " + session.address() + " has transactions that wait for a replica for more than "
                                + patience + ", so a snapshot cannot tell yet whether it sees them");
            }
            Thread.sleep(POLL.toMillis());
        }
        Thread.sleep(SETTLING.plus(groupDelay()).toMillis());
        return new BinlogPosition(end.file(), end.offset(), "");
    }

    private long semiSyncWaits() throws SQLException {
        return session
                .global(
                        ServerSession.GlobalValues.STATUS,
                        "Rpl_semi_sync_master_wait_sessions",
                        "Rpl_semi_sync_source_wait_sessions")
                .values()
                .stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    /**
     * How long a server gathers transactions, in microseconds, between writing them to the binlog and committing them.
     */
    private Duration groupDelay() throws SQLException {
        String delay = session.global(ServerSession.GlobalValues.VARIABLES, "binlog_group_commit_sync_delay")
                .getOrDefault("binlog_group_commit_sync_delay", "0");
        return Duration.of(Long.parseLong(delay), ChronoUnit.MICROS);
    }

    private Duration semiSyncTimeout() throws SQLException {
        return session
                .global(
                        ServerSession.GlobalValues.VARIABLES,
                        "rpl_semi_sync_master_timeout",
                        "rpl_semi_sync_source_timeout")
                .values()
                .stream()
                .map(Long::parseLong)
                .map(Duration::ofMillis)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
