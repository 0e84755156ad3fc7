package dev.tributary.mysql;

import dev.tributary.config.RunMode;
import dev.tributary.config.SchemaChangeOptions;
import dev.tributary.config.SyncConfig.SourceOptions;
import dev.tributary.model.RowChange;
import dev.tributary.plan.ServerPlan;
import dev.tributary.stream.RowChangeTypeInfo;
import java.util.List;
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
    private final ChangeDeserializer deserializer;
    private final MySqlSource<RowChange> connector;
    private final ServerProbe probe;

    /** @param parallelism how many readers there are at most */
    public ServerSource(
            ServerPlan server,
            SourceOptions options,
            SchemaChangeOptions schemaChanges,
            RunMode mode,
            int parallelism,
            ChangeDeserializer deserializer) {
        this.server = server;
        this.options = options;
        this.deserializer = deserializer;
        this.connector = MySqlSources.source(server, options, schemaChanges, mode, parallelism, deserializer);
        this.probe = new ServerProbe(server, options.connectTimeout());
    }

    @Override
    public Boundedness getBoundedness() {
        return connector.getBoundedness();
    }

    @Override
    public SplitEnumerator<MySqlSplit, ServerSourceState> createEnumerator(SplitEnumeratorContext<MySqlSplit> context) {
        return new ServerEnumerator(context, new ConnectorEnumerators(connector), probe, routes(), null);
    }

    @Override
    public SplitEnumerator<MySqlSplit, ServerSourceState> restoreEnumerator(
            SplitEnumeratorContext<MySqlSplit> context, ServerSourceState state) {
        try {
            RestoredRoutes.requireCompatible(state, routes());
        } catch (StateMismatchException e) {
            return new RefusingEnumerator(e);
        }
        return new ServerEnumerator(context, new ConnectorEnumerators(connector), probe, routes(), state);
    }

    private List<RouteIdentity> routes() {
        return server.routes().stream().map(RouteIdentity::of).toList();
    }

    @Override
    public SourceReader<RowChange, MySqlSplit> createReader(SourceReaderContext context) {
        SilenceWatch silence = new SilenceWatch(options.pollInterval());
        SnapshotVersions snapshots = new SnapshotVersions(server.routes());
        return new ServerReader(
                context, new ConnectorReaders(connector, deserializer, snapshots, context), probe, snapshots, silence);
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
