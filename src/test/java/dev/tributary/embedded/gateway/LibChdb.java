package dev.tributary.embedded.gateway;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The C functions of libchdb that the gateway calls, as declared in its {@code chdb.h}. Sizes are {@code size_t}. */
final class LibChdb {
    private LibChdb() {}

    static void load(Path library) {
        Native.register(LibChdb.class, NativeLibrary.getInstance(library.toString()));
    }

    static native void chdb_set_signal_handlers_enabled(int enabled);

    static native Pointer chdb_connect(int argumentCount, Pointer arguments);

    static native void chdb_close_conn(Pointer connectionHandle);

    static native Pointer chdb_query_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long parameterCount);

    static native Pointer chdb_stream_insert_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            @Nullable Pointer names,
            @Nullable Pointer nameLengths,
            @Nullable Pointer values,
            @Nullable Pointer valueLengths,
            long parameterCount);

    /** @return 0 on success */
    static native int chdb_stream_append(Pointer stream, Pointer data, long length);

    static native Pointer chdb_stream_done(Pointer stream);

    static native void chdb_stream_cancel_insert(Pointer stream);

    static native @Nullable Pointer chdb_stream_insert_error(Pointer stream);

    static native void chdb_destroy_insert_stream(Pointer stream);

    static native @Nullable Pointer chdb_result_buffer(Pointer result);

    static native long chdb_result_length(Pointer result);

    static native @Nullable Pointer chdb_result_error(Pointer result);

    static native long chdb_result_rows_read(Pointer result);

    static native long chdb_result_bytes_read(Pointer result);

    static native long chdb_result_storage_rows_read(Pointer result);

    static native long chdb_result_storage_bytes_read(Pointer result);

    static native long chdb_result_rows_written(Pointer result);

    static native long chdb_result_bytes_written(Pointer result);

    static native void chdb_destroy_query_result(Pointer result);
}
