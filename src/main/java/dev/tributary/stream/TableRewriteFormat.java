package dev.tributary.stream;

import dev.tributary.model.ColumnRewrite;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.model.TargetSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A {@link TableRewrite} as bytes, and as a change that travels among the rows. */
public final class TableRewriteFormat {

    private TableRewriteFormat() {}

    /** The rewrite in the form of a row, so that it takes the rows' way and belongs to their epoch. */
    public static RowChange toRowChange(TableRewrite rewrite, long sourceTimeMillis) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(256);
            write(rewrite, out);
            int length = out.length();
            out.write(new byte[TargetSchema.TRAILER_BYTES]);
            return new RowChange(TableRewrite.SCHEMA_ID, out.getCopyOfBuffer(), length, sourceTimeMillis);
        } catch (IOException e) {
            throw new UncheckedIOException("the rewrite of " + rewrite.target() + " cannot be written", e);
        }
    }

    /** The rewrite that a change of the schema {@link TableRewrite#SCHEMA_ID} holds. */
    public static TableRewrite of(RowChange change) throws IOException {
        return read(new DataInputDeserializer(change.row()));
    }

    public static void write(TableRewrite rewrite, DataOutputView out) throws IOException {
        out.writeUTF(rewrite.target().database());
        out.writeUTF(rewrite.target().table());
        out.writeUTF(rewrite.sourceDatabase());
        out.writeLong(rewrite.version());
        out.writeBoolean(rewrite.removesRows());
        out.writeInt(rewrite.columns().size());
        for (ColumnRewrite column : rewrite.columns()) {
            out.writeUTF(column.kind().name());
            out.writeUTF(column.column());
            out.writeUTF(column.value());
            out.writeUTF(column.type());
        }
    }

    public static TableRewrite read(DataInputView in) throws IOException {
        TableId target = new TableId(in.readUTF(), in.readUTF());
        String sourceDatabase = in.readUTF();
        long version = in.readLong();
        boolean removesRows = in.readBoolean();
        int size = in.readInt();
        List<ColumnRewrite> columns = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            columns.add(new ColumnRewrite(
                    ColumnRewrite.Kind.valueOf(in.readUTF()), in.readUTF(), in.readUTF(), in.readUTF()));
        }
        return new TableRewrite(target, sourceDatabase, version, removesRows, columns);
    }
}
