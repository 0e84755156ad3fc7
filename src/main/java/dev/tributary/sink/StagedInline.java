package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;

/**
 * So few rows of one writer for one target, schema and epoch that a staging table would cost more than they do: they travel
 * with the commit, and in the checkpoint.
 *
 * @param rows hexadecimal RowBinary of the columns of a staging table
 */
public record StagedInline(String rows, TargetSchema schema, ChangeCounts counts) implements Staged {

    @Override
    public TableId target() {
        return schema.target();
    }
}
