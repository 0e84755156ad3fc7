package dev.tributary.model;

import java.io.Serializable;
import java.util.List;

/**
 * What changed rows without a row event for any of them: a statement such as ADD COLUMN with a default, RENAME COLUMN or
 * TRUNCATE, or a snapshot that did not find them. It holds for all rows of one source database that lie before it.
 *
 * <p>A snapshot removes more: it is the whole table, so that what the target holds from a later position is from another
 * binlog, of a server that was replaced. See {@link #afterSnapshot}.
 *
 * @param version the statement's {@link RowVersion#version}: rows with a lower one lie before it
 * @param removesRows whether the rows before it are gone
 * @param columns what happened to their columns, all at once, each seeing the row as it was before
 * @param upTo where rows are removed, those in the target with a version above this (unsigned) are gone too, but for the keys
 *     that are staged in the same commit; {@link #UNBOUNDED} for none
 */
public record TableRewrite(
        TableId target,
        String sourceDatabase,
        long version,
        boolean removesRows,
        List<ColumnRewrite> columns,
        long upTo)
        implements Serializable {

    /** Stands in {@link RowChange#schemaId} where a rewrite travels among the rows. */
    public static final long SCHEMA_ID = Long.MIN_VALUE;

    /** No version lies above it. */
    public static final long UNBOUNDED = -1L;

    public TableRewrite {
        columns = List.copyOf(columns);
        if (Long.compareUnsigned(upTo, version) < 0) {
            throw new IllegalArgumentException("rows of " + target + " up to " + Long.toUnsignedString(upTo)
                    + " would be kept, which is below the version " + Long.toUnsignedString(version));
        }
        if (upTo != UNBOUNDED && !removesRows) {
            throw new IllegalArgumentException("the rewrite of " + target + " has a bound but removes no rows");
        }
    }

    /** A statement's. */
    public TableRewrite(
            TableId target, String sourceDatabase, long version, boolean removesRows, List<ColumnRewrite> columns) {
        this(target, sourceDatabase, version, removesRows, columns, UNBOUNDED);
    }

    /**
     * Removes what a complete snapshot did not find: rows in the target of any version but the snapshot's. To be passed on when
     * all rows of the snapshot have been, and before any row of the same table from behind it: a row from behind it that an
     * earlier commit brought would be removed.
     *
     * @param version that of all the snapshot's rows
     */
    public static TableRewrite afterSnapshot(TableId target, String sourceDatabase, long version) {
        return new TableRewrite(target, sourceDatabase, version, true, List.of(), version);
    }

    /** Whether it says what a complete snapshot found, so that how much goes can be told from what is there. */
    public boolean isAfterSnapshot() {
        return upTo != UNBOUNDED;
    }
}
