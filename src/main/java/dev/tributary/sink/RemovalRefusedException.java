package dev.tributary.sink;

import dev.tributary.model.TableRewrite;

/** A snapshot would remove more rows than {@code merge.max-removed-share} allows; nothing has been removed. */
public final class RemovalRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RemovalRefusedException(TableRewrite removal, long removed, long all, int maximumPercent) {
        super("the snapshot of '" + removal.sourceDatabase() + "' for " + removal.target() + " did not find " + removed
                + " of the " + all + " rows that the target has of it, more than merge.max-removed-share ("
                + maximumPercent + " %) allows to remove; nothing was removed. Is the connection's host the right"
                + " server, and complete? If these rows are to go, run the job with merge.max-removed-share: 100,"
                + " and set it back when the snapshot is merged");
    }
}
