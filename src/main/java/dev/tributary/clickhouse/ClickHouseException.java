package dev.tributary.clickhouse;

import com.clickhouse.client.api.ServerException;
import java.util.Set;

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
     * Codes after which the same statement can succeed: timeouts (159, 160, 209), sockets (210), too many simultaneous
     * queries (202), memory limit (241), too many parts (252), read-only (164, 242), disk full (243), aborted or cancelled
     * (236, 394), Keeper away (225, 999).
     */
    private static final Set<Integer> RETRIABLE_CODES =
            Set.of(159, 160, 164, 202, 209, 210, 225, 236, 241, 242, 243, 252, 394, 425, 439, 999);

    private final int code;
    private final FailureClass failureClass;

    private ClickHouseException(String message, int code, FailureClass failureClass, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.failureClass = failureClass;
    }

    static ClickHouseException of(String url, String sql, Exception cause) {
        if (cause instanceof ClickHouseException already) {
            return already;
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ServerException server) {
                FailureClass failureClass =
                        RETRIABLE_CODES.contains(server.getCode()) ? FailureClass.RETRIABLE : FailureClass.FATAL;
                String message = "ClickHouse at " + url + " answered error " + server.getCode() + " to \""
                        + shorten(sql) + "\": " + server.getMessage();
                return new ClickHouseException(message, server.getCode(), failureClass, cause);
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
