package dev.tributary.mysql;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.model.Column;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.mysql.row.RouteEncoder;
import dev.tributary.mysql.row.StructureEncoders;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.TargetEvolution;
import java.util.List;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** One source table whose structure changes, and what the binlog brings of it beside the rows of its snapshot. */
final class EvolvingRoute {

    private final StructureEncoders encoders;

    private long lastRewrite;
    private long snapshotVersion;
    private @Nullable Schema lastSchema;
    private @Nullable List<Column> lastColumns;

    EvolvingRoute(RoutePlan planned, UnencodablePolicy policy, long deadLetterSchemaId, TargetEvolution evolution) {
        this.encoders = new StructureEncoders(planned, policy, deadLetterSchemaId, evolution);
    }

    RoutePlan planned() {
        return encoders.planned();
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
     * The columns of rows with the schema. The change source makes a schema object per structure, so in the hot path this is
     * a comparison of references.
     */
    List<Column> columns(Schema schema) {
        List<Column> columns = lastColumns;
        if (schema != lastSchema || columns == null) {
            columns = SourceColumns.of(schema, planned().source());
            lastSchema = schema;
            lastColumns = columns;
        }
        return columns;
    }

    /** Makes the target ready for a structure before the first row of it comes. */
    RouteEncoder encoder(List<Column> columns) {
        try {
            return encoders.encoder(columns);
        } catch (RefusedTableException e) {
            throw new SchemaChangedException(e.table(), e.change());
        }
    }
}
