package dev.tributary.mysql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.cdc.connectors.mysql.source.events.FinishedSnapshotSplitsAckEvent;
import org.apache.flink.cdc.connectors.mysql.source.events.FinishedSnapshotSplitsReportEvent;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * The context of one enumerator among several that follow one another. Once retired, an enumerator that was given up can
 * neither act nor complain any more: its periodic calls cannot be cancelled.
 */
final class RetirableEnumeratorContext implements SplitEnumeratorContext<MySqlSplit> {

    private final SplitEnumeratorContext<MySqlSplit> context;
    private final Consumer<Throwable> onFailure;
    private final Set<Integer> ending = new TreeSet<>();
    private final Set<String> handedOut;
    private boolean retired;

    /**
     * @param handedOut the ids of the splits that the enumerator's state says are handed out
     * @param onFailure gets what the handlers of asynchronous calls throw; called by the enumerator's thread
     */
    RetirableEnumeratorContext(
            SplitEnumeratorContext<MySqlSplit> context, Set<String> handedOut, Consumer<Throwable> onFailure) {
        this.context = context;
        this.handedOut = new HashSet<>(handedOut);
        this.onFailure = onFailure;
    }

    void retire() {
        retired = true;
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
        // A reader that is gone asks again when it is back.
        if (!retired && context.registeredReaders().containsKey(subtaskId)) {
            context.sendEventToSourceReader(subtaskId, event);
        }
    }

    @Override
    public int currentParallelism() {
        return context.currentParallelism();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return retired ? Map.of() : context.registeredReaders();
    }

    @Override
    public void assignSplits(SplitsAssignment<MySqlSplit> assignment) {
        assignment.assignment().values().forEach(splits -> splits.forEach(split -> handedOut.add(split.splitId())));
        context.assignSplits(assignment);
    }

    /**
     * A reader's event without chunks that this enumerator did not hand out, which are of a table that is read anew since. The
     * connector would wait for ever for what it counts too many, so they are acknowledged here.
     */
    SourceEvent ofHandedOut(int reader, SourceEvent event) {
        if (!(event instanceof FinishedSnapshotSplitsReportEvent report)) {
            return event;
        }
        Map<String, BinlogOffset> known = new HashMap<>(report.getFinishedOffsets());
        known.keySet().retainAll(handedOut);
        List<String> unknown = new ArrayList<>(report.getFinishedOffsets().keySet());
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            sendEventToSourceReader(reader, new FinishedSnapshotSplitsAckEvent(unknown));
        }
        return new FinishedSnapshotSplitsReportEvent(known);
    }

    /** Holds the signal back: see {@link #ending}. */
    @Override
    public void signalNoMoreSplits(int subtask) {
        ending.add(subtask);
    }

    /** The readers for which nothing is left to be handed out. Others may still be reading. */
    Set<Integer> ending() {
        return ending;
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        context.callAsync(callable, guarded(handler));
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelayMillis, long periodMillis) {
        context.callAsync(callable, guarded(handler), initialDelayMillis, periodMillis);
    }

    private <T> BiConsumer<T, Throwable> guarded(BiConsumer<T, Throwable> handler) {
        return (result, error) -> {
            if (retired) {
                return;
            }
            try {
                handler.accept(result, error);
            } catch (RuntimeException e) {
                onFailure.accept(e);
            }
        };
    }

    @Override
    public void runInCoordinatorThread(Runnable action) {
        context.runInCoordinatorThread(action);
    }

    @Override
    public void setIsProcessingBacklog(boolean backlog) {
        context.setIsProcessingBacklog(backlog);
    }
}
