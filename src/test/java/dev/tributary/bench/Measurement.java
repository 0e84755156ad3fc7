package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What a contender's process took.
 *
 * @param start from the start of the process to the first record that the source emitted
 * @param read from there to the last record that the source emitted
 * @param staged from the first record to the last row that was handed to its staging table; to the end where nothing is staged
 * @param end from the first record to the end of the work
 * @param peakBytes the most memory that the process occupied
 */
record Measurement(Span start, Span read, Span staged, Span end, long peakBytes) {

    /** @param cpuSeconds processor time of the process */
    record Span(double seconds, double cpuSeconds) {

        double perSecond(long rows) {
            return rows / seconds;
        }

        double cpuMicros(long rows) {
            return cpuSeconds * 1e6 / rows;
        }
    }

    double seconds() {
        return start.seconds() + end.seconds();
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        write(properties, "start", start);
        write(properties, "read", read);
        write(properties, "staged", staged);
        write(properties, "end", end);
        properties.setProperty("peak.bytes", Long.toString(peakBytes));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private static void write(Properties properties, String name, Span span) {
        properties.setProperty(name + ".seconds", Double.toString(span.seconds));
        properties.setProperty(name + ".cpu.seconds", Double.toString(span.cpuSeconds));
    }

    static Measurement read(Path file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Measurement(
                span(properties, "start"),
                span(properties, "read"),
                span(properties, "staged"),
                span(properties, "end"),
                Long.parseLong(properties.getProperty("peak.bytes")));
    }

    private static Span span(Properties properties, String name) {
        return new Span(
                Double.parseDouble(properties.getProperty(name + ".seconds")),
                Double.parseDouble(properties.getProperty(name + ".cpu.seconds")));
    }

    /** Each figure's median on its own; of two, the larger. */
    static Measurement median(List<Measurement> runs) {
        return new Measurement(
                span(runs, Measurement::start),
                span(runs, Measurement::read),
                span(runs, Measurement::staged),
                span(runs, Measurement::end),
                Math.round(middle(runs, Measurement::peakBytes)));
    }

    private static Span span(List<Measurement> runs, Function<Measurement, Span> part) {
        return new Span(
                middle(runs, run -> part.apply(run).seconds()),
                middle(runs, run -> part.apply(run).cpuSeconds()));
    }

    private static double middle(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        return runs.stream().mapToDouble(figure).sorted().toArray()[runs.size() / 2];
    }
}
