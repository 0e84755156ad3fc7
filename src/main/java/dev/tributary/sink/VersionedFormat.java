package dev.tributary.sink;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A serializer of one version, which refuses all others by number. */
abstract class VersionedFormat<T> implements SimpleVersionedSerializer<T> {

    private final int version;

    VersionedFormat(int version) {
        this.version = version;
    }

    abstract void write(T value, DataOutputView out) throws IOException;

    abstract T read(DataInputView in) throws IOException;

    @Override
    public int getVersion() {
        return version;
    }

    @Override
    public byte[] serialize(T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(512);
        write(value, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public T deserialize(int found, byte[] serialized) throws IOException {
        if (found != version) {
            throw new IOException(getClass().getSimpleName() + " reads version " + version
                    + ", but the state holds version " + found + "; restore it with the release that wrote it");
        }
        return read(new DataInputDeserializer(serialized));
    }
}
