package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What one writer has for one schema in the epoch that is open. The first few rows stay with the writer, since a table of
 * their own would cost ClickHouse more than they do; the others go into a staging table.
 */
final class StagingEpoch {

    private final TableId table;
    private final TargetSchema schema;
    private final long inlineBytes;
    private final ByteArrayOutputStream inline = new ByteArrayOutputStream(0);
    private ChangeCounts inTable = ChangeCounts.NONE;
    private ChangeCounts kept = ChangeCounts.NONE;
    private boolean created;

    /** @param inlineBytes how many bytes stay with the writer; they stand in the checkpoint and in the merge's statements */
    StagingEpoch(TableId table, TargetSchema schema, long inlineBytes) {
        this.table = table;
        this.schema = schema;
        // Their text is read by settings of an insert, which a merge's SELECT does not have.
        boolean hasJson = schema.columns().stream().anyMatch(column -> ClickHouseTypes.isJson(column.type()));
        this.inlineBytes = hasJson ? 0 : inlineBytes;
    }

    /** Keeps a batch if it is small enough. */
    boolean keep(BatchWindow batch) throws IOException {
        if (batch.bytes() + inline.size() > inlineBytes) {
            return false;
        }
        try (InputStream rows = batch.open()) {
            rows.transferTo(inline);
        }
        kept = kept.plus(batch.counts());
        return true;
    }

    /** Counts a batch that goes into the table. */
    void add(ChangeCounts more) {
        inTable = inTable.plus(more);
    }

    List<Staged> staged() {
        List<Staged> staged = new ArrayList<>(2);
        if (inTable.rows() > 0) {
            staged.add(new StagedTable(table, schema, inTable));
        }
        if (kept.rows() > 0) {
            staged.add(new StagedInline(HexFormat.of().formatHex(inline.toByteArray()), schema, kept));
        }
        return staged;
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
