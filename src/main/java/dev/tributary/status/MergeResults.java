package dev.tributary.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was merged between two moments.
 *
 * @param failures how many attempts failed, by day
 */
public record MergeResults(
        String job, Instant since, Instant until, List<Day> days, List<Merge> slowest, Map<String, Long> failures) {

    public MergeResults {
        days = List.copyOf(days);
        slowest = List.copyOf(slowest);
    }

    /**
     * A target on a day, in UTC.
     *
     * @param medianLatency from the commit in MySQL to that in ClickHouse, of each merge's newest row; null where all were rows of
     *     snapshots
     */
    public record Day(
            String day,
            String target,
            long merges,
            long upserts,
            long deletes,
            Duration median,
            Duration percentile99,
            @Nullable Duration medianLatency,
            @Nullable Duration percentile99Latency) {}

    /**
     * What was merged into one target within a span of time.
     *
     * @param median of the latencies, as {@link Day#medianLatency} has them; null where all were rows of snapshots
     * @param longest likewise
     */
    public record Span(
            Instant begin,
            long merges,
            long rows,
            @Nullable Duration median,
            @Nullable Duration longest) {}

    /** One merge. */
    public record Merge(
            Instant committedAt, String target, String commitId, long upserts, long deletes, Duration duration) {}

    /** For a terminal. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append("job ")
                .append(job)
                .append(", from ")
                .append(Texts.time(since))
                .append(" to ")
                .append(Texts.time(until))
                .append(" UTC\n\n");
        if (days.isEmpty()) {
            return out.append("nothing was merged\n").toString();
        }
        TextTable lines = new TextTable(
                2, "DAY", "TARGET", "MERGES", "UPSERTS", "DELETES", "MEDIAN", "99 %", "LATENCY MEDIAN", "LATENCY 99 %");
        days.forEach(day -> lines.add(
                day.day(),
                day.target(),
                Texts.count(day.merges()),
                Texts.count(day.upserts()),
                Texts.count(day.deletes()),
                Texts.shortDuration(day.median()),
                Texts.shortDuration(day.percentile99()),
                Texts.shortDuration(day.medianLatency()),
                Texts.shortDuration(day.percentile99Latency())));
        lines.print(out);
        TextTable slow = new TextTable(2, "SLOWEST MERGES", "TARGET", "ROWS", "TOOK");
        slowest.forEach(merge -> slow.add(
                Texts.time(merge.committedAt()),
                merge.target(),
                Texts.count(merge.upserts() + merge.deletes()),
                Texts.shortDuration(merge.duration())));
        out.append('\n');
        slow.print(out);
        failures.forEach((day, count) ->
                out.append('\n').append(day).append(": ").append(count).append(" failed attempts, see 'events'"));
        return out.append(failures.isEmpty() ? "" : "\n").toString();
    }
}
