package dev.tributary.sink;

import dev.tributary.bench.OrdersRows;
import dev.tributary.model.RowChange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The batch window of the sink: filled with different keys, filled with the same keys again, and read as one stream. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchWindowBenchmark {

    private static final int CHANGES = 100_000;

    private final List<RowChange> changes = OrdersRows.changes(CHANGES);
    private final BatchWindow filled = fill(new BatchWindow(0));
    private final byte[] buffer = new byte[1 << 16];

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public BatchWindow addNewKeys() {
        return fill(new BatchWindow(0));
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public BatchWindow addKnownKeys() {
        return fill(filled);
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public long read() throws IOException {
        InputStream in = filled.open();
        long total = 0;
        for (int read = in.read(buffer, 0, buffer.length); read > 0; read = in.read(buffer, 0, buffer.length)) {
            total += read;
        }
        return total;
    }

    private BatchWindow fill(BatchWindow window) {
        for (RowChange change : changes) {
            window.add(change);
        }
        return window;
    }
}
