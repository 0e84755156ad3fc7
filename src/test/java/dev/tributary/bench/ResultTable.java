package dev.tributary.bench;

import java.util.Locale;
import java.util.Map;

/** How the contenders compare, as text. */
final class ResultTable {

    private static final String ROW = "%-16s %10s %10s %9s %9s %9s %10s %9s%n";

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
        text.append(String.format(
                Locale.ROOT,
                "%nprocessor time per row (job / bare): %.2f%nrows/s reading (job / bare): %.2f%n",
                job.readCpuSeconds() / bare.readCpuSeconds(),
                bare.readSeconds() / job.readSeconds()));
        return text.toString();
    }

    private static String row(Contender contender, Measurement measurement, long rows) {
        return String.format(
                Locale.ROOT,
                ROW,
                contender.title(),
                grouped(Math.round(rows / measurement.readSeconds())),
                grouped(Math.round(rows / measurement.seconds())),
                tenths(measurement.startSeconds()),
                tenths(measurement.readSeconds()),
                tenths(measurement.readCpuSeconds()),
                tenths(measurement.readCpuSeconds() * 1e6 / rows),
                (measurement.peakBytes() >> 20) + " MB");
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String tenths(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
