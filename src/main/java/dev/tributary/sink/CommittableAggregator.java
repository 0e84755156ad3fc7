package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers what all writers staged in a checkpoint into one committable per target, whatever the parallelism. Runs once.
 * Aligned barriers guarantee that at a checkpoint's barrier everything staged for it has arrived, so it keeps no state.
 */
final class CommittableAggregator extends AbstractStreamOperator<CommittableMessage<MergeCommittable>>
        implements OneInputStreamOperator<CommittableMessage<StagedTable>, CommittableMessage<MergeCommittable>>,
                BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private transient Map<TargetSchema, List<StagedTable>> pending = new HashMap<>();
    private long lastCheckpointId;

    @Override
    public void open() throws Exception {
        super.open();
        pending = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<CommittableMessage<StagedTable>> element) {
        CommittableMessage<StagedTable> message = element.getValue();
        lastCheckpointId = Math.max(lastCheckpointId, message.getCheckpointIdOrEOI());
        if (message instanceof CommittableWithLineage<StagedTable> staged) {
            pending.computeIfAbsent(staged.getCommittable().schema(), schema -> new ArrayList<>())
                    .add(staged.getCommittable());
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        emit(checkpointId);
    }

    /** What bounded sources staged after the last barrier belongs to the final checkpoint, which the writers named. */
    @Override
    public void endInput() {
        emit(lastCheckpointId);
    }

    private void emit(long checkpointId) {
        if (pending.isEmpty()) {
            return;
        }
        send(new CommittableSummary<>(0, 1, checkpointId, pending.size(), pending.size(), 0));
        pending.forEach((schema, staged) -> {
            ChangeCounts counts = ChangeCounts.NONE;
            List<TableId> tables = new ArrayList<>(staged.size());
            for (StagedTable one : staged) {
                counts = counts.plus(one.counts());
                tables.add(one.table());
            }
            MergeCommittable committable =
                    new MergeCommittable(UUID.randomUUID().toString(), checkpointId, schema, tables, counts);
            send(new CommittableWithLineage<>(committable, checkpointId, 0));
        });
        pending.clear();
    }

    private void send(CommittableMessage<MergeCommittable> message) {
        output.collect(new StreamRecord<>(message));
    }
}
