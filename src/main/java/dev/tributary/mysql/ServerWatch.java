package dev.tributary.mysql;

import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.ServerVitals;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a server every few seconds while it is read: whether it answers, and how long it will keep the part of its binlog
 * that the job has not read yet. Shown as metrics; the log tells of changes.
 */
final class ServerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);
    private static final long INTERVAL_SECONDS = 3;

    /** Below this share of the server's retention the log warns. */
    private static final int WARNING_DIVISOR = 4;

    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(10);

    /** What the metric shows where binlogs are kept for ever, or nothing is known yet. */
    private static final long UNLIMITED = -1;

    private final ServerProbe probe;
    private final boolean speaks;

    private @Nullable MySqlSession session;
    private volatile @Nullable BinlogOffset position;
    private volatile boolean reachable = true;
    private volatile long retentionLeftSeconds = UNLIMITED;
    private volatile @Nullable StateMismatchException verdict;
    private Instant lastWarning = Instant.EPOCH;

    /** @param speaks whether this one of the server's readers tells the log about the server */
    ServerWatch(ServerProbe probe, boolean speaks, MetricGroup metrics) {
        this.probe = probe;
        this.speaks = speaks;
        metrics.gauge("serverReachable", () -> reachable ? 1 : 0);
        metrics.gauge("binlogRetentionLeftSeconds", () -> retentionLeftSeconds);
    }

    void schedule(ScheduledExecutorService executor) {
        executor.scheduleWithFixedDelay(this::look, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes note of how far the binlog was read. @param splits what the reader has at a checkpoint */
    void readUpTo(List<MySqlSplit> splits) {
        for (MySqlSplit split : splits) {
            if (split.isBinlogSplit()) {
                position = split.asBinlogSplit().getStartingOffset();
            }
        }
    }

    boolean isReachable() {
        return reachable;
    }

    /** Why the binlog cannot be read on although the server answers, null if it can. */
    @Nullable
    StateMismatchException verdict() {
        return verdict;
    }

    private void look() {
        if (!speaks && position == null) {
            return;
        }
        try {
            if (session == null) {
                session = probe.open();
            }
            ServerVitals vitals = ServerVitals.read(session);
            if (!reachable && speaks) {
                LOG.info("MySQL server {} answers again", probe.address());
            }
            reachable = true;
            judgePosition(vitals);
            judgeRetention(vitals);
        } catch (SQLException | RuntimeException e) {
            if (reachable && speaks) {
                LOG.warn("MySQL server {} does not answer: {}", probe.address(), ServerFailures.describe(e));
            }
            reachable = false;
            close();
        }
    }

    /** A binlog that ends before the position that was read is not the one that was read. */
    private void judgePosition(ServerVitals vitals) {
        BinlogOffset offset = position;
        if (offset == null
                || offset.getFilename() == null
                || offset.getFilename().isEmpty()) {
            return;
        }
        ServerVitals.Binlog head = vitals.head();
        int order = head.file().compareTo(offset.getFilename());
        if (order < 0 || order == 0 && head.size() < offset.getPosition()) {
            verdict = probe.binlogGone("read the binlog of MySQL server " + probe.address() + " up to "
                    + offset.getFilename() + ", position " + offset.getPosition() + ", but it ends at " + head.file()
                    + ", position " + head.size() + ": it was begun anew (RESET MASTER)");
        }
    }

    private void judgeRetention(ServerVitals vitals) {
        BinlogOffset offset = position;
        if (offset == null || offset.getFilename() == null || vitals.retention().isZero()) {
            return;
        }
        Duration behind = behind(offset, vitals);
        Duration left = vitals.retention().minus(behind);
        retentionLeftSeconds = Math.max(0, left.toSeconds());
        boolean close = left.compareTo(vitals.retention().dividedBy(WARNING_DIVISOR)) < 0;
        if (close && Instant.now().isAfter(lastWarning.plus(WARNING_INTERVAL))) {
            lastWarning = Instant.now();
            LOG.warn(
                    "The job is {} behind MySQL server {}, which keeps its binlog for {}: in {} it can purge what was not"
                            + " read yet, and a new snapshot would be needed. Raise binlog_expire_logs_seconds, or find out"
                            + " what holds the job up",
                    behind,
                    probe.address(),
                    vitals.retention(),
                    left);
        }
    }

    /** The age of the event up to which the binlog was read, zero at its end: a server without changes is not behind. */
    private static Duration behind(BinlogOffset offset, ServerVitals vitals) {
        ServerVitals.Binlog head = vitals.head();
        boolean atEnd = head.file().equals(offset.getFilename()) && offset.getPosition() >= head.size();
        if (atEnd || offset.getTimestampSec() <= 0) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(offset.getTimestampSec()), Instant.now());
        return age.isNegative() ? Duration.ZERO : age;
    }

    void close() {
        MySqlSession open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("Closing the connection to a server that is away failed", e);
            }
        }
    }
}
