package dev.tributary.plan;

import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;

/**
 * A ClickHouse table that the job merges into.
 *
 * @param schema the columns that are replicated; an adopted table may have more
 * @param createStatement the CREATE TABLE that the job executes if the table does not exist
 * @param exists whether the table was there when the plan was made, checked and adopted as it is
 * @param mechanism how the merge deletes from this table; never AUTO
 */
public record TargetPlan(TargetSchema schema, String createStatement, boolean exists, DeleteMechanism mechanism)
        implements Serializable {

    public TargetPlan {
        if (mechanism == DeleteMechanism.AUTO) {
            throw new IllegalArgumentException(schema.target() + ": the delete mechanism must be decided");
        }
    }
}
