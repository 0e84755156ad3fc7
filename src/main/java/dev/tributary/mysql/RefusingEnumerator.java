package dev.tributary.mysql;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the job as soon as it runs. A failure while the state is restored, which is earlier, can get lost in Flink: the job
 * then runs without an enumerator, and nothing ever comes.
 */
final class RefusingEnumerator implements SplitEnumerator<MySqlSplit, ServerSourceState> {

    private final StateMismatchException refusal;

    RefusingEnumerator(StateMismatchException refusal) {
        this.refusal = refusal;
    }

    @Override
    public void start() {
        throw refusal;
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {}

    @Override
    public void addSplitsBack(List<MySqlSplit> splits, int subtaskId) {}

    @Override
    public void addReader(int subtaskId) {}

    @Override
    public ServerSourceState snapshotState(long checkpointId) {
        throw refusal;
    }

    @Override
    public void close() {}
}
