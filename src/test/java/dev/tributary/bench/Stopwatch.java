package dev.tributary.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.bench.Measurement.Span;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Takes the time of this process: up to the first record of the source, and from there to its last, to the last staged row, to the end. */
final class Stopwatch implements CounterReporter.Observer {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private record Moment(long wallMillis, long cpuNanos) {

        static final Moment START = new Moment(0, 0);

        static Moment now() {
            return new Moment(
                    System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime(),
                    SYSTEM.getProcessCpuTime());
        }

        Span since(Moment earlier) {
            return new Span((wallMillis - earlier.wallMillis) / 1e3, (cpuNanos - earlier.cpuNanos) / 1e9);
        }
    }

    private long records;
    private long rows;
    private @Nullable Moment first;
    private @Nullable Moment read;
    private @Nullable Moment staged;

    /** A counter's last growth is only known at the end, so each one is taken for it. */
    @Override
    public synchronized void observe(long sourceRecords, long stagedRows) {
        if (sourceRecords > records) {
            records = sourceRecords;
            Moment now = Moment.now();
            read = now;
            first = first == null ? now : first;
        }
        if (stagedRows > rows) {
            rows = stagedRows;
            staged = Moment.now();
        }
    }

    /** What stages nothing has staged all at the end. */
    synchronized Measurement end() throws IOException {
        Moment end = Moment.now();
        CounterReporter.tell(this);
        Moment firstRecord = first;
        Moment lastRecord = read;
        Moment lastRow = staged;
        if (firstRecord == null || lastRecord == null) {
            throw new IllegalStateException("the work ended, but the source emitted nothing");
        }
        return new Measurement(
                firstRecord.since(Moment.START),
                lastRecord.since(firstRecord),
                (lastRow == null ? end : lastRow).since(firstRecord),
                end.since(firstRecord),
                LinuxProcess.self().peakBytes());
    }
}
