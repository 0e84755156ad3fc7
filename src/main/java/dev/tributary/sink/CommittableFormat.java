package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The parts that the serialized forms of staged tables and committables share. */
final class CommittableFormat {

    private CommittableFormat() {}

    static void writeTable(TableId table, DataOutputView out) throws IOException {
        out.writeUTF(table.database());
        out.writeUTF(table.table());
    }

    static TableId readTable(DataInputView in) throws IOException {
        return new TableId(in.readUTF(), in.readUTF());
    }

    static void writeGroup(StagedGroup group, DataOutputView out) throws IOException {
        writeSchema(group.schema(), out);
        out.writeInt(group.tables().size());
        for (StagingTable table : group.tables()) {
            writeTable(table.id(), out);
            out.writeLong(table.rows());
        }
        writeRows(group.inline(), out);
    }

    static StagedGroup readGroup(DataInputView in) throws IOException {
        TargetSchema schema = readSchema(in);
        int size = in.readInt();
        List<StagingTable> tables = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            tables.add(new StagingTable(readTable(in), in.readLong()));
        }
        return new StagedGroup(schema, tables, readRows(in));
    }

    /** As versions 1 and 2 wrote it: neither numbers of rows nor rows themselves. */
    static StagedGroup readGroupOfTables(DataInputView in) throws IOException {
        TargetSchema schema = readSchema(in);
        int size = in.readInt();
        List<StagingTable> tables = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            tables.add(new StagingTable(readTable(in), 0));
        }
        return new StagedGroup(schema, tables, "");
    }

    static void writeRows(String rows, DataOutputView out) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(rows);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readRows(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static void writeSchema(TargetSchema schema, DataOutputView out) throws IOException {
        writeTable(schema.target(), out);
        out.writeInt(schema.keyColumns());
        out.writeInt(schema.columns().size());
        for (TargetColumn column : schema.columns()) {
            out.writeUTF(column.name());
            out.writeUTF(column.type());
        }
    }

    static TargetSchema readSchema(DataInputView in) throws IOException {
        TableId target = readTable(in);
        int keyColumns = in.readInt();
        int size = in.readInt();
        List<TargetColumn> columns = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            columns.add(new TargetColumn(in.readUTF(), in.readUTF()));
        }
        return new TargetSchema(target, columns, keyColumns);
    }

    static void writeCounts(ChangeCounts counts, DataOutputView out) throws IOException {
        out.writeLong(counts.upserts());
        out.writeLong(counts.deletes());
        out.writeLong(counts.firstSourceTimeMillis());
        out.writeLong(counts.lastSourceTimeMillis());
    }

    static ChangeCounts readCounts(DataInputView in) throws IOException {
        return new ChangeCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
