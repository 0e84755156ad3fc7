package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;

/** The staging table of one target in the epoch that is open, and what went into it so far. */
final class StagingEpoch {

    private final TableId table;
    private final TargetSchema schema;
    private ChangeCounts counts = ChangeCounts.NONE;
    private boolean created;

    StagingEpoch(TableId table, TargetSchema schema) {
        this.table = table;
        this.schema = schema;
    }

    void add(ChangeCounts more) {
        counts = counts.plus(more);
    }

    StagedTable staged() {
        return new StagedTable(table, schema, counts);
    }

    /** Called by the inserter's thread alone. */
    void insert(StagingArea staging, BatchWindow batch) {
        if (!created) {
            staging.create(table, schema);
            created = true;
        }
        staging.insert(table, schema, batch.open());
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
