package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/**
 * What a contender's process took.
 *
 * @param startSeconds from the start of the process to the first record that the source emitted
 * @param readSeconds from there to the end of the work
 * @param startCpuSeconds processor time of the process up to the first record
 * @param readCpuSeconds processor time of the process from there
 * @param peakBytes the most memory that the process occupied
 */
record Measurement(
        double startSeconds, double readSeconds, double startCpuSeconds, double readCpuSeconds, long peakBytes) {

    double seconds() {
        return startSeconds + readSeconds;
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("start.seconds", Double.toString(startSeconds));
        properties.setProperty("read.seconds", Double.toString(readSeconds));
        properties.setProperty("start.cpu.seconds", Double.toString(startCpuSeconds));
        properties.setProperty("read.cpu.seconds", Double.toString(readCpuSeconds));
        properties.setProperty("peak.bytes", Long.toString(peakBytes));
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    static Measurement read(Path file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Measurement(
                Double.parseDouble(properties.getProperty("start.seconds")),
                Double.parseDouble(properties.getProperty("read.seconds")),
                Double.parseDouble(properties.getProperty("start.cpu.seconds")),
                Double.parseDouble(properties.getProperty("read.cpu.seconds")),
                Long.parseLong(properties.getProperty("peak.bytes")));
    }

    /** The run whose reading time is the middle one; of two, the slower. */
    static Measurement median(List<Measurement> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Measurement::readSeconds))
                .toList()
                .get(runs.size() / 2);
    }
}
