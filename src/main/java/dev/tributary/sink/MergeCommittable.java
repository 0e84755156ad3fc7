package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import java.util.Comparator;
import java.util.List;

/**
 * One merge into one target: everything staged for it by all writers in one checkpoint, whatever schemas the rows have. It
 * says all that the merge needs, so that it can be carried out by a job that was restored long after.
 *
 * @param commitId identifies the merge in the ledger, never used twice
 * @param checkpointId only to be shown: after a restore checkpoint numbers run again
 * @param rewrites what statements did to rows before them, in the order of their versions
 */
public record MergeCommittable(
        String commitId,
        long checkpointId,
        TableId target,
        List<StagedGroup> groups,
        List<TableRewrite> rewrites,
        ChangeCounts counts) {

    public MergeCommittable {
        groups = List.copyOf(groups);
        rewrites = rewrites.stream()
                .sorted(Comparator.comparing(TableRewrite::sourceDatabase)
                        .thenComparing(TableRewrite::version, Long::compareUnsigned))
                .toList();
    }

    public List<TableId> stagingTables() {
        return groups.stream().flatMap(group -> group.tableIds().stream()).toList();
    }
}
