package dev.tributary.bench;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.ChangeDeserializer;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.TargetEvolution;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Decimal;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;

/** The rows of {@link OrdersTable} as Debezium's records, without a server: what the benchmarks of the hot paths work on. */
public final class OrdersRecords {

    private static final Schema ROW = SchemaBuilder.struct()
            .name("bench.orders.Value")
            .optional()
            .field("id", typed(SchemaBuilder.int64(), "BIGINT"))
            .field("customer_id", typed(SchemaBuilder.int32(), "INT"))
            .field("status", typed(SchemaBuilder.string(), "VARCHAR", 16))
            .field("amount", typed(Decimal.builder(2), "DECIMAL", 12, 2))
            .field("quantity", typed(SchemaBuilder.int16(), "SMALLINT"))
            .field("revision", typed(SchemaBuilder.int64(), "INT UNSIGNED"))
            .field("weight", typed(SchemaBuilder.float64().optional(), "DOUBLE"))
            .field("remark", typed(SchemaBuilder.string().optional(), "VARCHAR", 120))
            .field("created_at", typed(SchemaBuilder.int64(), "DATETIME", 3))
            .field("updated_at", typed(SchemaBuilder.string(), "TIMESTAMP"))
            .build();

    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("db", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("file", Schema.STRING_SCHEMA)
            .field("pos", Schema.INT64_SCHEMA)
            .field("row", Schema.INT32_SCHEMA)
            .build();

    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    private static final List<Column> COLUMNS = List.of(
            column("id", "bigint", false),
            column("customer_id", "int", false),
            column("status", "varchar(16)", false),
            column("amount", "decimal(12,2)", false),
            column("quantity", "smallint", false),
            column("revision", "int unsigned", false),
            column("weight", "double", true),
            column("remark", "varchar(120)", true),
            column("created_at", "datetime(3)", false),
            column("updated_at", "timestamp", false));

    /** Never asked: the rows are as the plan has them. */
    private static final TargetEvolution NO_EVOLUTION = new TargetEvolution(
            new ClickHouseOptions("http://127.0.0.1:1", "nobody", new Secret(""), "none", "none", "none"),
            Duration.ZERO,
            Map.of());

    private static final SchemaChangeOptions SCHEMA_CHANGES = new SchemaChangeOptions(
            Policy.FAIL, Policy.FAIL, Policy.FAIL, Policy.FAIL, Policy.FAIL, Policy.FAIL, Refusal.END_JOB);

    private OrdersRecords() {}

    public static ChangeDeserializer deserializer() {
        return new ChangeDeserializer(
                List.of(route()), UnencodablePolicy.FAIL, SCHEMA_CHANGES, "tributary", NO_EVOLUTION);
    }

    private static Schema typed(SchemaBuilder field, String type, int... sizes) {
        field.parameter("__debezium.source.column.type", type);
        if (sizes.length > 0) {
            field.parameter("__debezium.source.column.length", Integer.toString(sizes[0]));
        }
        if (sizes.length > 1) {
            field.parameter("__debezium.source.column.scale", Integer.toString(sizes[1]));
        }
        return field.build();
    }

    private static RoutePlan route() {
        TableId source = new TableId(OrdersTable.DATABASE, OrdersTable.NAME);
        List<TargetColumn> columns = new ArrayList<>();
        columns.add(new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"));
        COLUMNS.forEach(column -> columns.add(new TargetColumn(column.name(), targetType(column))));
        return new RoutePlan(
                "bench",
                new TableSchema(source, COLUMNS, List.of("id"), List.of()),
                new TargetSchema(source, columns, 2));
    }

    private static Column column(String name, String type, boolean nullable) {
        return new Column(name, MySqlType.parse(type), nullable);
    }

    private static String targetType(Column column) {
        try {
            return TypeMapping.columnType(TypeMapping.map(column.type()), column.nullable());
        } catch (UnsupportedTypeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Updates of rows with the ids 0 to count − 1. */
    public static List<SourceRecord> updates(int count) {
        List<SourceRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Struct source = new Struct(SOURCE)
                    .put("ts_ms", 1_700_000_000_000L + i)
                    .put("db", OrdersTable.DATABASE)
                    .put("table", OrdersTable.NAME)
                    .put("file", "binlog.000042")
                    .put("pos", 4711L + 100L * i)
                    .put("row", 0);
            Struct change = new Struct(ENVELOPE)
                    .put("before", row(i, 0))
                    .put("after", row(i, 1))
                    .put("source", source)
                    .put("op", "u");
            records.add(new SourceRecord(Map.of(), Map.of(), "bench", ENVELOPE, change));
        }
        return records;
    }

    private static Struct row(int id, long revision) {
        return new Struct(ROW)
                .put("id", (long) id)
                .put("customer_id", id * 7 % 100_003)
                .put("status", id % 2 == 0 ? "sent" : "returned")
                .put("amount", BigDecimal.valueOf(id * 31L % 1_000_000, 2))
                .put("quantity", (short) (id % 100))
                .put("revision", revision)
                .put("weight", id % 10 == 0 ? null : id / 7.0)
                .put("remark", id % 4 == 0 ? null : "Order " + id + ", " + "x".repeat(id % 40))
                .put("created_at", 1_704_067_200_125L + id * 1000L)
                .put("updated_at", "2024-06-01T00:00:" + (10 + id % 50) + "Z");
    }

    /** The same, encoded. */
    public static List<RowChange> changes(int count) {
        List<RowChange> changes = new ArrayList<>();
        ChangeDeserializer deserializer = deserializer();
        updates(count).forEach(record -> deserializer.deserialize(record, new ListCollector<>(changes)));
        return changes;
    }
}
