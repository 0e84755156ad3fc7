package dev.tributary.embedded.gateway;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A finished statement: its output, held by the engine until {@link #close}, and its counters. */
final class EngineResult implements AutoCloseable {
    private static final int COPY_BYTES = 1 << 18;

    private final Pointer result;

    /** @throws EngineException if the statement failed; the result is released then */
    EngineResult(@Nullable Pointer result) throws EngineException {
        if (result == null) {
            throw new EngineException("The engine returned no result");
        }
        Pointer error = LibChdb.chdb_result_error(result);
        if (error != null) {
            String message = error.getString(0, "UTF-8");
            LibChdb.chdb_destroy_query_result(result);
            throw new EngineException(message);
        }
        this.result = result;
    }

    long length() {
        return LibChdb.chdb_result_length(result);
    }

    String text() {
        Pointer buffer = LibChdb.chdb_result_buffer(result);
        return buffer == null ? "" : new String(buffer.getByteArray(0, (int) length()), StandardCharsets.UTF_8);
    }

    void writeTo(OutputStream output) throws IOException {
        Pointer buffer = LibChdb.chdb_result_buffer(result);
        long length = length();
        if (buffer == null || length == 0) {
            return;
        }
        byte[] chunk = new byte[(int) Math.min(length, COPY_BYTES)];
        for (long offset = 0; offset < length; offset += chunk.length) {
            int count = (int) Math.min(chunk.length, length - offset);
            buffer.read(offset, chunk, 0, count);
            output.write(chunk, 0, count);
        }
    }

    /** The value of the header {@code X-ClickHouse-Summary}. */
    String summary(long elapsedNanos) {
        long rowsWritten = LibChdb.chdb_result_rows_written(result);
        return "{\"read_rows\":\"" + LibChdb.chdb_result_storage_rows_read(result)
                + "\",\"read_bytes\":\"" + LibChdb.chdb_result_storage_bytes_read(result)
                + "\",\"written_rows\":\"" + rowsWritten
                + "\",\"written_bytes\":\"" + LibChdb.chdb_result_bytes_written(result)
                + "\",\"total_rows_to_read\":\"0"
                + "\",\"result_rows\":\"" + (rowsWritten > 0 ? rowsWritten : LibChdb.chdb_result_rows_read(result))
                + "\",\"result_bytes\":\"" + LibChdb.chdb_result_bytes_read(result)
                + "\",\"elapsed_ns\":\"" + elapsedNanos + "\"}";
    }

    @Override
    public void close() {
        LibChdb.chdb_destroy_query_result(result);
    }
}
