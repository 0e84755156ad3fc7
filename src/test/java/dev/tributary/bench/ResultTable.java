package dev.tributary.bench;

import dev.tributary.bench.Measurement.Span;
import java.util.Locale;
import java.util.Map;

/** How the contenders compare, as text. */
final class ResultTable {

    private static final String ROW = "%-16s %10s %10s %9s %9s %9s %10s %9s%n";
    private static final String PARTS = "%-16s %9s %9s %9s   %8s %8s %8s   %8s %8s %8s%n";

    private ResultTable() {}

    static String render(String title, long rows, Map<Contender, Measurement> measurements) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s, %d columns, %d processors%n%n",
                title,
                OrdersTable.COLUMNS,
                Runtime.getRuntime().availableProcessors()));
        text.append(String.format(ROW, "", "rows/s", "rows/s", "seconds", "seconds", "CPU s", "CPU µs", "peak"));
        text.append(String.format(ROW, "", "reading", "in all", "to start", "reading", "reading", "per row", "memory"));
        measurements.forEach((contender, measurement) -> text.append(row(contender, measurement, rows)));
        Measurement job = measurements.get(Contender.TRIBUTARY);
        Measurement bare = measurements.get(Contender.BARE_SOURCE);
        text.append(parts(bare, job, rows));
        text.append(String.format(
                Locale.ROOT,
                "%nprocessor time per row (job / bare): %.2f%nrows/s reading (job / bare): %.2f%n",
                job.end().cpuSeconds() / bare.end().cpuSeconds(),
                bare.end().seconds() / job.end().seconds()));
        return text.toString();
    }

    private static String row(Contender contender, Measurement measurement, long rows) {
        Span end = measurement.end();
        return String.format(
                Locale.ROOT,
                ROW,
                contender.title(),
                grouped(Math.round(end.perSecond(rows))),
                grouped(Math.round(rows / measurement.seconds())),
                tenths(measurement.start().seconds()),
                tenths(end.seconds()),
                tenths(end.cpuSeconds()),
                tenths(end.cpuMicros(rows)),
                megabytes(measurement.peakBytes()));
    }

    /** The bare source stages nothing: the job's staging is held against its last record. */
    private static String parts(Measurement bare, Measurement job, long rows) {
        return String.format(Locale.ROOT, "%n" + PARTS, "", "rows/s", "", "", "seconds", "", "", "CPU µs/row", "", "")
                + String.format(
                        Locale.ROOT,
                        PARTS,
                        "up to",
                        "read",
                        "staged",
                        "visible",
                        "read",
                        "staged",
                        "visible",
                        "read",
                        "staged",
                        "visible")
                + String.format(
                        Locale.ROOT,
                        PARTS,
                        Contender.BARE_SOURCE.title(),
                        grouped(Math.round(bare.read().perSecond(rows))),
                        "–",
                        grouped(Math.round(bare.end().perSecond(rows))),
                        tenths(bare.read().seconds()),
                        "–",
                        tenths(bare.end().seconds()),
                        tenths(bare.read().cpuMicros(rows)),
                        "–",
                        tenths(bare.end().cpuMicros(rows)))
                + String.format(
                        Locale.ROOT,
                        PARTS,
                        Contender.TRIBUTARY.title(),
                        grouped(Math.round(job.read().perSecond(rows))),
                        grouped(Math.round(job.staged().perSecond(rows))),
                        grouped(Math.round(job.end().perSecond(rows))),
                        tenths(job.read().seconds()),
                        tenths(job.staged().seconds()),
                        tenths(job.end().seconds()),
                        tenths(job.read().cpuMicros(rows)),
                        tenths(job.staged().cpuMicros(rows)),
                        tenths(job.end().cpuMicros(rows)))
                + String.format(
                        Locale.ROOT,
                        PARTS,
                        "job / bare",
                        hundredths(bare.read().seconds() / job.read().seconds()),
                        hundredths(bare.read().seconds() / job.staged().seconds()),
                        hundredths(bare.end().seconds() / job.end().seconds()),
                        "",
                        "",
                        "",
                        hundredths(job.read().cpuSeconds() / bare.read().cpuSeconds()),
                        hundredths(job.staged().cpuSeconds() / bare.read().cpuSeconds()),
                        hundredths(job.end().cpuSeconds() / bare.end().cpuSeconds()));
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String tenths(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    static String hundredths(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
