package dev.tributary.bench;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.ServerPlan;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.table.StartupOptions;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** Flink CDC's source with nothing behind it, at its fastest: what a job that is built on it can be at best. */
final class BareSource {

    /** More often keeps a processor busy for nothing; less often is slower. */
    private static final String POLL_MILLIS = "100";

    private static final AtomicLong RECORDS = new AtomicLong();

    private BareSource() {}

    static void build(StreamExecutionEnvironment environment, ReplicationPlan plan, RunMode mode) {
        SyncConfig config = plan.config();
        environment.setParallelism(config.job().parallelism());
        environment.enableCheckpointing(config.job().checkpointInterval().toMillis());
        environment.getConfig().enableObjectReuse();
        environment
                .fromSource(
                        source(plan.servers().get(0), config, mode), WatermarkStrategy.noWatermarks(), "bare source")
                .uid("bare-source")
                .sinkTo(new DiscardingSink<>())
                .uid("discard");
    }

    private static MySqlSource<Integer> source(ServerPlan server, SyncConfig config, RunMode mode) {
        MySqlEndpoint endpoint = server.endpoint();
        Properties debezium = new Properties();
        debezium.setProperty("poll.interval.ms", POLL_MILLIS);
        debezium.setProperty("decimal.handling.mode", "precise");
        debezium.setProperty("bigint.unsigned.handling.mode", "precise");
        return MySqlSource.<Integer>builder()
                .hostname(endpoint.host())
                .port(endpoint.port())
                .username(endpoint.user())
                .password(endpoint.password().reveal())
                .databaseList(server.routes().get(0).source().id().database())
                .tableList(server.routes().stream()
                        .map(route -> route.source().id().toString())
                        .toArray(String[]::new))
                .serverId(server.firstServerId() + "-"
                        + (server.firstServerId() + config.job().parallelism()))
                .serverTimeZone("UTC")
                .splitSize(config.source().splitSize())
                .skipSnapshotBackfill(true)
                .startupOptions(mode == RunMode.SYNC ? StartupOptions.initial() : StartupOptions.snapshot())
                .debeziumProperties(debezium)
                .deserializer(new Counting())
                .build();
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
