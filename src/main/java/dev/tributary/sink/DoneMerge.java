package dev.tributary.sink;

/**
 * A merge whose rows are in the target, and which is not in the ledger yet.
 *
 * @param durationMillis of its statements together
 */
record DoneMerge(MergeCommittable committable, long durationMillis) {}
