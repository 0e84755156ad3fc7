package dev.tributary.mysql;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.BinlogPosition;
import dev.tributary.model.RowChange;
import dev.tributary.plan.RoutePlan;
import dev.tributary.stream.RowChangeTypeInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Turns Debezium's records into row changes, the whole row encoded as it will stand in ClickHouse. An update that changes
 * the merge key becomes a delete of the old key and an upsert of the new.
 */
public final class ChangeDeserializer implements DebeziumDeserializationSchema<RowChange> {

    private static final long serialVersionUID = 1L;

    private final List<RoutePlan> routes;
    private final UnencodablePolicy policy;
    private final String controlDatabase;

    private transient @Nullable Map<String, Map<String, RouteEncoder>> encoders;
    private transient long snapshotVersion;

    /** @param controlDatabase where the dead letters go */
    public ChangeDeserializer(List<RoutePlan> routes, UnencodablePolicy policy, String controlDatabase) {
        this.routes = List.copyOf(routes);
        this.policy = policy;
        this.controlDatabase = controlDatabase;
    }

    /** @param version of the snapshot rows that come next */
    void readSnapshot(long version) {
        snapshotVersion = version;
    }

    @Override
    public void deserialize(SourceRecord record, Collector<RowChange> out) {
        Struct value = (Struct) record.value();
        if (value.schema().field("op") == null) {
            if (value.schema().field("historyRecord") != null) {
                SchemaChangeGuard.check(value, routes);
            }
            return; // else a heartbeat
        }
        Struct source = value.getStruct("source");
        RouteEncoder encoder = encoder(source.getString("db"), source.getString("table"));
        String file = source.getString("file");
        boolean inSnapshot = file == null || file.isEmpty();
        long version = inSnapshot
                ? snapshotVersion
                : BinlogPosition.version(file, source.getInt64("pos"), source.getInt32("row"));
        long sourceTimeMillis = inSnapshot ? 0 : source.getInt64("ts_ms");
        Struct before = value.getStruct("before");
        Struct after = value.getStruct("after");
        switch (value.getString("op")) {
            case "r" -> encoder.snapshot(after, version, out);
            case "c" -> encoder.upsert(after, version, sourceTimeMillis, out);
            case "u" -> encoder.update(before, after, version, sourceTimeMillis, out);
            case "d" -> encoder.delete(before, version, sourceTimeMillis, out);
            default ->
                throw new IllegalStateException("unknown operation '" + value.getString("op") + "' in " + source);
        }
    }

    private RouteEncoder encoder(String database, String table) {
        Map<String, Map<String, RouteEncoder>> byDatabase = encoders;
        if (byDatabase == null) {
            byDatabase = newEncoders();
            encoders = byDatabase;
        }
        Map<String, RouteEncoder> byTable = byDatabase.get(database);
        RouteEncoder encoder = byTable == null ? null : byTable.get(table);
        if (encoder == null) {
            throw new IllegalStateException(
                    "a change of " + database + "." + table + " arrived, which no connection of this job replicates");
        }
        return encoder;
    }

    private Map<String, Map<String, RouteEncoder>> newEncoders() {
        ReplacedClasses.requireInUse();
        long deadLetterSchema = DeadLetters.schema(controlDatabase).id();
        Map<String, Map<String, RouteEncoder>> result = new HashMap<>();
        for (RoutePlan route : routes) {
            result.computeIfAbsent(route.source().id().database(), database -> new HashMap<>())
                    .put(route.source().id().table(), new RouteEncoder(route, policy, deadLetterSchema));
        }
        return result;
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return RowChangeTypeInfo.INSTANCE;
    }
}
