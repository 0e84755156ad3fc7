package dev.tributary.mysql.source;

import dev.tributary.journal.Entry;
import dev.tributary.journal.EventKind;
import dev.tributary.mysql.server.ServerMonitor;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.plan.RoutePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** What somebody who watches a reader sees: the metrics of its server, and why its binlog cannot be read on. */
final class ReaderWatch implements ServerMonitor.Listener, AutoCloseable {

    private static final long WAKE_MILLIS = 500;
    private static final long REPORT_MILLIS = 5_000;

    private final ServerMonitor monitor;
    private final ScheduledExecutorService executor;
    private final SourceJournal journal;
    private final RowCounts counts;
    private final ServerSight sight;
    private final int number;
    private final MetricGroup metrics;

    /** The connections whose lag is shown, or is to be. */
    private final Set<String> databases = new LinkedHashSet<>();

    private boolean showsLag;

    private volatile boolean reachable = true;
    private volatile int refused;
    private volatile @Nullable BinlogWorker worker;

    /** @param reconnects of the reader of snapshots */
    ReaderWatch(
            SourceReaderContext context,
            SourceParts parts,
            SourceJournal journal,
            RowCounts counts,
            LongSupplier reconnects) {
        this.number = context.getIndexOfSubtask();
        this.journal = journal;
        this.counts = counts;
        this.sight = new ServerSight(journal.server(), number);
        this.monitor = new ServerMonitor(
                parts.server().endpoint().each(), parts.config().source().connectTimeout(), number == 0, this);
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "watch-" + parts.address() + "-" + number);
            thread.setDaemon(true);
            return thread;
        });
        MetricGroup metrics = context.metricGroup().addGroup("server", journal.server());
        this.metrics = metrics;
        show(parts.routes().all());
        metrics.gauge("serverReachable", () -> reachable ? 1 : 0);
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
        executor.scheduleWithFixedDelay(this::report, WAKE_MILLIS, REPORT_MILLIS, TimeUnit.MILLISECONDS);
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

    /** The first reader tells of the server until there is one that reads its binlog. */
    private void report() {
        List<Entry> reports = new ArrayList<>(counts.changed(journal.server(), number));
        if (number == 0 || sight.followsBinlog()) {
            reports.add(sight.report(Instant.now()));
        }
        journal.report(reports);
    }

    /** Takes note of how far the binlog was read. */
    void readUpTo(BinlogSplit split, BinlogWorker reader) {
        if (worker == null) {
            showLag();
        }
        worker = reader;
        sight.readUpTo(split);
        refused = split.main().refused().size();
        long second = split.main().epochSecond();
        monitor.readUpTo(
                split.server().uuid(), split.main().start(), second == 0 ? null : Instant.ofEpochSecond(second));
    }

    /** Only the reader of the binlog shows them, and NaN where nobody knows, or for ever. */
    private void showLag() {
        metrics.gauge("binlogBytesBehind", () -> number(sight.bytesBehind()));
        metrics.gauge("binlogRetentionLeftSeconds", () -> seconds(sight.retentionLeft()));
        showsLag = true;
        databases.forEach(this::showLag);
    }

    private void showLag(String database) {
        metrics.addGroup("source_database", database).gauge("lagSeconds", () -> seconds(sight.lag(Instant.now())));
    }

    /** Takes note of the connections of routes. */
    void show(Collection<RoutePlan> routes) {
        for (RoutePlan route : routes) {
            if (databases.add(route.sourceDatabase()) && showsLag) {
                showLag(route.sourceDatabase());
            }
        }
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : Math.max(0, duration.toMillis()) / 1_000.0;
    }

    private static double number(@Nullable Long number) {
        return number == null ? Double.NaN : Math.max(0, number);
    }

    /** Why the binlog cannot be read on although the server answers; null while it can. */
    @Nullable
    StateMismatchException verdict() {
        return monitor.verdict();
    }

    @Override
    public void reachable(boolean answers) {
        reachable = answers;
        if (sight.reachable(answers, Instant.now()) && number == 0) {
            journal.tell(
                    answers ? EventKind.SERVER_BACK : EventKind.SERVER_AWAY,
                    answers
                            ? "it answers again, and is read on"
                            : "it does not answer; its part of the job waits, all others go on",
                    answers ? "" : "see that the server runs and can be reached; it is read on when it is back");
        }
    }

    @Override
    public void retentionLeft(@Nullable Duration left) {
        sight.retentionLeft(left);
    }

    @Override
    public void bytesBehind(long bytes) {
        sight.bytesBehind(bytes);
    }

    @Override
    public void lag(@Nullable Duration lag) {
        sight.lag(lag, Instant.now());
    }

    @Override
    public void close() {
        executor.shutdownNow();
        report();
        monitor.close();
    }
}
