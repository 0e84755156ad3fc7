package dev.tributary.mysql.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** What an enumerator under test does: its messages to readers and its splits are kept, and nothing is done beside it. */
final class EnumeratorContext implements SplitEnumeratorContext<ServerSplit> {

    private final List<SourceEvent> sent = new ArrayList<>();
    private final List<ServerSplit> assigned = new ArrayList<>();
    private final Map<Integer, ReaderInfo> readers = new TreeMap<>();
    private int begunBeside;

    void register(int reader) {
        readers.put(reader, new ReaderInfo(reader, "here"));
    }

    /** The messages to readers since it was asked last. */
    List<SourceEvent> takeSent() {
        List<SourceEvent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    List<ServerSplit> assigned() {
        return assigned;
    }

    /** How many things were to be done beside. */
    int begunBeside() {
        return begunBeside;
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        sent.add(event);
    }

    @Override
    public int currentParallelism() {
        return 2;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<ServerSplit> splits) {
        splits.assignment().values().forEach(assigned::addAll);
    }

    @Override
    public void signalNoMoreSplits(int subtask) {}

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        begunBeside++;
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {}

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {}

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
