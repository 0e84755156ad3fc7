package dev.tributary.mysql;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.model.Column;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.IncompatibleStructureException;
import dev.tributary.schema.TargetEvolution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** One source table whose structure changes: an encoder for each structure that its rows come with, made when it comes. */
final class EvolvingRoute {

    private final RoutePlan planned;
    private final UnencodablePolicy policy;
    private final long deadLetterSchemaId;
    private final TargetEvolution evolution;
    private final Map<List<Column>, RouteEncoder> encoders = new HashMap<>();

    private long lastRewrite;
    private long snapshotVersion;
    private @Nullable Schema lastSchema;
    private @Nullable RouteEncoder lastEncoder;

    EvolvingRoute(RoutePlan planned, UnencodablePolicy policy, long deadLetterSchemaId, TargetEvolution evolution) {
        this.planned = planned;
        this.policy = policy;
        this.deadLetterSchemaId = deadLetterSchemaId;
        this.evolution = evolution;
    }

    RoutePlan planned() {
        return planned;
    }

    /** @param version that the table's snapshot rows carry */
    void beginBinlog(long version) {
        snapshotVersion = version;
    }

    /**
     * Whether a change is older than the table's snapshot, which then shows it. The binlog still brings such changes of a table
     * that was added; their rows would count as what the snapshot did not find.
     */
    boolean isInSnapshot(long version) {
        return Long.compareUnsigned(version, snapshotVersion) < 0;
    }

    /** Whether the statement is new: one with several effects comes once for each. */
    boolean isNewStatement(long version) {
        boolean isNew = version > lastRewrite;
        lastRewrite = Math.max(version, lastRewrite);
        return isNew;
    }

    /**
     * The encoder for rows of the schema. The change source makes a schema object per structure, so in the hot path this is
     * a comparison of references.
     */
    RouteEncoder encoder(Schema schema) {
        RouteEncoder encoder = lastEncoder;
        if (schema != lastSchema || encoder == null) {
            encoder = encoder(SourceColumns.of(schema, planned.source()));
            lastSchema = schema;
            lastEncoder = encoder;
        }
        return encoder;
    }

    /** Makes the target ready for a structure before the first row of it comes. */
    RouteEncoder encoder(List<Column> columns) {
        RouteEncoder encoder = encoders.get(columns);
        if (encoder == null) {
            encoder = newEncoder(columns);
            encoders.put(columns, encoder);
        }
        return encoder;
    }

    private RouteEncoder newEncoder(List<Column> columns) {
        TableSchema source = planned.source();
        try {
            TargetSchema target = evolution.evolve(planned.target(), source, columns);
            RoutePlan route = new RoutePlan(
                    planned.sourceDatabase(),
                    new TableSchema(source.id(), columns, source.primaryKey(), source.uniqueKeys()),
                    target,
                    planned.overrides(),
                    planned.resyncs());
            return new RouteEncoder(route, policy, deadLetterSchemaId);
        } catch (IncompatibleStructureException e) {
            throw new SchemaChangedException(source.id(), String.valueOf(e.getMessage()));
        }
    }
}
