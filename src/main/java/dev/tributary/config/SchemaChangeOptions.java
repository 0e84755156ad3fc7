package dev.tributary.config;

import java.io.Serializable;

/**
 * What statements on a replicated table do to the rows of its database that are in the target. Rows behind a statement always
 * come as MySQL has them.
 */
public record SchemaChangeOptions(
        Policy addColumn,
        Policy dropColumn,
        Policy renameColumn,
        Policy modifyColumn,
        Policy truncateTable,
        Policy dropTable,
        Refusal refusal)
        implements Serializable {

    /** What becomes of the rows before a statement. */
    public enum Policy {
        /** The rows become what the statement makes of them in MySQL. */
        APPLY,
        /** The rows stay as they are. */
        IGNORE,
        /** The statement is refused. */
        FAIL
    }

    /** What a statement ends that is refused, by its policy or because no rewrite of the rows is exact. */
    public enum Refusal {
        END_JOB,
        /** The replication of this table from this database, until an operator takes it back; all others go on. */
        SET_ASIDE,
        /** The same, until a new snapshot of the table is exact again, which is then taken by itself. */
        RESYNC
    }
}
