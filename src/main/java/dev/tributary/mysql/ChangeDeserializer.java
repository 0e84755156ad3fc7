package dev.tributary.mysql;

import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.Column;
import dev.tributary.model.RowChange;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.TargetEvolution;
import dev.tributary.stream.RowChangeTypeInfo;
import dev.tributary.stream.TableRewriteFormat;
import io.debezium.relational.Table;
import io.debezium.relational.history.HistoryRecord;
import io.debezium.relational.history.TableChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.cdc.connectors.mysql.source.utils.RecordUtils;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;
import org.apache.flink.cdc.debezium.DebeziumDeserializationSchema;
import org.apache.flink.cdc.debezium.history.FlinkJsonTableChangeSerializer;
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
    private final SchemaChangeOptions schemaChanges;
    private final String controlDatabase;
    private final TargetEvolution evolution;

    private transient @Nullable Map<TableId, EvolvingRoute> evolving;
    private transient long snapshotVersion;
    private transient boolean binlogIsNew;

    /**
     * @param controlDatabase where the dead letters go
     * @param evolution makes targets ready for structures that the plan does not know
     */
    public ChangeDeserializer(
            List<RoutePlan> routes,
            UnencodablePolicy policy,
            SchemaChangeOptions schemaChanges,
            String controlDatabase,
            TargetEvolution evolution) {
        this.routes = List.copyOf(routes);
        this.policy = policy;
        this.schemaChanges = schemaChanges;
        this.controlDatabase = controlDatabase;
        this.evolution = evolution;
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
                rewrite(record, value.getStruct("source"), out);
            }
            return; // else a heartbeat
        }
        Struct source = value.getStruct("source");
        EvolvingRoute route = route(source.getString("db"), source.getString("table"));
        String file = source.getString("file");
        boolean inSnapshot = file == null || file.isEmpty();
        long version =
                inSnapshot ? snapshotVersion : RowVersion.version(file, source.getInt64("pos"), source.getInt32("row"));
        if (!inSnapshot && route.isInSnapshot(version)) {
            return;
        }
        long sourceTimeMillis = inSnapshot ? 0 : source.getInt64("ts_ms");
        Struct before = value.getStruct("before");
        Struct after = value.getStruct("after");
        RouteEncoder encoder = route.encoder((after == null ? before : after).schema());
        switch (value.getString("op")) {
            case "r" -> encoder.snapshot(after, version, out);
            case "c" -> encoder.insert(after, version, sourceTimeMillis, out);
            case "u" -> encoder.update(before, after, version, sourceTimeMillis, out);
            case "d" -> encoder.delete(before, version, sourceTimeMillis, out);
            default ->
                throw new IllegalStateException("unknown operation '" + value.getString("op") + "' in " + source);
        }
    }

    /** Statements reach this point if they are on one replicated table and can be followed: see {@link StatementWatch}. */
    private void rewrite(SourceRecord record, Struct source, Collector<RowChange> out) {
        long version = RowVersion.version(source.getString("file"), source.getInt64("pos"), source.getInt32("row"));
        for (TableStatement statement : statements(record)) {
            EvolvingRoute route = evolving().get(statement.table());
            if (route == null || !route.isNewStatement(version)) {
                continue;
            }
            Table table = after(record, statement.table());
            List<Column> columns = table == null ? List.of() : SourceColumns.of(table);
            if (table != null && statement instanceof TableStatement.Create) {
                StatementRules.refuseUnlessAlike(route.planned().source(), columns, table.primaryKeyColumnNames());
            }
            TableRewrite rewrite =
                    new StatementRewrites(route.planned(), schemaChanges).rewrite(statement, columns, version);
            if (rewrite != null) {
                if (!rewrite.columns().isEmpty()) {
                    route.encoder(columns);
                }
                out.collect(TableRewriteFormat.toRowChange(rewrite, source.getInt64("ts_ms")));
            }
        }
    }

    /** What a record of a statement does to replicated tables. */
    List<TableStatement> statements(SourceRecord record) {
        String text = statement(record).document().getString(HistoryRecord.Fields.DDL_STATEMENTS);
        String database = ((Struct) record.value()).getStruct("source").getString("db");
        return new StatementReader(database, evolving().keySet()).read(text);
    }

    /** Called before the first record of a split of the binlog. */
    void beginBinlog(MySqlBinlogSplit split, SnapshotVersions snapshots) {
        evolving().forEach((table, route) -> route.beginBinlog(snapshots.of(table.toString())));
        if (binlogIsNew) {
            binlogIsNew = false;
            Map<TableId, RoutePlan> planned = new HashMap<>();
            routes.forEach(route -> planned.put(route.source().id(), route));
            SnapshotPhase.requireSameStructure(split, planned);
        }
    }

    /** The part of the binlog that is begun next was never read, and comes after the snapshot of all tables. */
    void expectNewBinlog() {
        binlogIsNew = true;
    }

    private static HistoryRecord statement(SourceRecord record) {
        try {
            return RecordUtils.getHistoryRecord(record);
        } catch (IOException e) {
            throw new UncheckedIOException("the change source wrote a statement that cannot be read", e);
        }
    }

    /** The table behind the statement; null where it says nothing of it. */
    private static @Nullable Table after(SourceRecord record, TableId table) {
        TableChanges changes = new FlinkJsonTableChangeSerializer()
                .deserialize(statement(record).document().getArray(HistoryRecord.Fields.TABLE_CHANGES), true);
        for (TableChanges.TableChange change : changes) {
            if (change.getId().table().equals(table.table()) && change.getTable() != null) {
                return change.getTable();
            }
        }
        return null;
    }

    private EvolvingRoute route(String database, String table) {
        EvolvingRoute route = evolving().get(new TableId(database, table));
        if (route == null) {
            throw new IllegalStateException(
                    "a change of " + database + "." + table + " arrived, which no connection of this job replicates");
        }
        return route;
    }

    private Map<TableId, EvolvingRoute> evolving() {
        Map<TableId, EvolvingRoute> known = evolving;
        if (known == null) {
            ReplacedClasses.requireInUse();
            known = new HashMap<>();
            long deadLetterSchema = DeadLetters.schema(controlDatabase).id();
            for (RoutePlan route : routes) {
                known.put(route.source().id(), new EvolvingRoute(route, policy, deadLetterSchema, evolution));
            }
            evolving = known;
        }
        return known;
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return RowChangeTypeInfo.INSTANCE;
    }
}
