package dev.tributary.web;

import dev.tributary.status.MergeResults;
import dev.tributary.status.MergeResults.Day;
import dev.tributary.status.MergeResults.Merge;
import dev.tributary.status.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What was merged in the last week, the newest day first. */
final class ResultsPage {

    private static final Duration WEEK = Duration.ofDays(7);

    private final MergeResults results;

    ResultsPage(JobData data) {
        Instant now = Instant.now();
        this.results = data.results(now.minus(WEEK), now.plus(Duration.ofMinutes(1)));
    }

    void print(Html html) {
        html.element("h1", "Results of the last 7 days");
        results.failures()
                .forEach(
                        (day, count) -> html.element("p", day + ": " + count + " failed attempts", "class", "finding"));
        if (results.days().isEmpty()) {
            html.element("p", "Nothing was merged.");
            return;
        }
        Layout.openTable(
                html,
                List.of(
                        "Day",
                        "Target",
                        "#Merges",
                        "#Upserts",
                        "#Deletes",
                        "#Median",
                        "#99 %",
                        "#Latency median",
                        "#Latency 99 %"));
        for (int i = results.days().size() - 1; i >= 0; i--) {
            Day day = results.days().get(i);
            html.open("tr");
            Layout.cell(html, day.day());
            html.open("td").link(day.target(), Links.table(day.target())).close();
            Layout.number(html, Texts.count(day.merges()));
            Layout.number(html, Texts.count(day.upserts()));
            Layout.number(html, Texts.count(day.deletes()));
            Layout.number(html, Texts.shortDuration(day.median()));
            Layout.number(html, Texts.shortDuration(day.percentile99()));
            Layout.number(html, Texts.shortDuration(day.medianLatency()));
            Layout.number(html, Texts.shortDuration(day.percentile99Latency()));
            html.close();
        }
        Layout.closeTable(html);
        html.element("h2", "Slowest merges");
        Layout.openTable(html, List.of("Time", "Target", "#Rows", "#Took"));
        for (Merge merge : results.slowest()) {
            html.open("tr");
            Layout.cell(html, Texts.time(merge.committedAt()));
            Layout.cell(html, merge.target());
            Layout.number(html, Texts.count(merge.upserts() + merge.deletes()));
            Layout.number(html, Texts.shortDuration(merge.duration()));
            html.close();
        }
        Layout.closeTable(html);
    }
}
