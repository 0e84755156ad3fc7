package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: commit id, checkpoint, schema, staging tables, counts. Committables live in checkpoints and savepoints. */
final class MergeCommittableSerializer extends VersionedFormat<MergeCommittable> {

    MergeCommittableSerializer() {
        super(1);
    }

    @Override
    void write(MergeCommittable committable, DataOutputView out) throws IOException {
        out.writeUTF(committable.commitId());
        out.writeLong(committable.checkpointId());
        CommittableFormat.writeSchema(committable.schema(), out);
        out.writeInt(committable.stagingTables().size());
        for (TableId table : committable.stagingTables()) {
            CommittableFormat.writeTable(table, out);
        }
        CommittableFormat.writeCounts(committable.counts(), out);
    }

    @Override
    MergeCommittable read(DataInputView in) throws IOException {
        String commitId = in.readUTF();
        long checkpointId = in.readLong();
        TargetSchema schema = CommittableFormat.readSchema(in);
        int size = in.readInt();
        List<TableId> stagingTables = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            stagingTables.add(CommittableFormat.readTable(in));
        }
        return new MergeCommittable(commitId, checkpointId, schema, stagingTables, CommittableFormat.readCounts(in));
    }
}
