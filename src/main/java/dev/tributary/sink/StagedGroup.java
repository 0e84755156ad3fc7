package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.util.List;

/** The staging tables of a commit whose rows are of one schema. */
public record StagedGroup(TargetSchema schema, List<TableId> tables) {

    public StagedGroup {
        tables = List.copyOf(tables);
    }
}
