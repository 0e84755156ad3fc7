package dev.tributary.mysql;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.flink.cdc.connectors.mysql.source.config.MySqlSourceConfig;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSourceReaderContext;
import org.apache.flink.cdc.connectors.mysql.source.reader.MySqlSplitReader;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.SourceRecords;
import org.apache.flink.cdc.connectors.mysql.source.utils.hooks.SnapshotPhaseHooks;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * The connector's reader, but with a turn of the binlog between two chunks of an added table. By itself the connector reads
 * on in the binlog once for each chunk, mostly before anything has come, so that the tables known before would stand still.
 */
final class TurnTakingSplitReader extends MySqlSplitReader {

    private final BinlogTurn turn;
    private final Queue<MySqlSplit> chunks = new ArrayDeque<>();
    private boolean readsBinlog;

    TurnTakingSplitReader(MySqlSourceConfig config, int subtask, MySqlSourceReaderContext context, BinlogTurn turn) {
        super(config, subtask, context, SnapshotPhaseHooks.empty());
        this.turn = turn;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<MySqlSplit> change) {
        for (MySqlSplit split : change.splits()) {
            if (split.isBinlogSplit()) {
                readsBinlog = true;
                turn.begin();
                passOn(split);
            } else if (readsBinlog) {
                chunks.add(split);
            } else {
                passOn(split);
            }
        }
    }

    @Override
    public RecordsWithSplitIds<SourceRecords> fetch() throws IOException {
        RecordsWithSplitIds<SourceRecords> records = super.fetch();
        boolean ended = !records.finishedSplits().isEmpty();
        if (readsBinlog && !chunks.isEmpty() && (ended || turn.isOver())) {
            // The connector ends its turn itself when it sees a chunk.
            readsBinlog = false;
            passOn(chunks.remove());
        }
        return records;
    }

    private void passOn(MySqlSplit split) {
        super.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
    }
}
