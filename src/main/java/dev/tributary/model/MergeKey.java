package dev.tributary.model;

import java.util.Arrays;

/**
 * What identifies a row in ClickHouse: its target and the bytes of its key columns, {@code _source_database} first. A view
 * on the row's bytes, without a copy.
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record MergeKey(long schemaId, byte[] row, int length) {

    @Override
    public boolean equals(Object other) {
        return other instanceof MergeKey that
                && schemaId == that.schemaId
                && Arrays.equals(row, 0, length, that.row, 0, that.length);
    }

    /** Depends on the content alone, so that all processes send a key the same way. */
    @Override
    public int hashCode() {
        int hash = Long.hashCode(schemaId);
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + row[i];
        }
        return hash;
    }
}
