package dev.tributary.mysql;

import dev.tributary.bench.OrdersRecords;
import dev.tributary.model.RowChange;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.util.Collector;
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

/** From Debezium's record to the bytes of the row: what each change costs at the source. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChangeDeserializerBenchmark {

    private static final int RECORDS = 1_000;

    private final List<SourceRecord> updates = OrdersRecords.updates(RECORDS);
    private final ChangeDeserializer deserializer = OrdersRecords.deserializer();

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void update(Blackhole blackhole) {
        Collector<RowChange> collector = new Collector<>() {
            @Override
            public void collect(RowChange change) {
                blackhole.consume(change);
            }

            @Override
            public void close() {}
        };
        for (SourceRecord record : updates) {
            deserializer.deserialize(record, collector);
        }
    }
}
