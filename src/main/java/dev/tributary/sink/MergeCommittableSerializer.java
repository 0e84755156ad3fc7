package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import dev.tributary.stream.TableRewriteFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 2: commit id, checkpoint, target, groups of schema and staging tables, rewrites, counts. Version 1 had one schema
 * with its staging tables. Committables live in checkpoints and savepoints.
 */
final class MergeCommittableSerializer extends VersionedFormat<MergeCommittable> {

    MergeCommittableSerializer() {
        super(2);
    }

    @Override
    void write(MergeCommittable committable, DataOutputView out) throws IOException {
        out.writeUTF(committable.commitId());
        out.writeLong(committable.checkpointId());
        CommittableFormat.writeTable(committable.target(), out);
        out.writeInt(committable.groups().size());
        for (StagedGroup group : committable.groups()) {
            CommittableFormat.writeSchema(group.schema(), out);
            CommittableFormat.writeTables(group.tables(), out);
        }
        out.writeInt(committable.rewrites().size());
        for (TableRewrite rewrite : committable.rewrites()) {
            TableRewriteFormat.write(rewrite, out);
        }
        CommittableFormat.writeCounts(committable.counts(), out);
    }

    @Override
    MergeCommittable read(int version, DataInputView in) throws IOException {
        String commitId = in.readUTF();
        long checkpointId = in.readLong();
        if (version == 1) {
            TargetSchema schema = CommittableFormat.readSchema(in);
            StagedGroup group = new StagedGroup(schema, CommittableFormat.readTables(in));
            ChangeCounts counts = CommittableFormat.readCounts(in);
            return new MergeCommittable(commitId, checkpointId, schema.target(), List.of(group), List.of(), counts);
        }
        TableId target = CommittableFormat.readTable(in);
        int groupCount = in.readInt();
        List<StagedGroup> groups = new ArrayList<>(groupCount);
        for (int i = 0; i < groupCount; i++) {
            groups.add(new StagedGroup(CommittableFormat.readSchema(in), CommittableFormat.readTables(in)));
        }
        int rewriteCount = in.readInt();
        List<TableRewrite> rewrites = new ArrayList<>(rewriteCount);
        for (int i = 0; i < rewriteCount; i++) {
            rewrites.add(TableRewriteFormat.read(in));
        }
        return new MergeCommittable(commitId, checkpointId, target, groups, rewrites, CommittableFormat.readCounts(in));
    }
}
