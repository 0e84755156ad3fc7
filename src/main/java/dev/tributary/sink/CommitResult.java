package dev.tributary.sink;

/**
 * A merge that is done: a row of {@code sync_results}. Times are milliseconds since the epoch; the source times are 0 where
 * all changes were snapshot rows.
 *
 * @param target {@code database.table}
 */
public record CommitResult(
        String job,
        String target,
        String commitId,
        long checkpointId,
        long upserts,
        long deletes,
        long firstSourceTimeMillis,
        long lastSourceTimeMillis,
        long committedAtMillis,
        long durationMillis) {

    /** Of a merge that the ledger was not asked for yet. */
    static CommitResult awaited(String job, MergeCommittable merge) {
        ChangeCounts counts = merge.counts();
        return new CommitResult(
                job,
                merge.target().toString(),
                merge.commitId(),
                merge.checkpointId(),
                counts.upserts(),
                counts.deletes(),
                counts.firstSourceTimeMillis(),
                counts.lastSourceTimeMillis(),
                0,
                0);
    }

    CommitResult committed(Ledger.Entry entry) {
        return new CommitResult(
                job,
                target,
                commitId,
                checkpointId,
                upserts,
                deletes,
                firstSourceTimeMillis,
                lastSourceTimeMillis,
                entry.committedAtMillis(),
                entry.durationMillis());
    }
}
