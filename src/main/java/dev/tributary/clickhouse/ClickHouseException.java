package dev.tributary.clickhouse;

import com.clickhouse.client.api.ServerException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A failure of ClickHouse or of the way to it, classified once: everything above only looks at the class. */
public final class ClickHouseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a caller can do about a failure. */
    public enum FailureClass {
        /** The same statement can succeed later: the server is away, overloaded, or out of memory for now. */
        RETRIABLE,
        /** Trying again changes nothing. */
        FATAL
    }

    /** Not an error of ClickHouse's own: the server could not be reached, or the connection broke. */
    public static final int NO_CODE = 0;

    public static final int TABLE_ALREADY_EXISTS = 57;
    public static final int UNKNOWN_TABLE = 60;
    public static final int UNKNOWN_DATABASE = 81;

    /**
     * Codes after which the same statement can succeed: timeouts (159, 160, 209), sockets and networks (203, 210, 279, 341),
     * too many simultaneous queries (202), memory limit (241), too many parts (252), read-only (164, 242), disk full (243),
     * aborted or cancelled (236, 394), replicas not ready (285, 286, 319), no thread (439), the server's own storage (425,
     * 499), Keeper away (225, 999).
     */
    private static final Set<Integer> RETRIABLE_CODES = Set.of(
            159, 160, 164, 202, 203, 209, 210, 225, 236, 241, 242, 243, 252, 279, 285, 286, 319, 341, 394, 425, 439,
            499, 999);

    /** Bad gateway, service unavailable, gateway timeout, and too many requests. */
    private static final Set<Integer> PASSING_STATUSES = Set.of(429, 502, 503, 504);

    private final int code;
    private final FailureClass failureClass;

    private ClickHouseException(String message, int code, FailureClass failureClass, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.failureClass = failureClass;
    }

    /** A state of the server that the caller found and that passes by itself. */
    public static ClickHouseException passing(String message) {
        return new ClickHouseException(message, NO_CODE, FailureClass.RETRIABLE, null);
    }

    /** An error that the server wrote into the body of an answer that had begun as a success. */
    static ClickHouseException inBody(String url, String sql, int code, String text) {
        return new ClickHouseException(
                "ClickHouse at " + url + " answered error " + code + " within its answer to \"" + shorten(sql) + "\": "
                        + text,
                code,
                classOf(code),
                null);
    }

    /** Without a code of ClickHouse's own it is a proxy that answered. */
    private static FailureClass classOf(ServerException server) {
        return server.getCode() <= 0 && PASSING_STATUSES.contains(server.getTransportProtocolCode())
                ? FailureClass.RETRIABLE
                : classOf(server.getCode());
    }

    private static FailureClass classOf(int code) {
        return RETRIABLE_CODES.contains(code) ? FailureClass.RETRIABLE : FailureClass.FATAL;
    }

    static ClickHouseException of(String url, String sql, Exception cause) {
        if (cause instanceof ClickHouseException already) {
            return already;
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ServerException server) {
                String message = "ClickHouse at " + url + " answered error " + server.getCode() + " to \""
                        + shorten(sql) + "\": " + server.getMessage();
                return new ClickHouseException(message, server.getCode(), classOf(server), cause);
            }
        }
        return unreachable(url, sql, cause);
    }

    static ClickHouseException unreachable(String url, String sql, Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        boolean retriable = !(cause instanceof InterruptedException);
        return new ClickHouseException(
                "ClickHouse at " + url + " could not be reached or did not answer in time for \"" + shorten(sql)
                        + "\": " + rootMessage(cause),
                NO_CODE,
                retriable ? FailureClass.RETRIABLE : FailureClass.FATAL,
                cause);
    }

    /** What the configuration names for the connection cannot be had in this process. */
    static ClickHouseException unusable(String url, Exception cause) {
        return new ClickHouseException(
                "ClickHouse at " + url + " cannot be connected to: " + cause.getMessage(),
                NO_CODE,
                FailureClass.FATAL,
                cause);
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static String shorten(String sql) {
        String line = sql.replaceAll("\\s+", " ").trim();
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    public int code() {
        return code;
    }

    public FailureClass failureClass() {
        return failureClass;
    }

    public boolean isRetriable() {
        return failureClass == FailureClass.RETRIABLE;
    }
}
