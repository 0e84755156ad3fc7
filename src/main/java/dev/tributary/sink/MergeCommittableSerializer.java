package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.stream.TableRewriteFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 3: commit id, checkpoint, target, groups of schema, staging tables with their numbers of rows, and inline rows;
 * rewrites, counts. Version 2 had tables alone, and rewrites without a bound; version 1 one schema with its tables.
 * Committables live in checkpoints and savepoints.
 */
final class MergeCommittableSerializer extends VersionedFormat<MergeCommittable> {

    MergeCommittableSerializer() {
        super(3);
    }

    @Override
    void write(MergeCommittable committable, DataOutputView out) throws IOException {
        out.writeUTF(committable.commitId());
        out.writeLong(committable.checkpointId());
        CommittableFormat.writeTable(committable.target(), out);
        out.writeInt(committable.groups().size());
        for (StagedGroup group : committable.groups()) {
            CommittableFormat.writeGroup(group, out);
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
            StagedGroup group = CommittableFormat.readGroupOfTables(in);
            ChangeCounts counts = CommittableFormat.readCounts(in);
            return new MergeCommittable(
                    commitId, checkpointId, group.schema().target(), List.of(group), List.of(), counts);
        }
        TableId target = CommittableFormat.readTable(in);
        int groupCount = in.readInt();
        List<StagedGroup> groups = new ArrayList<>(groupCount);
        for (int i = 0; i < groupCount; i++) {
            groups.add(version == 2 ? CommittableFormat.readGroupOfTables(in) : CommittableFormat.readGroup(in));
        }
        int rewriteCount = in.readInt();
        List<TableRewrite> rewrites = new ArrayList<>(rewriteCount);
        for (int i = 0; i < rewriteCount; i++) {
            rewrites.add(version == 2 ? TableRewriteFormat.readVersionOne(in) : TableRewriteFormat.read(in));
        }
        return new MergeCommittable(commitId, checkpointId, target, groups, rewrites, CommittableFormat.readCounts(in));
    }
}
