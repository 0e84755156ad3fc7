package dev.tributary.web;

import dev.tributary.status.MergeResults.Span;
import dev.tributary.status.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Bars over time, as SVG. Where nothing was merged there is no bar, since an idle table is not late. */
final class Plot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 130;
    private static final int TOP = 16;
    private static final int BOTTOM = 18;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant since;
    private final Duration length;
    private final int count;

    /** @param count how many spans of the length there are */
    Plot(Instant since, Duration length, int count) {
        this.since = since;
        this.length = length;
        this.count = count;
    }

    /** The longest latency of each span, and its median before it. */
    void latency(Html html, List<Span> spans) {
        double top = highest(spans, span -> millis(span.longest()));
        open(html, "Latency of the commits over time", Texts.shortDuration(Duration.ofMillis((long) top)));
        for (Span span : spans) {
            if (span.longest() != null) {
                html.open("g");
                bar(html, "longest", span, millis(span.longest()) / top);
                bar(html, "median", span, millis(span.median()) / top);
                html.element(
                                "title",
                                when(span) + ": median " + Texts.shortDuration(span.median()) + ", longest "
                                        + Texts.shortDuration(span.longest()) + ", in " + Texts.count(span.merges())
                                        + " merges")
                        .close();
            }
        }
        close(html);
    }

    void rows(Html html, List<Span> spans) {
        double top = highest(spans, Span::rows);
        open(html, "Rows merged over time", Texts.count((long) top) + " rows");
        for (Span span : spans) {
            html.open("g");
            bar(html, "rows", span, span.rows() / top);
            html.element(
                            "title",
                            when(span) + ": " + Texts.count(span.rows()) + " rows in " + Texts.count(span.merges())
                                    + " merges")
                    .close();
        }
        close(html);
    }

    private static double millis(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toMillis();
    }

    private static double highest(List<Span> spans, ToDoubleFunction<Span> value) {
        return Math.max(1, spans.stream().mapToDouble(value).max().orElse(1));
    }

    private void open(Html html, String label, String top) {
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", label, "class", "plot");
        line(html, TOP);
        line(html, HEIGHT - BOTTOM);
        html.element("text", top, "x", "2", "y", String.valueOf(TOP - 4));
        for (int quarter = 0; quarter <= 4; quarter++) {
            Instant at = since.plus(length.multipliedBy((long) count * quarter / 4));
            String anchor = quarter == 0 ? "start" : quarter == 4 ? "end" : "middle";
            html.element(
                    "text",
                    (total().toDays() > 1 ? DAY : CLOCK).format(at),
                    "x",
                    String.valueOf(WIDTH * quarter / 4),
                    "y",
                    String.valueOf(HEIGHT - 4),
                    "text-anchor",
                    anchor);
        }
    }

    private Duration total() {
        return length.multipliedBy(count);
    }

    private static void close(Html html) {
        html.close();
    }

    private static void line(Html html, int y) {
        html.empty("line", "x1", "0", "x2", String.valueOf(WIDTH), "y1", String.valueOf(y), "y2", String.valueOf(y));
    }

    private void bar(Html html, String kind, Span span, double share) {
        double width = (double) WIDTH / count;
        double x = width * Duration.between(since, span.begin()).toMillis() / length.toMillis();
        double height = Math.max(1, share * (HEIGHT - TOP - BOTTOM));
        html.empty(
                "rect",
                "class",
                kind,
                "x",
                decimal(x),
                "y",
                decimal(HEIGHT - BOTTOM - height),
                "width",
                decimal(Math.max(1, width - 1)),
                "height",
                decimal(height));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private String when(Span span) {
        return Texts.time(span.begin()) + " to " + CLOCK.format(span.begin().plus(length));
    }
}
