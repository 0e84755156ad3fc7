package dev.tributary.stream;

import dev.tributary.model.RowChange;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Schema id, source time, key length, row length, row bytes. Where there are many rows the key length is negated, and their
 * number follows it.
 */
public final class RowChangeSerializer extends TypeSerializerSingleton<RowChange> {

    private static final long serialVersionUID = 1L;

    public static final RowChangeSerializer INSTANCE = new RowChangeSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public RowChange createInstance() {
        return new RowChange(0, new byte[0], 0, 0);
    }

    @Override
    public RowChange copy(RowChange from) {
        return from;
    }

    @Override
    public RowChange copy(RowChange from, RowChange reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(RowChange change, DataOutputView target) throws IOException {
        target.writeLong(change.schemaId());
        target.writeLong(change.sourceTimeMillis());
        if (change.rows() == 1) {
            target.writeInt(change.keyLength());
        } else {
            target.writeInt(-change.keyLength());
            target.writeInt(change.rows());
        }
        target.writeInt(change.row().length);
        target.write(change.row());
    }

    @Override
    public RowChange deserialize(DataInputView source) throws IOException {
        long schemaId = source.readLong();
        long sourceTimeMillis = source.readLong();
        int keyLength = source.readInt();
        int rows = keyLength < 0 ? source.readInt() : 1;
        byte[] row = new byte[source.readInt()];
        source.readFully(row);
        return new RowChange(schemaId, row, Math.abs(keyLength), sourceTimeMillis, rows);
    }

    @Override
    public RowChange deserialize(RowChange reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public TypeSerializerSnapshot<RowChange> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Version 1 of the layout; a change of the layout needs a snapshot class of its own. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RowChange> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
