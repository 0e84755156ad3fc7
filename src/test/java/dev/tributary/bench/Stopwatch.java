package dev.tributary.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes the time of this process, from its start, in two parts: up to the first record, and from there. */
final class Stopwatch {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private record Moment(long wallMillis, long cpuNanos) {

        static Moment now() {
            return new Moment(
                    System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime(),
                    SYSTEM.getProcessCpuTime());
        }
    }

    private volatile @Nullable Moment firstRecord;

    void firstRecord() {
        firstRecord = Moment.now();
    }

    Measurement end() throws IOException {
        Moment end = Moment.now();
        Moment first = firstRecord;
        if (first == null) {
            throw new IllegalStateException("the work ended, but the source emitted nothing");
        }
        return new Measurement(
                first.wallMillis / 1e3,
                (end.wallMillis - first.wallMillis) / 1e3,
                first.cpuNanos / 1e9,
                (end.cpuNanos - first.cpuNanos) / 1e9,
                peakBytes());
    }

    /** The high water mark of the resident memory, as Linux keeps it. */
    private static long peakBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0L);
    }
}
