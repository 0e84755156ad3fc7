package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Turns committed merges into their results, with the time and duration that the ledger holds. */
public final class CommitResultReader extends RichFlatMapFunction<CommittableMessage<MergeCommittable>, CommitResult> {

    private static final long serialVersionUID = 1L;

    private final MergeSinkOptions options;
    private transient @Nullable ClickHouseClient clickHouse;
    private transient @Nullable Ledger ledger;
    private transient List<MergeCommittable> merges = new ArrayList<>();
    private transient int expected;

    public CommitResultReader(MergeSinkOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        ClickHouseClient client = new ClickHouseClient(options.clickHouse());
        clickHouse = client;
        merges = new ArrayList<>();
        ledger = new Ledger(client, options.clickHouse().controlDatabase(), options.job());
    }

    /** The ledger is asked once for all merges of a checkpoint: how many they are the summary before them says. */
    @Override
    public void flatMap(CommittableMessage<MergeCommittable> message, Collector<CommitResult> out) {
        if (message instanceof CommittableSummary<MergeCommittable> summary) {
            read(out);
            expected = summary.getNumberOfCommittables();
        } else if (message instanceof CommittableWithLineage<MergeCommittable> committed) {
            merges.add(committed.getCommittable());
        }
        if (merges.size() >= expected) {
            read(out);
        }
    }

    private void read(Collector<CommitResult> out) {
        Ledger book = ledger;
        if (book == null || merges.isEmpty()) {
            return;
        }
        Map<String, Ledger.Entry> entries =
                book.find(merges.stream().map(MergeCommittable::commitId).toList());
        for (MergeCommittable merge : merges) {
            Ledger.Entry entry = entries.get(merge.commitId());
            if (entry != null) {
                ChangeCounts counts = merge.counts();
                out.collect(new CommitResult(
                        options.job(),
                        merge.target().toString(),
                        merge.commitId(),
                        merge.checkpointId(),
                        counts.upserts(),
                        counts.deletes(),
                        counts.firstSourceTimeMillis(),
                        counts.lastSourceTimeMillis(),
                        entry.committedAtMillis(),
                        entry.durationMillis()));
            }
        }
        merges.clear();
    }

    @Override
    public void close() {
        if (clickHouse != null) {
            clickHouse.close();
        }
    }
}
