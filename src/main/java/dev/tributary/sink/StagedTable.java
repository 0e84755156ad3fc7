package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;

/**
 * What one writer staged for one target and schema in one epoch.
 *
 * @param table the staging table, complete and never written again
 * @param schema what the rows hold
 */
public record StagedTable(TableId table, TargetSchema schema, ChangeCounts counts) implements Staged {

    @Override
    public TableId target() {
        return schema.target();
    }
}
