package dev.tributary.mysql.source;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.stream.RowChangeSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** How the parts of the source's states are written: texts of any length, lists behind their length, maps in an order. */
final class StateFormat {

    private StateFormat() {}

    /** Writes one element. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T value, DataOutputView out) throws IOException;
    }

    /** Reads one element. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DataInputView in) throws IOException;
    }

    static <T> void writeList(Collection<T> values, Writer<T> writer, DataOutputView out) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(value, out);
        }
    }

    static <T> List<T> readList(Reader<T> reader, DataInputView in) throws IOException {
        int size = in.readInt();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    static <T> void writeOptional(@Nullable T value, Writer<T> writer, DataOutputView out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writer.write(value, out);
        }
    }

    static <T> @Nullable T readOptional(Reader<T> reader, DataInputView in) throws IOException {
        return in.readBoolean() ? reader.read(in) : null;
    }

    /** Not as Java's own format, which ends at 64 KB: a set of GTIDs or the members of an enum can be longer. */
    static void writeText(String text, DataOutputView out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeTexts(Collection<String> texts, DataOutputView out) throws IOException {
        writeList(texts, StateFormat::writeText, out);
    }

    static List<String> readTexts(DataInputView in) throws IOException {
        return readList(StateFormat::readText, in);
    }

    static void writeTable(TableId table, DataOutputView out) throws IOException {
        writeText(table.database(), out);
        writeText(table.table(), out);
    }

    static TableId readTable(DataInputView in) throws IOException {
        return new TableId(readText(in), readText(in));
    }

    static <T> void writeByTable(Map<TableId, T> values, Writer<T> writer, DataOutputView out) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<TableId, T> entry : new TreeMap<>(values).entrySet()) {
            writeTable(entry.getKey(), out);
            writer.write(entry.getValue(), out);
        }
    }

    static <T> Map<TableId, T> readByTable(Reader<T> reader, DataInputView in) throws IOException {
        int size = in.readInt();
        Map<TableId, T> values = new HashMap<>();
        for (int i = 0; i < size; i++) {
            TableId table = readTable(in);
            values.put(table, reader.read(in));
        }
        return values;
    }

    static void writeServer(ServerIdentity server, DataOutputView out) throws IOException {
        writeText(server.uuid(), out);
        out.writeLong(server.fileShift());
    }

    static ServerIdentity readServer(DataInputView in) throws IOException {
        return new ServerIdentity(readText(in), in.readLong());
    }

    static void writePosition(BinlogPosition position, DataOutputView out) throws IOException {
        writeText(position.file(), out);
        out.writeLong(position.offset());
        writeText(position.gtids(), out);
    }

    static BinlogPosition readPosition(DataInputView in) throws IOException {
        return new BinlogPosition(readText(in), in.readLong(), readText(in));
    }

    static void writeStructure(TableStructure structure, DataOutputView out) throws IOException {
        writeTable(structure.id(), out);
        writeList(structure.columns(), StateFormat::writeColumn, out);
        writeTexts(structure.primaryKey(), out);
        out.writeInt(structure.uniqueKeys().size());
        for (Map.Entry<String, List<String>> key : structure.uniqueKeys().entrySet()) {
            writeText(key.getKey(), out);
            writeTexts(key.getValue(), out);
        }
        writeText(structure.characterSet(), out);
        writeText(structure.counted(), out);
    }

    static TableStructure readStructure(DataInputView in) throws IOException {
        TableId id = readTable(in);
        List<Column> columns = readList(StateFormat::readColumn, in);
        List<String> primaryKey = readTexts(in);
        int size = in.readInt();
        Map<String, List<String>> uniqueKeys = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            uniqueKeys.put(readText(in), readTexts(in));
        }
        return new TableStructure(id, columns, primaryKey, uniqueKeys, readText(in), readCounted(in));
    }

    private static String readCounted(DataInputView in) throws IOException {
        return StateInput.isFrom(StateInput.WITH_COUNTED_COLUMNS, in) ? readText(in) : "";
    }

    private static void writeColumn(Column column, DataOutputView out) throws IOException {
        writeText(column.name(), out);
        writeText(column.type().name(), out);
        writeTexts(column.type().arguments(), out);
        out.writeBoolean(column.type().unsigned());
        out.writeBoolean(column.nullable());
        writeOptional(column.characterSet(), StateFormat::writeText, out);
    }

    private static Column readColumn(DataInputView in) throws IOException {
        String name = readText(in);
        MySqlType type = new MySqlType(readText(in), readTexts(in), in.readBoolean());
        return new Column(name, type, in.readBoolean(), readOptional(StateFormat::readText, in));
    }

    static void writeSnapshot(TableSnapshot snapshot, DataOutputView out) throws IOException {
        writePosition(snapshot.start(), out);
        out.writeLong(snapshot.version());
        writeStructure(snapshot.structure(), out);
        writeXids(snapshot.prepared(), out);
    }

    static TableSnapshot readSnapshot(DataInputView in) throws IOException {
        return new TableSnapshot(readPosition(in), in.readLong(), readStructure(in), readXids(in));
    }

    private static void writeXids(@Nullable Set<String> xids, DataOutputView out) throws IOException {
        writeOptional(xids == null ? null : new TreeSet<>(xids), StateFormat::writeTexts, out);
    }

    private static @Nullable Set<String> readXids(DataInputView in) throws IOException {
        List<String> xids = readOptional(StateFormat::readTexts, in);
        return xids == null ? null : new HashSet<>(xids);
    }

    static void writeFollowed(FollowedTable table, DataOutputView out) throws IOException {
        writeOptional(table.structure(), StateFormat::writeStructure, out);
        out.writeInt(table.resyncs());
        out.writeLong(table.snapshotVersion());
        out.writeLong(table.snapshotEnd());
        writeXids(table.prepared(), out);
        out.writeBoolean(table.removesOlderRows());
    }

    static FollowedTable readFollowed(DataInputView in) throws IOException {
        return new FollowedTable(
                readOptional(StateFormat::readStructure, in),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                readXids(in),
                in.readBoolean());
    }

    static void writeFollowState(FollowState state, DataOutputView out) throws IOException {
        writePosition(state.start(), out);
        out.writeLong(state.readVersion());
        out.writeLong(state.epochSecond());
        writeByTable(state.tables(), StateFormat::writeFollowed, out);
        writeByTable(state.refused(), (resyncs, to) -> to.writeInt(resyncs), out);
        writeList(state.prepared(), StateFormat::writePrepared, out);
    }

    static FollowState readFollowState(DataInputView in) throws IOException {
        return new FollowState(
                readPosition(in),
                in.readLong(),
                in.readLong(),
                readByTable(StateFormat::readFollowed, in),
                readByTable(DataInputView::readInt, in),
                readList(StateFormat::readPrepared, in));
    }

    private static void writePrepared(PreparedTransaction transaction, DataOutputView out) throws IOException {
        writeText(transaction.xid(), out);
        writeByTable(
                transaction.changes(),
                (changes, to) -> writeList(changes, RowChangeSerializer.INSTANCE::serialize, to),
                out);
        writeList(new TreeSet<>(transaction.lost()), StateFormat::writeTable, out);
    }

    private static PreparedTransaction readPrepared(DataInputView in) throws IOException {
        String xid = readText(in);
        Map<TableId, List<RowChange>> changes =
                readByTable(from -> readList(RowChangeSerializer.INSTANCE::deserialize, from), in);
        return new PreparedTransaction(xid, changes, Set.copyOf(readList(StateFormat::readTable, in)));
    }
}
