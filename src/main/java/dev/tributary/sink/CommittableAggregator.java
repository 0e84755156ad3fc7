package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        implements OneInputStreamOperator<CommittableMessage<Staged>, CommittableMessage<MergeCommittable>>,
                BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private transient Map<TableId, List<Staged>> pending = new HashMap<>();
    private long lastCheckpointId;

    @Override
    public void open() throws Exception {
        super.open();
        pending = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<CommittableMessage<Staged>> element) {
        CommittableMessage<Staged> message = element.getValue();
        lastCheckpointId = Math.max(lastCheckpointId, message.getCheckpointIdOrEOI());
        if (message instanceof CommittableWithLineage<Staged> staged) {
            pending.computeIfAbsent(staged.getCommittable().target(), target -> new ArrayList<>())
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
        pending.forEach((target, staged) ->
                send(new CommittableWithLineage<>(merge(checkpointId, target, staged), checkpointId, 0)));
        pending.clear();
    }

    /**
     * All that is staged for a target in one merge: a key can come under several schemas, and only a merge that sees them
     * all finds its last change.
     */
    private static MergeCommittable merge(long checkpointId, TableId target, List<Staged> staged) {
        ChangeCounts counts = ChangeCounts.NONE;
        Map<TargetSchema, List<StagingTable>> tables = new LinkedHashMap<>();
        Map<TargetSchema, String> inline = new LinkedHashMap<>();
        List<TableRewrite> rewrites = new ArrayList<>();
        for (Staged one : staged) {
            if (one instanceof StagedTable table) {
                counts = counts.plus(table.counts());
                tables.computeIfAbsent(table.schema(), schema -> new ArrayList<>())
                        .add(new StagingTable(table.table(), table.counts().rows()));
            } else if (one instanceof StagedInline rows) {
                counts = counts.plus(rows.counts());
                inline.merge(rows.schema(), rows.rows(), String::concat);
            } else if (one instanceof StagedRewrite rewrite) {
                rewrites.add(rewrite.rewrite());
            } else {
                throw new IllegalStateException("it is not known how to gather " + one);
            }
        }
        Set<TargetSchema> schemas = new LinkedHashSet<>(tables.keySet());
        schemas.addAll(inline.keySet());
        List<StagedGroup> groups = schemas.stream()
                .map(schema -> new StagedGroup(
                        schema, tables.getOrDefault(schema, List.of()), inline.getOrDefault(schema, "")))
                .toList();
        return new MergeCommittable(UUID.randomUUID().toString(), checkpointId, target, groups, rewrites, counts);
    }

    private void send(CommittableMessage<MergeCommittable> message) {
        output.collect(new StreamRecord<>(message));
    }
}
