package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.List;

/**
 * One merge into one target: everything staged for it by all writers in one checkpoint. It says all that the merge needs,
 * so that it can be carried out by a job that was restored long after.
 *
 * @param commitId identifies the merge in the ledger, never used twice
 * @param checkpointId only to be shown: after a restore checkpoint numbers run again
 */
public record MergeCommittable(
        String commitId, long checkpointId, TargetSchema schema, List<TableId> stagingTables, ChangeCounts counts) {

    public MergeCommittable {
        stagingTables = List.copyOf(stagingTables);
    }

    public TableId target() {
        return schema.target();
    }
}
