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
 */
public record TableState(
        String sourceDatabase,
        TableId table,
        int resyncs,
        @Nullable String cause) {

    public boolean isSetAside() {
        return cause != null;
    }

    public boolean isOf(String connection, TableId candidate) {
        return sourceDatabase.equals(connection) && table.equals(candidate);
    }
}
