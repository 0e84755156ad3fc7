package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;

/**
 * A table that cannot be followed any further: what happened to it has no exact counterpart, or its policy forbids it. Rows are
 * never bound to a structure that they were not written with.
 */
public final class RefusedTableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final TableId table;
    private final String change;
    private final boolean mendable;

    /** A change behind which a new snapshot of the table is exact again. */
    public RefusedTableException(TableId table, String change) {
        this(table, change, true);
    }

    private RefusedTableException(TableId table, String change, boolean mendable) {
        super("the structure of " + table + " changed while it was replicated: " + change
                + ". The job stops rather than guess. Adapt the ClickHouse target if its columns must change, then start"
                + " the job without its state, so that it takes a new snapshot and removes from the"
                + " targets what MySQL does not have any more.");
        this.table = table;
        this.change = change;
        this.mendable = mendable;
    }

    /** A change that somebody has to look at: a snapshot would go against a policy, or be out of date again at once. */
    public static RefusedTableException forSomebody(TableId table, String change) {
        return new RefusedTableException(table, change, false);
    }

    public TableId table() {
        return table;
    }

    /** Whether a new snapshot makes the table exact again. */
    public boolean mendable() {
        return mendable;
    }

    /** What happened to the table, without what to do about it. */
    public String change() {
        return change;
    }
}
