package dev.tributary.mysql.row;

import dev.tributary.bench.OrdersRows;
import dev.tributary.model.RowChange;
import dev.tributary.mysql.binlog.RowImage;
import dev.tributary.mysql.snapshot.TextRow;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
import org.openjdk.jmh.infra.Blackhole;

/** From the server's bytes to those of the row: what each row costs at the source, on both roads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RouteEncoderBenchmark {

    private static final int ROWS = 1_000;

    private final byte[] updates = OrdersRows.updates(ROWS);
    private final List<byte[]> rows = OrdersRows.snapshot(ROWS);
    private final RowImage before = OrdersRows.image();
    private final RowImage after = OrdersRows.image();
    private final TextRow text = OrdersRows.text();
    private final RouteEncoder encoder = OrdersRows.encoder();

    /** An update in the binlog, an image before and one after. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void update(Blackhole blackhole) {
        Consumer<RowChange> changes = blackhole::consume;
        for (int at = 0; at < updates.length; ) {
            at = after.read(updates, before.read(updates, at));
            encoder.update(before, after, 1, 1, changes);
        }
    }

    /** A row of a snapshot. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void snapshot(Blackhole blackhole) {
        Consumer<RowChange> changes = blackhole::consume;
        for (byte[] row : rows) {
            text.read(row);
            encoder.snapshot(text, 1, changes);
        }
    }
}
