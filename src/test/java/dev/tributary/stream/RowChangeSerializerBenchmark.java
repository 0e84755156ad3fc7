package dev.tributary.stream;

import dev.tributary.bench.OrdersRows;
import dev.tributary.model.RowChange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
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

/** Across the network: what each change costs between the source and the sink. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowChangeSerializerBenchmark {

    private static final int CHANGES = 1_000;

    private final List<RowChange> changes = OrdersRows.changes(CHANGES);
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 20);
    private final MergeKeySelector keys = new MergeKeySelector();

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void roundTrip(Blackhole blackhole) throws IOException {
        out.clear();
        for (RowChange change : changes) {
            RowChangeSerializer.INSTANCE.serialize(change, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getSharedBuffer(), 0, out.length());
        for (int i = 0; i < CHANGES; i++) {
            blackhole.consume(RowChangeSerializer.INSTANCE.deserialize(in));
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void key(Blackhole blackhole) {
        for (RowChange change : changes) {
            blackhole.consume(keys.getKey(change));
        }
    }
}
