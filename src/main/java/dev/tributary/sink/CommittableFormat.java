package dev.tributary.sink;

import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.io.IOException;
import java.util.ArrayList;
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

    static void writeTables(List<TableId> tables, DataOutputView out) throws IOException {
        out.writeInt(tables.size());
        for (TableId table : tables) {
            writeTable(table, out);
        }
    }

    static List<TableId> readTables(DataInputView in) throws IOException {
        int size = in.readInt();
        List<TableId> tables = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            tables.add(readTable(in));
        }
        return tables;
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
