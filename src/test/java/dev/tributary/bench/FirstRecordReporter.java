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

/** Notices when the first operator hands on its first record: from outside, so that neither contender is changed for it. */
public final class FirstRecordReporter implements MetricReporter, MetricReporterFactory {

    static final String NAME = "first-record";

    private static final List<Counter> COUNTERS = new CopyOnWriteArrayList<>();

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
        if (metric instanceof Counter counter && name.equals("numRecordsOut")) {
            COUNTERS.add(counter);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    static void watch(Stopwatch stopwatch) {
        Thread watcher = new Thread(
                () -> {
                    while (COUNTERS.stream().noneMatch(counter -> counter.getCount() > 0)) {
                        pause();
                    }
                    stopwatch.firstRecord();
                },
                "first-record");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
