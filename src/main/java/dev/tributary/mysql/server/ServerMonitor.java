package dev.tributary.mysql.server;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a server every few seconds while it is read: whether it answers, how far its binlog goes, and how long it
 * will keep the part that was not read yet. The log tells of changes. The list of binlogs, for which the server takes a
 * lock that its commits need too when they begin a file, is asked for once a minute only.
 */
public final class ServerMonitor implements AutoCloseable {

    /** Told of what is seen, in the thread that looks. */
    public interface Listener {

        void reachable(boolean reachable);

        /** How long the server will still keep what was not read yet; null for ever, or where nothing is known. */
        void retentionLeft(@Nullable Duration left);

        /** How many bytes of the binlog were not read yet. */
        void bytesBehind(long bytes);

        /** How long ago, at this look, everything was read; null where nobody knows. */
        default void lag(@Nullable Duration lag) {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Duration LIST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(10);

    /** Behind the four bytes by which a binlog is known. */
    private static final long FILE_BEGIN = 4;

    /** What a file begins with, before the first change. */
    private static final Set<String> HEAD_EVENTS =
            Set.of("Format_desc", "Previous_gtids", "Gtid_list", "Binlog_checkpoint");

    /**
     * What was read of which server.
     *
     * @param committedAt when the last transaction was committed; null where nobody
     * knows
     */
    private record Progress(
            String serverUuid,
            BinlogPosition position,
            @Nullable Instant committedAt) {}

    private final List<MySqlEndpoint> endpoints;
    private final Duration connectTimeout;
    private final boolean speaks;
    private final Listener listener;

    private @Nullable ServerSession session;
    private String sessionUuid = "";
    private @Nullable ServerStatus status;
    private Instant listedAt = Instant.EPOCH;
    private Instant warnedAt = Instant.EPOCH;
    private @Nullable BinlogPosition emptyUpTo;
    private volatile @Nullable Progress progress;
    private volatile boolean reachable = true;
    private volatile @Nullable StateMismatchException verdict;

    /**
     * @param endpoints those where the server can be, or the one that has its place
     * @param speaks whether this one of the server's readers tells the log about the server
     */
    public ServerMonitor(List<MySqlEndpoint> endpoints, Duration connectTimeout, boolean speaks, Listener listener) {
        this.endpoints = List.copyOf(endpoints);
        this.connectTimeout = connectTimeout;
        this.speaks = speaks;
        this.listener = listener;
    }

    public ScheduledFuture<?> schedule(ScheduledExecutorService executor) {
        return executor.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Takes note of how far the binlog was read, from any thread.
     *
     * @param committedAt when the transaction before the position was committed; null where nobody knows
     */
    public void readUpTo(String serverUuid, BinlogPosition position, @Nullable Instant committedAt) {
        progress = new Progress(serverUuid, position, committedAt);
    }

    public boolean isReachable() {
        return reachable;
    }

    /** Why the binlog cannot be read on although the server answers, null if it can. */
    public @Nullable StateMismatchException verdict() {
        return verdict;
    }

    /** One look, which fails in the log only. */
    void look() {
        if (!speaks && progress == null) {
            return;
        }
        try {
            ServerSession open = session();
            // In this order: what is read while the server answers can lie behind the end that it tells.
            Progress read = progress;
            Optional<BinlogPosition> head = open.binlogHead();
            if (!reachable && speaks) {
                LOG.info("MySQL server {} answers again", open.address());
            }
            reachable = true;
            listener.reachable(true);
            // An address can lead to another server than the one that is read, when it fails over.
            if (read != null && head.isPresent() && read.serverUuid().equals(sessionUuid)) {
                judge(open, read, head.get());
            }
        } catch (SQLException | RuntimeException e) {
            if (reachable && speaks) {
                LOG.warn(
                        "MySQL server {} does not answer: {}",
                        endpoints.stream().map(ServerSession::addressOf).collect(Collectors.joining(", ")),
                        ServerFailures.describe(e));
            }
            reachable = false;
            listener.reachable(false);
            closeSession();
        }
    }

    private ServerSession session() throws SQLException {
        ServerSession open = session;
        if (open != null && (isRead(sessionUuid) || endpoints.size() == 1)) {
            return open;
        }
        closeSession();
        SQLException failure = null;
        for (MySqlEndpoint endpoint : endpoints) {
            try {
                open = connect(endpoint);
                if (isRead(sessionUuid)) {
                    return open;
                }
            } catch (SQLException e) {
                failure = e;
            }
        }
        open = session;
        if (open == null) {
            throw Objects.requireNonNull(failure, "a server has an address");
        }
        return open;
    }

    private boolean isRead(String uuid) {
        Progress read = progress;
        return read == null || read.serverUuid().equals(uuid);
    }

    private ServerSession connect(MySqlEndpoint endpoint) throws SQLException {
        ServerSession open = ServerSession.open(endpoint, connectTimeout);
        closeSession();
        session = open;
        sessionUuid = ServerStatus.uuid(open);
        status = null;
        return open;
    }

    private void judge(ServerSession open, Progress read, BinlogPosition end) throws SQLException {
        BinlogPosition head = isFileWithoutChanges(open, read.position(), end) ? read.position() : end;
        BinlogLag lag = new BinlogLag(read.position(), read.committedAt(), head);
        if (lag.endsBeforePosition()) {
            verdict = ServerProbe.binlogGone("read the binlog of MySQL server " + open.address() + " up to "
                    + read.position() + ", but it ends at " + head + ": it was begun anew (RESET MASTER)");
            return;
        }
        ServerStatus listed = listed(open);
        listener.bytesBehind(lag.bytes(listed.binlogs()));
        listener.lag(lag.behind(Instant.now()));
        Duration left = lag.retentionLeft(listed.retention(), Instant.now());
        listener.retentionLeft(left);
        if (left != null && lag.isClose(left, listed.retention())) {
            warn(open, listed.retention(), left);
        }
    }

    /** A file that was just begun holds its own head alone; reading stands before that until the first change comes. */
    private boolean isFileWithoutChanges(ServerSession open, BinlogPosition position, BinlogPosition end)
            throws SQLException {
        if (!position.file().equals(end.file()) || position.offset() > FILE_BEGIN || end.offset() <= FILE_BEGIN) {
            return false;
        }
        if (!end.equals(emptyUpTo)) {
            long[] head = {FILE_BEGIN};
            open.query("SHOW BINLOG EVENTS IN '" + end.file().replace("'", "''") + "' LIMIT 4", row -> {
                if (HEAD_EVENTS.contains(row.getString(3))) {
                    head[0] = Math.max(head[0], row.getLong(5));
                }
            });
            if (head[0] < end.offset()) {
                return false;
            }
            emptyUpTo = end;
        }
        return true;
    }

    private ServerStatus listed(ServerSession open) throws SQLException {
        ServerStatus listed = status;
        Instant now = Instant.now();
        if (listed == null || now.isAfter(listedAt.plus(LIST_INTERVAL))) {
            listed = ServerStatus.read(open);
            status = listed;
            listedAt = now;
        }
        return listed;
    }

    private void warn(ServerSession open, Duration retention, Duration left) {
        if (Instant.now().isAfter(warnedAt.plus(WARNING_INTERVAL))) {
            warnedAt = Instant.now();
            LOG.warn(
                    "The job is {} behind MySQL server {}, which keeps its binlog for {}: in {} it can purge what was not"
                            + " read yet, and a new snapshot would be needed. Raise binlog_expire_logs_seconds, or find out"
                            + " what holds the job up",
                    retention.minus(left).truncatedTo(ChronoUnit.SECONDS),
                    open.address(),
                    retention,
                    left.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void closeSession() {
        ServerSession open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("Closing the connection to a server that is away failed", e);
            }
        }
    }

    /** Called when no look is under way or will come. */
    @Override
    public void close() {
        closeSession();
    }
}
