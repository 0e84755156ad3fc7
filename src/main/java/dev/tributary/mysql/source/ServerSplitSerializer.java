package dev.tributary.mysql.source;

import static dev.tributary.mysql.source.StateFormat.readList;
import static dev.tributary.mysql.source.StateFormat.readServer;
import static dev.tributary.mysql.source.StateFormat.readText;
import static dev.tributary.mysql.source.StateFormat.writeList;
import static dev.tributary.mysql.source.StateFormat.writeServer;
import static dev.tributary.mysql.source.StateFormat.writeText;

import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** The splits of a server, as readers keep them and the enumerator sends them. Versions 1 and 2 were another connector's. */
final class ServerSplitSerializer implements SimpleVersionedSerializer<ServerSplit> {

    static final int VERSION = 5;

    private static final int SNAPSHOT = 1;
    private static final int BINLOG = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ServerSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        if (split instanceof SnapshotSplit snapshot) {
            out.writeByte(SNAPSHOT);
            writeText(snapshot.splitId(), out);
            writeServer(snapshot.server(), out);
            writeTasks(snapshot.tasks(), out);
            writeList(snapshot.finished(), ServerSplitSerializer::writeReport, out);
        } else if (split instanceof BinlogSplit binlog) {
            out.writeByte(BINLOG);
            writeServer(binlog.server(), out);
            StateFormat.writeFollowState(binlog.main(), out);
            writeList(binlog.catchUps(), StateFormat::writeFollowState, out);
        } else {
            throw new IllegalStateException("a split of a kind that is not known here: " + split);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public ServerSplit deserialize(int version, byte[] serialized) throws IOException {
        StateInput in = new StateInput(version, serialized);
        int kind = in.readByte();
        return switch (kind) {
            case SNAPSHOT ->
                new SnapshotSplit(
                        readText(in), readServer(in), readTasks(in), readList(ServerSplitSerializer::readReport, in));
            case BINLOG ->
                new BinlogSplit(
                        readServer(in), StateFormat.readFollowState(in), readList(StateFormat::readFollowState, in));
            default -> throw new IOException("a split of the kind " + kind + ", which this release does not know");
        };
    }

    /** The snapshots that several chunks have in common stand once. */
    private static void writeTasks(List<ChunkTask> tasks, DataOutputView out) throws IOException {
        Map<TableSnapshot, Integer> snapshots = new LinkedHashMap<>();
        tasks.forEach(task -> snapshots.putIfAbsent(task.snapshot(), snapshots.size()));
        writeList(snapshots.keySet(), StateFormat::writeSnapshot, out);
        out.writeInt(tasks.size());
        for (ChunkTask task : tasks) {
            writeId(task.id(), out);
            ChunkFormat.write(task.chunk(), out);
            out.writeInt(snapshots.getOrDefault(task.snapshot(), 0));
        }
    }

    private static List<ChunkTask> readTasks(DataInputView in) throws IOException {
        List<TableSnapshot> snapshots = readList(StateFormat::readSnapshot, in);
        int size = in.readInt();
        List<ChunkTask> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            tasks.add(new ChunkTask(readId(in), ChunkFormat.read(in), snapshots.get(in.readInt())));
        }
        return tasks;
    }

    private static void writeId(ChunkId id, DataOutputView out) throws IOException {
        StateFormat.writeTable(id.table(), out);
        out.writeInt(id.generation());
        out.writeInt(id.number());
    }

    private static ChunkId readId(DataInputView in) throws IOException {
        return new ChunkId(StateFormat.readTable(in), in.readInt(), in.readInt());
    }

    private static void writeReport(ChunkReport report, DataOutputView out) throws IOException {
        writeId(report.id(), out);
        out.writeLong(report.endVersion());
        writeText(report.failure(), out);
        out.writeBoolean(report.needsSomebody());
    }

    private static ChunkReport readReport(DataInputView in) throws IOException {
        return new ChunkReport(
                readId(in),
                in.readLong(),
                readText(in),
                StateInput.isFrom(StateInput.WITH_VALUES_THAT_DO_NOT_FIT, in) && in.readBoolean());
    }
}
