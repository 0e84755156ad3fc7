package dev.tributary.mysql;

import dev.tributary.model.TableId;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A replicated table was altered while the job runs. Rows are never bound to a structure that they were not written with. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError) // the binlog would bring it again
public final class SchemaChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final TableId table;
    private final String change;
    private final boolean mendable;

    /** A change behind which a new snapshot of the table is exact again. */
    SchemaChangedException(TableId table, String change) {
        this(table, change, true);
    }

    private SchemaChangedException(TableId table, String change, boolean mendable) {
        super("the structure of " + table + " changed while it was replicated: " + change
                + ". The job stops rather than guess. Adapt the ClickHouse target if its columns must change, then start"
                + " the job without its state, so that it takes a new snapshot and removes from the"
                + " targets what MySQL does not have any more.");
        this.table = table;
        this.change = change;
        this.mendable = mendable;
    }

    /** A change that somebody has to look at: a snapshot would go against a policy, or be out of date again at once. */
    static SchemaChangedException forSomebody(TableId table, String change) {
        return new SchemaChangedException(table, change, false);
    }

    TableId table() {
        return table;
    }

    boolean mendable() {
        return mendable;
    }

    /** What happened to the table, without what to do about it. */
    String change() {
        return change;
    }
}
