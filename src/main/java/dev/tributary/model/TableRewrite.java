package dev.tributary.model;

import java.io.Serializable;
import java.util.List;

/**
 * A statement that changed rows without a row event for any of them: an ADD COLUMN with a default, a RENAME COLUMN, a
 * TRUNCATE. It holds for all rows of one source database that lie before it.
 *
 * @param version the statement's {@link RowVersion#version}: rows with a lower one lie before it
 * @param removesRows whether the rows before it are gone
 * @param columns what happened to their columns, all at once, each seeing the row as it was before
 */
public record TableRewrite(
        TableId target, String sourceDatabase, long version, boolean removesRows, List<ColumnRewrite> columns)
        implements Serializable {

    /** Stands in {@link RowChange#schemaId} where a rewrite travels among the rows. */
    public static final long SCHEMA_ID = Long.MIN_VALUE;

    public TableRewrite {
        columns = List.copyOf(columns);
    }
}
