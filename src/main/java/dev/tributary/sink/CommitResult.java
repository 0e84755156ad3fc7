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
        long durationMillis) {}
