package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Turns committed merges into their results, with the time and duration that the ledger holds. Merges that are parked have no
 * entry yet: they are asked for again with every commit, and are in each checkpoint until then.
 */
public final class CommitResultReader extends RichFlatMapFunction<CommittableMessage<MergeCommittable>, CommitResult>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final MergeSinkOptions options;
    private transient @Nullable ClickHouseClient clickHouse;
    private transient @Nullable Ledger ledger;

    /** By commit id, those of the earliest commits first. */
    private transient Map<String, CommitResult> awaited = new LinkedHashMap<>();

    private transient @Nullable ListState<CommitResult> state;
    private transient int expected;
    private transient int received;

    public CommitResultReader(MergeSinkOptions options) {
        this.options = options;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<CommitResult> restored = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("awaited", TypeInformation.of(CommitResult.class)));
        awaited = new LinkedHashMap<>();
        for (CommitResult result : restored.get()) {
            awaited.put(result.commitId(), result);
        }
        state = restored;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (state != null) {
            state.update(List.copyOf(awaited.values()));
        }
    }

    @Override
    public void open(OpenContext context) {
        ClickHouseClient client = new ClickHouseClient(options.clickHouse());
        clickHouse = client;
        ledger = new Ledger(client, options.clickHouse().controlDatabase(), options.job());
    }

    /** The ledger is asked once for all merges of a checkpoint: how many they are the summary before them says. */
    @Override
    public void flatMap(CommittableMessage<MergeCommittable> message, Collector<CommitResult> out) {
        if (message instanceof CommittableSummary<MergeCommittable> summary) {
            expected = summary.getNumberOfCommittables();
            received = 0;
        } else if (message instanceof CommittableWithLineage<MergeCommittable> committed) {
            MergeCommittable merge = committed.getCommittable();
            awaited.putIfAbsent(merge.commitId(), CommitResult.awaited(options.job(), merge));
            received++;
        }
        if (received >= expected) {
            read(out);
        }
    }

    private void read(Collector<CommitResult> out) {
        Ledger book = ledger;
        if (book == null || awaited.isEmpty()) {
            return;
        }
        book.find(List.copyOf(awaited.keySet())).forEach((commitId, entry) -> {
            CommitResult result = awaited.remove(commitId);
            if (result != null) {
                out.collect(result.committed(entry));
            }
        });
    }

    @Override
    public void close() {
        if (clickHouse != null) {
            clickHouse.close();
        }
    }
}
