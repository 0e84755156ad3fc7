package dev.tributary.bench;

import java.util.Arrays;

/** The middle, the far end and the farthest of many values; of the nearest rank, nothing is interpolated. */
record Distribution(long median, long percentile99, long maximum) {

    static Distribution of(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Distribution(rank(sorted, 50), rank(sorted, 99), sorted[sorted.length - 1]);
    }

    private static long rank(long[] sorted, int percent) {
        return sorted[(int) Math.max(0, ((long) sorted.length * percent + 99) / 100 - 1)];
    }
}
