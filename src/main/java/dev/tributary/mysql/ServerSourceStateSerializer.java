package dev.tributary.mysql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The server's uuid, the routes, their snapshots' versions, then the connector's state behind the connector's own version. In
 * version 1 a route has no number of resyncs.
 */
final class ServerSourceStateSerializer implements SimpleVersionedSerializer<ServerSourceState> {

    private static final int VERSION = 2;

    private final SimpleVersionedSerializer<PendingSplitsState> splitsSerializer;

    ServerSourceStateSerializer(SimpleVersionedSerializer<PendingSplitsState> splitsSerializer) {
        this.splitsSerializer = splitsSerializer;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ServerSourceState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        String uuid = state.serverUuid();
        out.writeBoolean(uuid != null);
        if (uuid != null) {
            out.writeUTF(uuid);
        }
        out.writeInt(state.routes().size());
        for (RouteIdentity route : state.routes()) {
            writeRoute(route, out);
        }
        out.writeInt(state.snapshotVersions().size());
        for (Map.Entry<String, Long> entry : new TreeMap<>(state.snapshotVersions()).entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue());
        }
        PendingSplitsState splits = state.splits();
        out.writeBoolean(splits != null);
        if (splits != null) {
            byte[] bytes = splitsSerializer.serialize(splits);
            out.writeInt(splitsSerializer.getVersion());
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public ServerSourceState deserialize(int version, byte[] serialized) throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException("the state of a MySQL source holds version " + version
                    + ", this release reads up to version " + VERSION + "; restore it with the release that wrote it");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        String uuid = in.readBoolean() ? in.readUTF() : null;
        int size = in.readInt();
        List<RouteIdentity> routes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            routes.add(readRoute(version, in));
        }
        size = in.readInt();
        Map<String, Long> snapshotVersions = new HashMap<>();
        for (int i = 0; i < size; i++) {
            snapshotVersions.put(in.readUTF(), in.readLong());
        }
        return new ServerSourceState(uuid, routes, snapshotVersions, readSplits(in));
    }

    private @Nullable PendingSplitsState readSplits(DataInputDeserializer in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        int version = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return splitsSerializer.deserialize(version, bytes);
    }

    private static void writeRoute(RouteIdentity route, DataOutputSerializer out) throws IOException {
        out.writeUTF(route.table());
        out.writeUTF(route.sourceDatabase());
        out.writeUTF(route.target());
        out.writeInt(route.mergeKey().size());
        for (String column : route.mergeKey()) {
            out.writeUTF(column);
        }
        out.writeInt(route.resyncs());
    }

    private static RouteIdentity readRoute(int version, DataInputDeserializer in) throws IOException {
        String table = in.readUTF();
        String sourceDatabase = in.readUTF();
        String target = in.readUTF();
        int size = in.readInt();
        List<String> mergeKey = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            mergeKey.add(in.readUTF());
        }
        int resyncs = version == 1 ? 0 : in.readInt();
        return new RouteIdentity(table, sourceDatabase, target, mergeKey, resyncs);
    }
}
