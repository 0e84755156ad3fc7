package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.MySqlSource;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.metrics.MySqlSourceReaderMetrics;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReader;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Makes the connector's readers, one after the other for the same task. */
final class ConnectorReaders {

    private final Function<Set<TableId>, MySqlSource<RowChange>> sources;
    private final ChangeDeserializer deserializer;
    private final SnapshotVersions snapshots;
    private final SourceReaderContext context;
    private final MySqlSourceReaderMetrics metrics;
    private @Nullable MySqlSourceConfig current;

    /** @param sources the connector's source without the tables given */
    ConnectorReaders(
            Function<Set<TableId>, MySqlSource<RowChange>> sources,
            ChangeDeserializer deserializer,
            SnapshotVersions snapshots,
            SourceReaderContext context) {
        this.sources = sources;
        this.deserializer = deserializer;
        this.snapshots = snapshots;
        this.context = context;
        this.metrics = new MySqlSourceReaderMetrics(context.metricGroup());
        metrics.registerMetrics();
    }

    /**
     * A reader without splits, which does not ask the server before it gets some.
     *
     * @param excluded the tables that it does not read
     */
    SourceReader<RowChange, MySqlSplit> create(SilenceWatch silence, Set<TableId> excluded) {
        // Each reader needs a configuration of its own: the connector keeps its table structures under a name in it.
        MySqlSourceConfig config = sources.apply(excluded).getConfigFactory().createConfig(context.getIndexOfSubtask());
        forgetCurrent();
        current = config;
        BinlogTurn turn = new BinlogTurn();
        AddedTables added = AddedTables.register(config, snapshots);
        MySqlSourceReaderContext readerContext = new MySqlSourceReaderContext(context);
        return new MySqlSourceReader<>(
                new FutureCompletingBlockingQueue<>(),
                () -> new TurnTakingSplitReader(config, context.getIndexOfSubtask(), readerContext, turn),
                new WatchedRecordEmitter(deserializer, metrics, snapshots, added, turn, silence),
                context.getConfiguration(),
                readerContext,
                config);
    }

    /** Looks at splits before a reader gets them. */
    void announce(List<MySqlSplit> splits) {
        // Structures are found when the binlog is read first. Without chunks it has none for another reason.
        if (splits.stream()
                .filter(MySqlSplit::isBinlogSplit)
                .map(MySqlSplit::asBinlogSplit)
                .anyMatch(split -> split.getTableSchemas().isEmpty() && split.getTotalFinishedSplitSize() > 0)) {
            deserializer.expectNewBinlog();
        }
    }

    /** Lets go of what is kept for the reader made last. */
    void forgetCurrent() {
        if (current != null) {
            AddedTables.forget(current);
        }
    }
}
