package dev.tributary.model;

/**
 * The change of one row on its way from MySQL to ClickHouse, already in the bytes that ClickHouse takes: RowBinary of the
 * schema's columns, the merge key first, then version and deleted. Nothing of it is decoded again.
 *
 * <p>Rows of a snapshot travel many together, since each key is there once and no two of them have to meet: one lies behind the
 * other, all of one version and none deleted, and the first one's key stands for all.
 *
 * @param schemaId the {@link TargetSchema#id} that the row was encoded with
 * @param row the staged row, {@link TargetSchema#TRAILER_BYTES} of trailer included; never changed after construction
 * @param keyLength how many bytes of the row, from the first, are the merge key
 * @param sourceTimeMillis when MySQL committed the change, in milliseconds since the epoch; 0 for rows of a snapshot
 * @param rows how many rows there are; 1 for a change
 */
@SuppressWarnings("ArrayRecordComponent") // bytes in the hot path; compared by MergeKey, never by the record
public record RowChange(long schemaId, byte[] row, int keyLength, long sourceTimeMillis, int rows) {

    public RowChange(long schemaId, byte[] row, int keyLength, long sourceTimeMillis) {
        this(schemaId, row, keyLength, sourceTimeMillis, 1);
    }

    public ChangeKind kind() {
        return row[row.length - 1] == 0 ? ChangeKind.UPSERT : ChangeKind.DELETE;
    }

    /** Whether it says what a snapshot found, and not what was changed. */
    public boolean isOfSnapshot() {
        return sourceTimeMillis == 0;
    }

    /** The {@link RowVersion#version}, read from the trailer. */
    public long version() {
        long version = 0;
        for (int i = row.length - 2; i >= row.length - TargetSchema.TRAILER_BYTES; i--) {
            version = version << 8 | row[i] & 0xFF;
        }
        return version;
    }

    /** The same change with another version and time. */
    public RowChange at(long version, long timeMillis) {
        byte[] changed = row.clone();
        long rest = version;
        for (int i = row.length - TargetSchema.TRAILER_BYTES; i < row.length - 1; i++, rest >>>= 8) {
            changed[i] = (byte) rest;
        }
        return new RowChange(schemaId, changed, keyLength, timeMillis);
    }

    public MergeKey mergeKey() {
        return new MergeKey(schemaId, row, keyLength);
    }
}
