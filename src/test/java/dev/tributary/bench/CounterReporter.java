package dev.tributary.bench;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;

/** Reads the counters of this process's job every few milliseconds: from outside, so that neither contender is changed for it. */
public final class CounterReporter implements MetricReporter, MetricReporterFactory {

    static final String NAME = "bench";

    private static final long INTERVAL_MILLIS = 5;
    private static final List<Counter> SOURCE_RECORDS = new CopyOnWriteArrayList<>();
    private static final List<Counter> STAGED_ROWS = new CopyOnWriteArrayList<>();

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (!(metric instanceof Counter counter)) {
            return;
        }
        String operator = group.getAllVariables().getOrDefault(ScopeFormat.SCOPE_OPERATOR_NAME, "");
        if (name.equals("numRecordsOut") && operator.startsWith("Source: ")) {
            SOURCE_RECORDS.add(counter);
        } else if (name.equals("stagedRows")) {
            STAGED_ROWS.add(counter);
        }
    }

    /** The counters of a job that has ended are kept: their last values are the interesting ones. */
    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    /** Tells the observer the counters until the process ends. */
    static void watch(Observer observer) {
        Thread watcher = new Thread(
                () -> {
                    while (true) {
                        tell(observer);
                        pause();
                    }
                },
                "bench-counters");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Tells the observer the counters once. */
    static void tell(Observer observer) {
        // Staged before read: a row that is counted as staged has then been counted as read.
        long staged = sum(STAGED_ROWS);
        observer.observe(sum(SOURCE_RECORDS), staged);
    }

    private static long sum(List<Counter> counters) {
        long sum = 0;
        for (Counter counter : counters) {
            sum += counter.getCount();
        }
        return sum;
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Is told what the counters of all instances come to. */
    interface Observer {

        /**
         * @param sourceRecords that left the sources
         * @param stagedRows that were handed to their staging tables
         */
        void observe(long sourceRecords, long stagedRows);
    }
}
