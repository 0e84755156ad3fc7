package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.model.RowChange;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Merges changes into ClickHouse exactly once.
 *
 * <pre>
 *  changes ─ keyed ─▶ StagingWriter ×N ─▶ CommittableAggregator ×1 ─▶ MergeCommitter ×1 ─▶ after the commit
 *                     batches, staging     one merge per target         DELETE + INSERT,     views, results
 *                                          and checkpoint               ledger
 * </pre>
 */
public final class MergeSink
        implements Sink<RowChange>,
                SupportsPreCommitTopology<Staged, MergeCommittable>,
                SupportsCommitter<MergeCommittable>,
                SupportsPostCommitTopology<MergeCommittable> {

    private static final long serialVersionUID = 1L;

    private final MergeSinkOptions options;
    private final AfterCommit afterCommit;

    public MergeSink(MergeSinkOptions options, AfterCommit afterCommit) {
        this.options = options;
        this.afterCommit = afterCommit;
    }

    @Override
    @Deprecated // Flink 1.20 still declares it abstract, and calls the other one
    public CommittingSinkWriter<RowChange, Staged> createWriter(InitContext context) {
        throw new UnsupportedOperationException("Flink 1.20 creates writers by WriterInitContext");
    }

    @Override
    public CommittingSinkWriter<RowChange, Staged> createWriter(WriterInitContext context) {
        return new StagingWriter(
                options,
                BatchMemory.fit(
                        options.batch(),
                        Runtime.getRuntime().maxMemory(),
                        context.getTaskInfo().getNumberOfParallelSubtasks()),
                new ClickHouseClient(options.clickHouse()),
                context.getProcessingTimeService(),
                context.metricGroup());
    }

    @Override
    public DataStream<CommittableMessage<MergeCommittable>> addPreCommitTopology(
            DataStream<CommittableMessage<Staged>> staged) {
        // global() twice: one aggregator sees all writers, and the committer's first subtask gets all merges.
        return staged.global()
                .transform(
                        "Gather staged batches",
                        CommittableMessageTypeInfo.of(this::getCommittableSerializer),
                        new CommittableAggregator())
                .uid("gather-staged-batches")
                .setParallelism(1)
                .setMaxParallelism(1)
                .global();
    }

    @Override
    public Committer<MergeCommittable> createCommitter(CommitterInitContext context) {
        return new MergeCommitter(options, new ClickHouseClient(options.clickHouse()), context);
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<MergeCommittable>> committed) {
        afterCommit.attach(committed);
    }

    @Override
    public SimpleVersionedSerializer<MergeCommittable> getCommittableSerializer() {
        return new MergeCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Staged> getWriteResultSerializer() {
        return new StagedSerializer();
    }
}
