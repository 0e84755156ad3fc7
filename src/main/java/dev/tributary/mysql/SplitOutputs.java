package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Flink's output, for a reader that gives back outputs which it never took: the connector's does so for the binlog when a
 * chunk of an added table ends before any record of the binlog came, and Flink fails over it.
 */
final class SplitOutputs implements ReaderOutput<RowChange> {

    private final ReaderOutput<RowChange> output;
    private final Set<String> taken = new HashSet<>();

    SplitOutputs(ReaderOutput<RowChange> output) {
        this.output = output;
    }

    boolean isOf(ReaderOutput<RowChange> candidate) {
        return output == candidate;
    }

    @Override
    public SourceOutput<RowChange> createOutputForSplit(String splitId) {
        taken.add(splitId);
        return output.createOutputForSplit(splitId);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        if (taken.remove(splitId)) {
            output.releaseOutputForSplit(splitId);
        }
    }

    @Override
    public void collect(RowChange change) {
        output.collect(change);
    }

    @Override
    public void collect(RowChange change, long timestamp) {
        output.collect(change, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        output.markIdle();
    }

    @Override
    public void markActive() {
        output.markActive();
    }
}
