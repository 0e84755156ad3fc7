package dev.tributary.mysql;

import dev.tributary.model.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;

/** What is to be read and was said while there is no connector's reader, for the next one. */
final class WaitingInput {

    private final List<MySqlSplit> splits = new ArrayList<>();
    private final List<SourceEvent> events = new ArrayList<>();
    private boolean noMoreSplits;

    List<MySqlSplit> splits() {
        return List.copyOf(splits);
    }

    void add(List<MySqlSplit> added) {
        splits.addAll(added);
    }

    void add(SourceEvent event) {
        events.add(event);
    }

    /** Holds for all readers to come. */
    void endSplits() {
        noMoreSplits = true;
    }

    /** @param state of the reader that is no more */
    void takeOver(List<MySqlSplit> state) {
        splits.clear();
        splits.addAll(state);
    }

    void choose(UnaryOperator<List<MySqlSplit>> choice) {
        takeOver(choice.apply(splits()));
    }

    /** @param tables whose chunks come anew, as {@code database.table} */
    void dropChunksOf(Set<String> tables) {
        splits.removeIf(split -> split.isSnapshotSplit()
                && tables.contains(split.asSnapshotSplit().getTableId().identifier()));
    }

    boolean hasBinlog() {
        return splits.stream().anyMatch(MySqlSplit::isBinlogSplit);
    }

    /** Whether a snapshot beside the binlog has ended, and the enumerator is to say which chunks it had. */
    boolean isSuspended() {
        return splits.stream()
                .anyMatch(
                        split -> split.isBinlogSplit() && split.asBinlogSplit().isSuspended());
    }

    /** Gives a reader the splits, which are its own only when it took them all. */
    void giveSplits(SourceReader<RowChange, MySqlSplit> reader) {
        if (!splits.isEmpty()) {
            reader.addSplits(splits());
            splits.clear();
        }
    }

    /** Tells a reader that has started what was said. */
    void giveEvents(SourceReader<RowChange, MySqlSplit> reader) {
        List.copyOf(events).forEach(reader::handleSourceEvents);
        events.clear();
        if (noMoreSplits) {
            reader.notifyNoMoreSplits();
        }
    }
}
