package dev.tributary.mysql.source;

import dev.tributary.mysql.server.ServerMonitor;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** What somebody who watches a reader sees: the metrics of its server, and why its binlog cannot be read on. */
final class ReaderWatch implements ServerMonitor.Listener, AutoCloseable {

    /** What the metric shows where binlogs are kept for ever, or nothing is known yet. */
    private static final long UNLIMITED = -1;

    private static final long WAKE_MILLIS = 500;

    private final ServerMonitor monitor;
    private final ScheduledExecutorService executor;

    private volatile boolean reachable = true;
    private volatile long retentionLeftSeconds = UNLIMITED;
    private volatile long bytesBehind;
    private volatile int refused;
    private volatile @Nullable BinlogWorker worker;

    /** @param reconnects of the reader of snapshots */
    ReaderWatch(SourceReaderContext context, SourceParts parts, LongSupplier reconnects) {
        int number = context.getIndexOfSubtask();
        this.monitor = new ServerMonitor(
                parts.server().endpoint().each(), parts.config().source().connectTimeout(), number == 0, this);
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "watch-" + parts.address() + "-" + number);
            thread.setDaemon(true);
            return thread;
        });
        MetricGroup metrics = context.metricGroup();
        metrics.gauge("serverReachable", () -> reachable ? 1 : 0);
        metrics.gauge("binlogRetentionLeftSeconds", () -> retentionLeftSeconds);
        metrics.gauge("binlogBytesBehind", () -> bytesBehind);
        metrics.gauge("tablesSetAside", () -> refused);
        metrics.gauge("serverReconnects", () -> {
            BinlogWorker known = worker;
            return reconnects.getAsLong() + (known == null ? 0 : known.reconnects());
        });
        metrics.gauge("serverFailovers", () -> {
            BinlogWorker known = worker;
            return known == null ? 0 : known.failovers();
        });
    }

    /** @param wake called from time to time while the reading cannot go on */
    void start(Runnable wake) {
        monitor.schedule(executor);
        executor.scheduleWithFixedDelay(
                () -> {
                    if (monitor.verdict() != null) {
                        wake.run();
                    }
                },
                WAKE_MILLIS,
                WAKE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Takes note of how far the binlog was read. */
    void readUpTo(BinlogSplit split, BinlogWorker reader) {
        worker = reader;
        refused = split.main().refused().size();
        long second = split.main().epochSecond();
        monitor.readUpTo(
                split.server().uuid(), split.main().start(), second == 0 ? null : Instant.ofEpochSecond(second));
    }

    /** Why the binlog cannot be read on although the server answers; null while it can. */
    @Nullable
    StateMismatchException verdict() {
        return monitor.verdict();
    }

    @Override
    public void reachable(boolean answers) {
        reachable = answers;
    }

    @Override
    public void retentionLeft(@Nullable Duration left) {
        retentionLeftSeconds = left == null ? UNLIMITED : Math.max(0, left.toSeconds());
    }

    @Override
    public void bytesBehind(long bytes) {
        bytesBehind = bytes;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        monitor.close();
    }
}
