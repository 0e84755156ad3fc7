package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.RowChange;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TargetEvolution;
import dev.tributary.stream.RowChangeTypeInfo;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * All databases of one MySQL server as a source of row changes: a snapshot of each table, then the binlog. It stays RUNNING
 * while the server is away, at start or later.
 *
 * <pre>
 *   enumerator ── chunks ──▶ readers ── SELECT ──▶ row changes
 *       ▲                       │
 *       └── chunks that complete checkpoints have
 *       │
 *       └─ tables that are read ──▶ one reader ── binlog ──▶ row changes
 * </pre>
 */
public final class ServerSource implements Source<RowChange, ServerSplit, SourceState>, ResultTypeQueryable<RowChange> {

    private static final long serialVersionUID = 1L;

    private final ServerPlan server;
    private final SyncConfig config;
    private final RunMode mode;
    private final TargetEvolution evolution;

    /** Another one for each plan that is made, and the same in all attempts of a job. */
    private final String plan = UUID.randomUUID().toString();

    /** @param evolution makes targets ready for structures that the plan does not know */
    public ServerSource(ServerPlan server, SyncConfig config, RunMode mode, TargetEvolution evolution) {
        this.server = server;
        this.config = config;
        this.mode = mode;
        this.evolution = evolution;
    }

    /** @param awaitsRoutes whether somebody else tells which tables were taken in */
    private SourceParts parts(boolean awaitsRoutes) {
        return SourceParts.of(server, config, mode, evolution, plan, awaitsRoutes);
    }

    @Override
    public Boundedness getBoundedness() {
        return mode == RunMode.ETL ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<ServerSplit, SourceState> createEnumerator(SplitEnumeratorContext<ServerSplit> context) {
        return new ServerEnumerator(context, new SnapshotProgress(server.routes()), parts(false), null);
    }

    @Override
    public SplitEnumerator<ServerSplit, SourceState> restoreEnumerator(
            SplitEnumeratorContext<ServerSplit> context, SourceState state) {
        SourceParts parts = parts(false);
        AddedRoutes.of(parts, state).forEach(batch -> parts.routes().add(batch.routes()));
        try {
            SnapshotProgress progress = SnapshotProgress.restored(parts.routes().all(), state);
            return new ServerEnumerator(context, progress, parts, state);
        } catch (StateMismatchException e) {
            return new RefusingEnumerator(e, parts.journal("enumerator", context.metricGroup()));
        }
    }

    @Override
    public SourceReader<RowChange, ServerSplit> createReader(SourceReaderContext context) {
        return new ServerReader(context, parts(true));
    }

    @Override
    public SimpleVersionedSerializer<ServerSplit> getSplitSerializer() {
        return new ServerSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<SourceState> getEnumeratorCheckpointSerializer() {
        return new SourceStateSerializer();
    }

    /** The names of the connections that the state of an enumerator is of, as {@link #getEnumeratorCheckpointSerializer} wrote it. */
    public static List<String> connectionsOf(int version, byte[] enumerator) throws IOException {
        return new SourceStateSerializer()
                .deserialize(version, enumerator).routes().stream()
                        .map(RouteIdentity::sourceDatabase)
                        .distinct()
                        .sorted()
                        .toList();
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return RowChangeTypeInfo.INSTANCE;
    }
}
