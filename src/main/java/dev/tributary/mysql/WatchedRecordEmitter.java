package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
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
    private final AddedTables added;
    private final BinlogTurn turn;
    private final SilenceWatch silence;

    /** Whether a record came of the part of the binlog that is read now. */
    private boolean followsBinlog;

    private final FollowedStatements statements = new FollowedStatements();

    WatchedRecordEmitter(
            ChangeDeserializer deserializer,
            MySqlSourceReaderMetrics metrics,
            SnapshotVersions snapshots,
            AddedTables added,
            BinlogTurn turn,
            SilenceWatch silence) {
        super(deserializer, metrics, true);
        this.deserializer = deserializer;
        this.snapshots = snapshots;
        this.added = added;
        this.turn = turn;
        this.silence = silence;
    }

    @Override
    public void emitRecord(SourceRecords records, SourceOutput<RowChange> output, MySqlSplitState splitState)
            throws Exception {
        if (!records.iterator().hasNext()) {
            return;
        }
        silence.heard();
        turn.heard();
        if (splitState.isSnapshotSplitState()) {
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
        silence.restart(split.isBinlogSplit());
        if (split.isBinlogSplit()) {
            followsBinlog = false;
            added.beginBinlog(split.asBinlogSplit());
            deserializer.beginBinlog(split.asBinlogSplit(), snapshots);
        }
    }

    @Override
    protected void processElement(SourceRecord element, SourceOutput<RowChange> output, MySqlSplitState splitState)
            throws Exception {
        boolean isStatement = splitState.isBinlogSplitState() && RecordUtils.isSchemaChangeEvent(element);
        if (isStatement && isPassedOver(table(element), element)) {
            splitState.asBinlogSplitState().setStartingOffset(RecordUtils.getBinlogPosition(element));
        } else {
            super.processElement(element, output, splitState);
        }
        if (splitState.isBinlogSplitState()) {
            MySqlBinlogSplitState state = splitState.asBinlogSplitState();
            BinlogOffset offset = state.getStartingOffset();
            if (isStatement) {
                statements.add(((Struct) element.value()).getStruct("source").getString("gtid"));
            }
            if (offset != null) {
                BinlogOffset behind = statements.including(offset);
                state.setStartingOffset(behind);
                if (isStatement) {
                    deserializer.statements(element).stream()
                            .filter(statement -> !isPassedOver(statement.table().toString(), element))
                            .forEach(statement -> follow(statement, behind, state));
                }
            }
        }
    }

    private boolean isPassedOver(String table, SourceRecord statement) {
        return added.contains(table)
                || added.isBeforeSnapshot(
                        table, RecordUtils.getBinlogPosition(statement).getOffset());
    }

    private static void follow(TableStatement statement, BinlogOffset behind, MySqlBinlogSplitState state) {
        if (SnapshotPhase.hasEffect(statement)) {
            SnapshotPhase.requireOver(statement.table(), behind, state.toMySqlSplit());
        }
        if (statement instanceof TableStatement.Drop drop) {
            forget(drop.table(), state);
        }
    }

    /** The connector would keep the structure, and read rows of a table that is created anew by the old one. */
    private static void forget(TableId dropped, MySqlBinlogSplitState state) {
        boolean isLast = state.getTableSchemas().size() == 1;
        boolean known = state.getTableSchemas()
                .keySet()
                .removeIf(table -> table.table().equals(dropped.table())
                        && dropped.database().equals(table.catalog()));
        if (known && isLast) {
            throw new SchemaChangedException(dropped, "it was dropped, and there is no other table to read");
        }
    }

    private static String table(SourceRecord statement) {
        Struct source = ((Struct) statement.value()).getStruct("source");
        return source.getString("db") + "." + source.getString("table");
    }
}
