package dev.tributary.plan;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A ClickHouse table that the job merges into.
 *
 * @param schema the columns that are replicated; an adopted table may have more
 * @param createStatement the CREATE TABLE that the job executes if the table does not exist
 * @param exists whether the table was there when the plan was made, checked and adopted
 * @param addedColumns what the job adds to an existing table that lacks columns; else it stays as it is
 * @param mechanism how the merge deletes from this table; never AUTO
 * @param dates what is done with dates that the usual types do not hold, a line for each column
 */
public record TargetPlan(
        TargetSchema schema,
        String createStatement,
        boolean exists,
        List<TargetColumn> addedColumns,
        DeleteMechanism mechanism,
        List<String> dates)
        implements Serializable {

    /** One of whose dates there is nothing to say. */
    public TargetPlan(
            TargetSchema schema,
            String createStatement,
            boolean exists,
            List<TargetColumn> addedColumns,
            DeleteMechanism mechanism) {
        this(schema, createStatement, exists, addedColumns, mechanism, List.of());
    }

    public TargetPlan {
        addedColumns = List.copyOf(addedColumns);
        dates = List.copyOf(dates);
        if (mechanism == DeleteMechanism.AUTO) {
            throw new IllegalArgumentException(schema.target() + ": the delete mechanism must be decided");
        }
    }

    TargetPlan withDates(List<String> notes) {
        return new TargetPlan(schema, createStatement, exists, addedColumns, mechanism, notes);
    }

    /** The statements that make the target ready, in order; each can be repeated. */
    public List<String> statements() {
        List<String> statements = new ArrayList<>(List.of(createStatement));
        addedColumns.forEach(column -> statements.add("ALTER TABLE " + Identifiers.quote(schema.target())
                + " ADD COLUMN IF NOT EXISTS " + Identifiers.quote(column.name()) + " " + column.type()));
        return statements;
    }
}
