package dev.tributary.sink;

/**
 * What a set of changes amounts to.
 *
 * @param upserts rows to write, each counted once per batch window in which it changed
 * @param deletes rows to delete, counted likewise
 * @param firstSourceTimeMillis the earliest commit time in MySQL, in milliseconds since the epoch; 0 where all are
 *     snapshot rows
 * @param lastSourceTimeMillis the latest one
 */
public record ChangeCounts(long upserts, long deletes, long firstSourceTimeMillis, long lastSourceTimeMillis) {

    public static final ChangeCounts NONE = new ChangeCounts(0, 0, 0, 0);

    long rows() {
        return upserts + deletes;
    }

    public ChangeCounts plus(ChangeCounts other) {
        return new ChangeCounts(
                upserts + other.upserts,
                deletes + other.deletes,
                earlier(firstSourceTimeMillis, other.firstSourceTimeMillis),
                Math.max(lastSourceTimeMillis, other.lastSourceTimeMillis));
    }

    private static long earlier(long one, long other) {
        if (one == 0 || other == 0) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }
}
