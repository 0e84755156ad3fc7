package dev.tributary.bench;

import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.mysql.MySqlSources;
import dev.tributary.plan.ReplicationPlan;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** The CDC source with the job's settings and nothing behind it: what the job can be at best. */
final class BareSource {

    private static final AtomicLong RECORDS = new AtomicLong();

    private BareSource() {}

    static void build(StreamExecutionEnvironment environment, ReplicationPlan plan, RunMode mode) {
        SyncConfig config = plan.config();
        environment.setParallelism(config.job().parallelism());
        environment.enableCheckpointing(config.job().checkpointInterval().toMillis());
        environment.getConfig().enableObjectReuse();
        environment
                .fromSource(
                        MySqlSources.source(
                                plan.servers().get(0),
                                config.source(),
                                config.schemaChanges(),
                                mode,
                                config.job().parallelism(),
                                new Counting()),
                        WatermarkStrategy.noWatermarks(),
                        "bare source")
                .uid("bare-source")
                .sinkTo(new DiscardingSink<>())
                .uid("discard");
    }

    static long records() {
        return RECORDS.get();
    }

    /** Counts the rows' records and emits a constant for each. */
    private static final class Counting implements DebeziumDeserializationSchema<Integer> {

        private static final long serialVersionUID = 1L;
        private static final Integer ONE = 1;

        @Override
        public void deserialize(SourceRecord record, Collector<Integer> out) {
            if (((Struct) record.value()).schema().field("op") != null) {
                RECORDS.incrementAndGet();
                out.collect(ONE);
            }
        }

        @Override
        public TypeInformation<Integer> getProducedType() {
            return Types.INT;
        }
    }
}
