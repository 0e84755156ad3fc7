package dev.tributary.sink;

import dev.tributary.model.TableId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of the merges, those of a target under the label {@code target}. Used by any thread. */
final class MergeMetrics {

    /** Of so many of a target's last merges the durations count. */
    private static final int WINDOW = 1_000;

    private final MetricGroup group;
    private final Counter merges;
    private final Map<TableId, OfTarget> targets = new ConcurrentHashMap<>();
    private volatile long deadLettersRemaining;

    MergeMetrics(MetricGroup group) {
        this.group = group;
        this.merges = group.counter("merges");
    }

    /** Lets the number of dead letters be shown, by one of several committers. */
    void showDeadLetters() {
        group.gauge("deadLettersRemaining", () -> deadLettersRemaining);
    }

    void deadLettersRemain(long count) {
        deadLettersRemaining = count;
    }

    /** A checkpoint's merges are in the ledger, those included that were before. */
    void committed(int count) {
        merges.inc(count);
    }

    /** A merge is in the ledger. */
    void merged(DoneMerge merge) {
        OfTarget target = of(merge.committable().target());
        target.rows.inc(merge.committable().counts().rows());
        target.duration.update(merge.durationMillis());
        target.lastCommit = System.currentTimeMillis() / 1_000;
    }

    /** A merge failed and is tried again. */
    void retried(TableId target) {
        of(target).retries.inc();
    }

    private OfTarget of(TableId target) {
        return targets.computeIfAbsent(target, each -> new OfTarget(group.addGroup("target", each.toString())));
    }

    private static final class OfTarget {

        private final Counter rows;
        private final Counter retries;
        private final Histogram duration;
        private volatile long lastCommit;

        OfTarget(MetricGroup group) {
            this.rows = group.counter("mergedRows");
            this.retries = group.counter("mergeRetries");
            this.duration = group.histogram("mergeDurationMillis", new DescriptiveStatisticsHistogram(WINDOW));
            group.gauge("lastCommitTimestamp", () -> lastCommit);
        }
    }
}
