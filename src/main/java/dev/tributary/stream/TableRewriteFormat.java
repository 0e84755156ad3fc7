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

/**
 * A {@link TableRewrite} as bytes, and as a change that travels among the rows. Version 2 begins with its number and ends with
 * the bound; version 1 had neither, and stands in states that say so themselves.
 */
public final class TableRewriteFormat {

    private static final int VERSION = 2;

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
        out.writeByte(VERSION);
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
        out.writeLong(rewrite.upTo());
    }

    public static TableRewrite read(DataInputView in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("rewrites of rows are read in version " + VERSION + ", but the state holds version "
                    + version + "; restore it with the release that wrote it");
        }
        TableRewrite rewrite = readVersionOne(in);
        return new TableRewrite(
                rewrite.target(),
                rewrite.sourceDatabase(),
                rewrite.version(),
                rewrite.removesRows(),
                rewrite.columns(),
                in.readLong());
    }

    public static TableRewrite readVersionOne(DataInputView in) throws IOException {
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
