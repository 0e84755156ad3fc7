package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Turns committed merges into their results, with the time and duration that the ledger holds. */
public final class CommitResultReader extends RichFlatMapFunction<CommittableMessage<MergeCommittable>, CommitResult> {

    private static final long serialVersionUID = 1L;

    private final MergeSinkOptions options;
    private transient @Nullable ClickHouseClient clickHouse;
    private transient @Nullable Ledger ledger;

    public CommitResultReader(MergeSinkOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        ClickHouseClient client = new ClickHouseClient(options.clickHouse());
        clickHouse = client;
        ledger = new Ledger(client, options.clickHouse().controlDatabase(), options.job());
    }

    @Override
    public void flatMap(CommittableMessage<MergeCommittable> message, Collector<CommitResult> out) {
        Ledger book = ledger;
        if (book == null || !(message instanceof CommittableWithLineage<MergeCommittable> committed)) {
            return;
        }
        MergeCommittable merge = committed.getCommittable();
        ChangeCounts counts = merge.counts();
        book.find(merge.commitId())
                .ifPresent(entry -> out.collect(new CommitResult(
                        options.job(),
                        merge.target().toString(),
                        merge.commitId(),
                        merge.checkpointId(),
                        counts.upserts(),
                        counts.deletes(),
                        counts.firstSourceTimeMillis(),
                        counts.lastSourceTimeMillis(),
                        entry.committedAtMillis(),
                        entry.durationMillis())));
    }

    @Override
    public void close() {
        if (clickHouse != null) {
            clickHouse.close();
        }
    }
}
