package dev.tributary.schema;

import dev.tributary.model.TableId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one source table beyond the configuration.
 *
 * @param sourceDatabase the connection's name
 * @param table the source table
 * @param resyncs how often it was asked to be read by a new snapshot
 * @param cause why it is set aside; null where it is not
 * @param awaitsResync whether it is set aside until it is read by a new snapshot, which nobody needs to ask for
 */
public record TableState(
        String sourceDatabase,
        TableId table,
        int resyncs,
        @Nullable String cause,
        boolean awaitsResync) {

    public boolean isSetAside() {
        return cause != null;
    }

    /** What becomes of it when it is read by a new snapshot. */
    public TableState readAnew() {
        return new TableState(sourceDatabase, table, resyncs + 1, null, false);
    }

    public boolean isOf(String connection, TableId candidate) {
        return sourceDatabase.equals(connection) && table.equals(candidate);
    }
}
