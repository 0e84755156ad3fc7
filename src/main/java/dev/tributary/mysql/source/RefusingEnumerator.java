package dev.tributary.mysql.source;

import dev.tributary.mysql.server.StateMismatchException;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.jspecify.annotations.Nullable;

/**
 * Ends the job as soon as it runs. A failure while the state is restored, which is earlier, can get lost in Flink: the job
 * then runs without an enumerator, and nothing ever comes.
 */
final class RefusingEnumerator implements SplitEnumerator<ServerSplit, SourceState> {

    private final StateMismatchException refusal;
    private final SourceJournal journal;

    RefusingEnumerator(StateMismatchException refusal, SourceJournal journal) {
        this.refusal = refusal;
        this.journal = journal;
    }

    @Override
    public void start() {
        journal.failed(refusal);
        throw refusal;
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {}

    @Override
    public void addSplitsBack(List<ServerSplit> splits, int subtaskId) {}

    @Override
    public void addReader(int subtaskId) {}

    @Override
    public SourceState snapshotState(long checkpointId) {
        throw refusal;
    }

    @Override
    public void close() {
        journal.close();
    }
}
