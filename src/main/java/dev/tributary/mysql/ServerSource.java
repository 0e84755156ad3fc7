package dev.tributary.mysql;

import dev.tributary.config.RunMode;
import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.SourceOptions;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TargetEvolution;
import dev.tributary.stream.RowChangeTypeInfo;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * All databases of one MySQL server as a source of row changes, which stays RUNNING while the server is away, at start or
 * later. The snapshot and the binlog are read by Flink CDC's source; around it stand {@link ServerEnumerator} and {@link
 * ServerReader}, which put a new one in its place when the server comes back.
 */
public final class ServerSource
        implements Source<RowChange, MySqlSplit, ServerSourceState>, ResultTypeQueryable<RowChange> {

    private static final long serialVersionUID = 1L;

    private final ServerPlan server;
    private final SourceOptions options;
    private final SchemaChangeOptions schemaChanges;
    private final RunMode mode;
    private final int parallelism;
    private final ChangeDeserializer deserializer;
    private final MySqlSource<RowChange> connector;
    private final ServerProbe probe;
    private final SetAsideTables setAside;
    private final Resyncs resyncs;

    /** @param evolution makes targets ready for structures that the plan does not know */
    public ServerSource(
            ServerPlan server,
            SyncConfig config,
            RunMode mode,
            ChangeDeserializer deserializer,
            TargetEvolution evolution) {
        this.server = server;
        this.options = config.source();
        this.schemaChanges = config.schemaChanges();
        this.mode = mode;
        this.parallelism = config.job().parallelism();
        this.deserializer = deserializer;
        this.connector = connector(Set.of());
        this.probe = new ServerProbe(server, options.connectTimeout());
        this.setAside = new SetAsideTables(server, config, mode);
        this.resyncs = new Resyncs(server, config, mode, probe, evolution);
    }

    private MySqlSource<RowChange> connector(Set<TableId> excluded) {
        return MySqlSources.source(server.without(excluded), options, schemaChanges, mode, parallelism, deserializer);
    }

    @Override
    public Boundedness getBoundedness() {
        return connector.getBoundedness();
    }

    @Override
    public SplitEnumerator<MySqlSplit, ServerSourceState> createEnumerator(SplitEnumeratorContext<MySqlSplit> context) {
        return enumerator(context, routes(), null);
    }

    @Override
    public SplitEnumerator<MySqlSplit, ServerSourceState> restoreEnumerator(
            SplitEnumeratorContext<MySqlSplit> context, ServerSourceState state) {
        List<RouteIdentity> routes = RestoredRoutes.withKnownResyncs(state, routes());
        try {
            RestoredRoutes.requireCompatible(state, routes);
        } catch (StateMismatchException e) {
            return new RefusingEnumerator(e);
        }
        return enumerator(context, routes, RestoredRoutes.withoutResynced(state, routes));
    }

    private ServerEnumerator enumerator(
            SplitEnumeratorContext<MySqlSplit> context, List<RouteIdentity> routes, @Nullable ServerSourceState state) {
        return new ServerEnumerator(context, new ConnectorEnumerators(connector), probe, resyncs, routes, state);
    }

    private List<RouteIdentity> routes() {
        return server.routes().stream().map(RouteIdentity::of).toList();
    }

    @Override
    public SourceReader<RowChange, MySqlSplit> createReader(SourceReaderContext context) {
        SilenceWatch silence = new SilenceWatch(options.pollInterval());
        SnapshotVersions snapshots = new SnapshotVersions(server.routes());
        return new ServerReader(
                context,
                new ConnectorReaders(this::connector, deserializer, snapshots, context),
                probe,
                setAside,
                snapshots,
                silence);
    }

    @Override
    public SimpleVersionedSerializer<MySqlSplit> getSplitSerializer() {
        return connector.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<ServerSourceState> getEnumeratorCheckpointSerializer() {
        return new ServerSourceStateSerializer(connector.getEnumeratorCheckpointSerializer());
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return RowChangeTypeInfo.INSTANCE;
    }
}
