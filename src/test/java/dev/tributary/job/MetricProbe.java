package dev.tributary.job;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Knows the counters and the numbers of the jobs of this JVM. Flink makes it by the name of its class. */
public final class MetricProbe implements MetricReporter, MetricReporterFactory {

    private static final Map<Counter, String> COUNTERS = new ConcurrentHashMap<>();
    private static final Map<Gauge<?>, String> GAUGES = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> LABELLED = new ConcurrentHashMap<>();

    /** The sum over all subtasks of a job, also of those that ended. */
    static long sum(String job, String counter) {
        return COUNTERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(job + "." + counter))
                .mapToLong(entry -> entry.getKey().getCount())
                .sum();
    }

    /** The sum over all subtasks of a job, also of those that ended, of what they say last. */
    static long sumOfGauges(String job, String gauge) {
        return GAUGES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(job + "." + gauge))
                .mapToLong(entry -> entry.getKey().getValue() instanceof Number number ? number.longValue() : 0)
                .sum();
    }

    /** The metrics of a job that have labels of ours, each with these. */
    static Set<String> names(String job) {
        return Set.copyOf(LABELLED.getOrDefault(job, Set.of()));
    }

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
        String job = group.getAllVariables().get("<job_name>");
        Map<String, String> labels = new TreeMap<>();
        for (String label : List.of("server", "source_database", "target")) {
            String value = group.getAllVariables().get("<" + label + ">");
            if (value != null) {
                labels.put(label, value);
            }
        }
        if (job != null && !labels.isEmpty()) {
            LABELLED.computeIfAbsent(job, each -> ConcurrentHashMap.newKeySet()).add(name + " " + labels);
        }
        if (metric instanceof Counter counter && job != null) {
            COUNTERS.put(counter, job + "." + name);
        } else if (metric instanceof Gauge<?> gauge && job != null && isOurs(gauge)) {
            GAUGES.put(gauge, job + "." + name);
        }
    }

    /** Flink's own would keep all that ever ran in memory. */
    private static boolean isOurs(Gauge<?> gauge) {
        return gauge.getClass().getName().startsWith("dev.tributary.");
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
