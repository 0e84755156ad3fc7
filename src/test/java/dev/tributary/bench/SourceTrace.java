package dev.tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** When how many records had left the sources, to a few milliseconds. */
final class SourceTrace implements CounterReporter.Observer {

    private record Sample(long records, long epochMillis) {}

    private final List<Sample> samples = new ArrayList<>();

    @Override
    public synchronized void observe(long sourceRecords, long stagedRows) {
        if (sourceRecords > records()) {
            samples.add(new Sample(sourceRecords, System.currentTimeMillis()));
        }
    }

    synchronized long records() {
        return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).records;
    }

    /** When the record of this number, from 1, had left. */
    synchronized long epochMillis(long record) {
        int low = 0;
        int high = samples.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (samples.get(middle).records < record) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == samples.size()) {
            throw new IllegalStateException("only " + records() + " records left the sources, not " + record);
        }
        return samples.get(low).epochMillis;
    }

    synchronized void write(Path file) throws IOException {
        Files.write(
                file,
                samples.stream()
                        .map(sample -> sample.records + " " + sample.epochMillis)
                        .toList());
    }

    static SourceTrace read(Path file) throws IOException {
        SourceTrace trace = new SourceTrace();
        for (String line : Files.readAllLines(file)) {
            int blank = line.indexOf(' ');
            trace.samples.add(
                    new Sample(Long.parseLong(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1))));
        }
        return trace;
    }
}
