package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.metrics.MySqlSourceReaderMetrics;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReader;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSplitReader;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.cdc.connectors.mysql.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;

/** Makes the connector's readers, one after the other for the same task. */
final class ConnectorReaders {

    private final MySqlSource<RowChange> source;
    private final ChangeDeserializer deserializer;
    private final SnapshotVersions snapshots;
    private final SourceReaderContext context;
    private final MySqlSourceReaderMetrics metrics;

    ConnectorReaders(
            MySqlSource<RowChange> source,
            ChangeDeserializer deserializer,
            SnapshotVersions snapshots,
            SourceReaderContext context) {
        this.source = source;
        this.deserializer = deserializer;
        this.snapshots = snapshots;
        this.context = context;
        this.metrics = new MySqlSourceReaderMetrics(context.metricGroup());
        metrics.registerMetrics();
    }

    /** A reader without splits, which does not ask the server before it gets some. */
    SourceReader<RowChange, MySqlSplit> create(SilenceWatch silence) {
        // Each reader needs a configuration of its own: the connector keeps its table structures under a name in it.
        MySqlSourceConfig config = source.getConfigFactory().createConfig(context.getIndexOfSubtask());
        MySqlSourceReaderContext readerContext = new MySqlSourceReaderContext(context);
        return new MySqlSourceReader<>(
                new FutureCompletingBlockingQueue<>(),
                () -> new MySqlSplitReader(
                        config, context.getIndexOfSubtask(), readerContext, SnapshotPhaseHooks.empty()),
                new WatchedRecordEmitter(deserializer, metrics, snapshots, silence),
                context.getConfiguration(),
                readerContext,
                config);
    }
}
