package dev.tributary.mysql.source;

import static dev.tributary.mysql.source.StateFormat.readList;
import static dev.tributary.mysql.source.StateFormat.readOptional;
import static dev.tributary.mysql.source.StateFormat.readTable;
import static dev.tributary.mysql.source.StateFormat.readText;
import static dev.tributary.mysql.source.StateFormat.readTexts;
import static dev.tributary.mysql.source.StateFormat.writeList;
import static dev.tributary.mysql.source.StateFormat.writeOptional;
import static dev.tributary.mysql.source.StateFormat.writeTable;
import static dev.tributary.mysql.source.StateFormat.writeText;
import static dev.tributary.mysql.source.StateFormat.writeTexts;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** The state of a server's enumerator. Versions 1 and 2 were another connector's. */
final class SourceStateSerializer implements SimpleVersionedSerializer<SourceState> {

    @Override
    public int getVersion() {
        return ServerSplitSerializer.VERSION;
    }

    @Override
    public byte[] serialize(SourceState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        writeOptional(state.server(), StateFormat::writeServer, out);
        out.writeBoolean(state.binlogAssigned());
        writeList(state.routes(), SourceStateSerializer::writeRoute, out);
        writeList(state.tables(), SourceStateSerializer::writeProgress, out);
        writeText(state.plan(), out);
        writeList(state.added(), SourceStateSerializer::writeBatch, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public SourceState deserialize(int version, byte[] serialized) throws IOException {
        StateInput in = new StateInput(version, serialized);
        return new SourceState(
                readOptional(StateFormat::readServer, in),
                in.readBoolean(),
                readList(SourceStateSerializer::readRoute, in),
                readList(SourceStateSerializer::readProgress, in),
                StateInput.isFrom(StateInput.WITH_ADDED_ROUTES, in) ? readText(in) : "",
                StateInput.isFrom(StateInput.WITH_ADDED_ROUTES, in)
                        ? readList(SourceStateSerializer::readBatch, in)
                        : List.of());
    }

    private static void writeBatch(RouteBatch batch, DataOutputView out) throws IOException {
        out.writeInt(batch.bytes().length);
        out.write(batch.bytes());
    }

    private static RouteBatch readBatch(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new RouteBatch(bytes);
    }

    private static void writeRoute(RouteIdentity route, DataOutputView out) throws IOException {
        writeTable(route.table(), out);
        writeText(route.sourceDatabase(), out);
        writeText(route.target(), out);
        writeTexts(route.mergeKey(), out);
    }

    private static RouteIdentity readRoute(DataInputView in) throws IOException {
        return new RouteIdentity(readTable(in), readText(in), readText(in), readTexts(in));
    }

    private static void writeProgress(TableProgressState table, DataOutputView out) throws IOException {
        writeTable(table.table(), out);
        out.writeInt(table.resyncs());
        writeText(table.phase().name(), out);
        writeText(table.next().name(), out);
        out.writeInt(table.released());
        out.writeInt(table.generation());
        writeOptional(table.snapshot(), StateFormat::writeSnapshot, out);
        out.writeLong(table.endVersion());
        writeOptional(table.cut(), ChunkFormat::writeCut, out);
        writeList(table.planned(), ChunkFormat::write, out);
        writeList(table.handedOut(), ChunkFormat::write, out);
    }

    private static TableProgressState readProgress(DataInputView in) throws IOException {
        return new TableProgressState(
                readTable(in),
                in.readInt(),
                TablePhase.valueOf(readText(in)),
                TablePhase.valueOf(readText(in)),
                in.readInt(),
                in.readInt(),
                readOptional(StateFormat::readSnapshot, in),
                in.readLong(),
                readOptional(ChunkFormat::readCut, in),
                readList(ChunkFormat::read, in),
                readList(ChunkFormat::read, in));
    }
}
