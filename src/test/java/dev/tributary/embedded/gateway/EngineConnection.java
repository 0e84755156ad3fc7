package dev.tributary.embedded.gateway;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the engine: a session with settings and a current database of its own. It runs one statement at a
 * time; open one per request (about half a millisecond).
 */
final class EngineConnection implements AutoCloseable {
    private static final int APPEND_BYTES = 1 << 18;

    private final Pointer handle;
    private final Pointer connection;

    private EngineConnection(Pointer handle) {
        this.handle = handle;
        this.connection = handle.getPointer(0);
    }

    /** @param arguments options as of {@code clickhouse-local}; the first connection of the process boots the engine */
    static EngineConnection open(List<String> arguments) throws EngineException {
        List<String> all = new ArrayList<>(List.of("clickhouse"));
        all.addAll(arguments);
        try (NativeStrings strings = new NativeStrings(all)) {
            Pointer handle = LibChdb.chdb_connect(all.size(), strings.pointers());
            if (handle == null) {
                throw new EngineException("The engine refused the connection with " + arguments
                        + "; its data folder may be damaged or in use by another process");
            }
            return new EngineConnection(handle);
        }
    }

    EngineResult query(String sql, String format, Map<String, String> parameters) throws EngineException {
        byte[] query = sql.getBytes(StandardCharsets.UTF_8);
        byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
        try (Parameters native_ = new Parameters(parameters)) {
            return new EngineResult(LibChdb.chdb_query_with_params_n(
                    connection,
                    query,
                    query.length,
                    formatName,
                    formatName.length,
                    native_.names(),
                    native_.nameLengths(),
                    native_.values(),
                    native_.valueLengths(),
                    parameters.size()));
        }
    }

    void execute(String sql) throws EngineException {
        query(sql, "TabSeparated", Map.of()).close();
    }

    /**
     * Streams data into an INSERT that has neither FORMAT nor data.
     *
     * @throws IOException if reading the data failed; nothing more is written then (blocks already written stay, as with
     *     any INSERT of ClickHouse)
     */
    EngineResult insert(String sql, String format, InputStream data, Map<String, String> parameters)
            throws EngineException, IOException {
        byte[] query = sql.getBytes(StandardCharsets.UTF_8);
        byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
        Pointer stream;
        try (Parameters native_ = new Parameters(parameters)) {
            stream = LibChdb.chdb_stream_insert_with_params_n(
                    connection,
                    query,
                    query.length,
                    formatName,
                    formatName.length,
                    native_.names(),
                    native_.nameLengths(),
                    native_.values(),
                    native_.valueLengths(),
                    parameters.size());
        }
        boolean finished = false;
        try (Memory chunk = new Memory(APPEND_BYTES)) {
            failOnError(stream);
            byte[] bytes = new byte[APPEND_BYTES];
            for (int count; (count = data.readNBytes(bytes, 0, bytes.length)) > 0; ) {
                chunk.write(0, bytes, 0, count);
                if (LibChdb.chdb_stream_append(stream, chunk, count) != 0) {
                    failOnError(stream);
                    throw new EngineException("The engine refused more data of the insert");
                }
            }
            finished = true;
            return new EngineResult(LibChdb.chdb_stream_done(stream));
        } finally {
            if (!finished) {
                LibChdb.chdb_stream_cancel_insert(stream);
            }
            LibChdb.chdb_destroy_insert_stream(stream);
        }
    }

    private static void failOnError(Pointer stream) throws EngineException {
        Pointer error = LibChdb.chdb_stream_insert_error(stream);
        if (error != null) {
            throw new EngineException(error.getString(0, "UTF-8"));
        }
    }

    @Override
    public void close() {
        LibChdb.chdb_close_conn(handle);
    }

    /** NUL-terminated strings in native memory, with arrays of their addresses and lengths. */
    private static final class NativeStrings implements AutoCloseable {
        private final Memory bytes;
        private final Memory pointers;
        private final Memory lengths;

        NativeStrings(List<String> strings) {
            List<byte[]> encoded = strings.stream()
                    .map(s -> s.getBytes(StandardCharsets.UTF_8))
                    .toList();
            int size = encoded.stream().mapToInt(b -> b.length + 1).sum();
            bytes = new Memory(size);
            pointers = new Memory((long) Native.POINTER_SIZE * (strings.size() + 1));
            lengths = new Memory((long) Native.SIZE_T_SIZE * strings.size());
            int offset = 0;
            for (int i = 0; i < encoded.size(); i++) {
                byte[] string = encoded.get(i);
                bytes.write(offset, string, 0, string.length);
                bytes.setByte(offset + string.length, (byte) 0);
                pointers.setPointer((long) Native.POINTER_SIZE * i, bytes.share(offset));
                lengths.setLong((long) Native.SIZE_T_SIZE * i, string.length);
                offset += string.length + 1;
            }
            pointers.setPointer((long) Native.POINTER_SIZE * strings.size(), Pointer.NULL);
        }

        Pointer pointers() {
            return pointers;
        }

        Pointer lengths() {
            return lengths;
        }

        @Override
        public void close() {
            bytes.close();
            pointers.close();
            lengths.close();
        }
    }

    /** Query parameters ({@code {name:Type}}) as the C interface wants them: null pointers when there are none. */
    private static final class Parameters implements AutoCloseable {
        private final @Nullable NativeStrings names;
        private final @Nullable NativeStrings values;

        Parameters(Map<String, String> parameters) {
            names = parameters.isEmpty() ? null : new NativeStrings(List.copyOf(parameters.keySet()));
            values = parameters.isEmpty() ? null : new NativeStrings(List.copyOf(parameters.values()));
        }

        @Nullable
        Pointer names() {
            return names == null ? null : names.pointers();
        }

        @Nullable
        Pointer nameLengths() {
            return names == null ? null : names.lengths();
        }

        @Nullable
        Pointer values() {
            return values == null ? null : values.pointers();
        }

        @Nullable
        Pointer valueLengths() {
            return values == null ? null : values.lengths();
        }

        @Override
        public void close() {
            if (names != null && values != null) {
                names.close();
                values.close();
            }
        }
    }
}
