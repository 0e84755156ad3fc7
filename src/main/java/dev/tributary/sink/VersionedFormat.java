package dev.tributary.sink;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A serializer that writes one version, reads it and all before it, and refuses later ones by number. */
abstract class VersionedFormat<T> implements SimpleVersionedSerializer<T> {

    private final int version;

    VersionedFormat(int version) {
        this.version = version;
    }

    abstract void write(T value, DataOutputView out) throws IOException;

    /** @param found the version that wrote it, from 1 on */
    abstract T read(int found, DataInputView in) throws IOException;

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
        if (found < 1 || found > version) {
            throw new IOException(getClass().getSimpleName() + " reads versions 1 to " + version
                    + ", but the state holds version " + found + "; restore it with the release that wrote it");
        }
        return read(found, new DataInputDeserializer(serialized));
    }
}
