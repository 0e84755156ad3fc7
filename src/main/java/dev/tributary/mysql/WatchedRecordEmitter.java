package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.cdc.connectors.mysql.source.metrics.MySqlSourceReaderMetrics;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlRecordEmitter;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplitState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplitState;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.connectors.mysql.source.utils.RecordUtils;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.data.Struct;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.source.SourceRecord;

/**
 * Emits records, and remembers when something came last: of a quiet server, heartbeats. Snapshot rows get their table's
 * version; the first record of the binlog is preceded by the removal of what the snapshot did not find any more.
 */
final class WatchedRecordEmitter extends MySqlRecordEmitter<RowChange> {

    private final ChangeDeserializer deserializer;
    private final SnapshotVersions snapshots;
    private final SilenceWatch silence;
    private boolean followsBinlog;
    private final FollowedStatements statements = new FollowedStatements();

    WatchedRecordEmitter(
            ChangeDeserializer deserializer,
            MySqlSourceReaderMetrics metrics,
            SnapshotVersions snapshots,
            SilenceWatch silence) {
        super(deserializer, metrics, true);
        this.deserializer = deserializer;
        this.snapshots = snapshots;
        this.silence = silence;
    }

    @Override
    public void emitRecord(SourceRecords records, SourceOutput<RowChange> output, MySqlSplitState splitState)
            throws Exception {
        if (!records.iterator().hasNext()) {
            return;
        }
        silence.heard();
        if (splitState.isSnapshotSplitState()) {
            followsBinlog = false;
            deserializer.readSnapshot(snapshots.of(splitState
                    .asSnapshotSplitState()
                    .toMySqlSplit()
                    .asSnapshotSplit()
                    .getTableId()
                    .identifier()));
        } else if (!followsBinlog) {
            followsBinlog = true;
            snapshots.removeOlderRows(
                    splitState.asBinlogSplitState().toMySqlSplit().asBinlogSplit(), output::collect);
        }
        super.emitRecord(records, output, splitState);
    }

    @Override
    public void applySplit(MySqlSplit split) {
        super.applySplit(split);
        if (split.isBinlogSplit()) {
            deserializer.beginBinlog(split.asBinlogSplit());
        }
    }

    @Override
    protected void processElement(SourceRecord element, SourceOutput<RowChange> output, MySqlSplitState splitState)
            throws Exception {
        super.processElement(element, output, splitState);
        if (splitState.isBinlogSplitState()) {
            MySqlBinlogSplitState state = splitState.asBinlogSplitState();
            BinlogOffset offset = state.getStartingOffset();
            boolean isStatement = RecordUtils.isSchemaChangeEvent(element);
            if (isStatement) {
                statements.add(((Struct) element.value()).getStruct("source").getString("gtid"));
            }
            if (offset != null) {
                BinlogOffset behind = statements.including(offset);
                state.setStartingOffset(behind);
                if (isStatement) {
                    deserializer.requireSnapshotOver(element, behind, state.toMySqlSplit());
                }
            }
        }
    }
}
