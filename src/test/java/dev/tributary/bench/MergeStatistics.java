package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The merges of a time, as the ledger has them.
 *
 * @param durations in milliseconds, DELETE and INSERT of a merge together
 * @param sumMillis of all durations; several merges run side by side
 * @param spanMillis from the start of the first merge to the commit of the last
 * @param commitsSpanMillis from the commit of the first merge to that of the last
 */
record MergeStatistics(
        long merges,
        long targets,
        long checkpoints,
        Distribution durations,
        long sumMillis,
        long spanMillis,
        long commitsSpanMillis) {

    /** Of the merges that were committed after this moment. */
    static MergeStatistics since(ClickHouseClient clickHouse, long epochMillis) {
        List<@Nullable String> row = clickHouse
                .query(
                        "SELECT count(), uniqExact(target), uniqExact(checkpoint_id), quantileExactLow(0.5)(duration_ms),"
                                + " quantileExactHigh(0.99)(duration_ms), max(duration_ms), sum(duration_ms),"
                                + " max(toUnixTimestamp64Milli(committed_at))"
                                + " - min(toUnixTimestamp64Milli(committed_at) - toInt64(duration_ms)),"
                                + " max(toUnixTimestamp64Milli(committed_at)) - min(toUnixTimestamp64Milli(committed_at))"
                                + " FROM tributary.ledger WHERE toUnixTimestamp64Milli(committed_at) > " + epochMillis)
                .get(0);
        long[] numbers = row.stream()
                .mapToLong(number -> Long.parseLong(Objects.requireNonNull(number)))
                .toArray();
        return new MergeStatistics(
                numbers[0],
                numbers[1],
                numbers[2],
                new Distribution(numbers[3], numbers[4], numbers[5]),
                numbers[6],
                numbers[7],
                numbers[8]);
    }
}
