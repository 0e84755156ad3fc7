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

    SchemaChangedException(TableId table, String change) {
        super("the structure of " + table + " changed while it was replicated: " + change
                + ". The job stops rather than guess. Adapt the ClickHouse target if its columns must change, then start"
                + " the job without its state, so that it takes a new snapshot and removes from the"
                + " targets what MySQL does not have any more.");
        this.table = table;
        this.change = change;
    }

    TableId table() {
        return table;
    }

    /** What happened to the table, without what to do about it. */
    String change() {
        return change;
    }
}
