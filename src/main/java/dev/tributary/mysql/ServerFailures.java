package dev.tributary.mysql;

import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.ServerException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.flink.cdc.connectors.shaded.org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Tells failures of a server, or of the way to it, which pass, from those that come again however often one tries. */
final class ServerFailures {

    /** MySQL's code for a binlog position that the server cannot serve. */
    private static final int FATAL_BINLOG_ERROR = 1236;

    private static final String SAME_ID = "same server_uuid/server_id";

    /** How Debezium's dispatcher begins to say that the rows of an event could not be made into records. */
    private static final String ROW_FAILED = "Error while processing event at offset";

    /** Too many connections, access denied, shutdown in progress, host blocked, too many of the user, read timeout. */
    private static final Set<Integer> PASSING_CODES =
            Set.of(1040, 1045, 1053, 1129, 1130, 1159, 1160, 1161, 1203, 1226);

    private ServerFailures() {}

    /** Whether trying again later, with nothing else changed, can succeed. */
    static boolean passes(Throwable failure) {
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            if (at instanceof UnreadEventException) {
                return false;
            }
            if (at instanceof ServerException server) {
                return server.getErrorCode() != FATAL_BINLOG_ERROR;
            }
            if (isConnectionFailure(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server ended the connection for another one that has the same server id; the server says so with the code of a lost binlog. */
    static boolean isDisplaced(Throwable failure) {
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            if (at instanceof ServerException server
                    && server.getErrorCode() == FATAL_BINLOG_ERROR
                    && String.valueOf(server.getMessage()).contains(SAME_ID)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the server said that it does not have the position to read on from. */
    static boolean binlogIsGone(Throwable failure) {
        if (isDisplaced(failure)) {
            return false;
        }
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            if (at instanceof ServerException server && server.getErrorCode() == FATAL_BINLOG_ERROR) {
                return true;
            }
            String message = at.getMessage();
            if (message != null && message.contains("no longer available on the server")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the change source could not make a record of a row, which has another structure than the one it knows. */
    static boolean isUnreadableRow(Throwable failure) {
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            if (at instanceof ConnectException
                    && String.valueOf(at.getMessage()).startsWith(ROW_FAILED)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConnectionFailure(Throwable failure) {
        if (failure instanceof SQLException sql) {
            return sql instanceof SQLNonTransientConnectionException
                    || sql instanceof SQLTransientConnectionException
                    || sql instanceof SQLRecoverableException
                    || isConnectionState(sql.getSQLState())
                    || PASSING_CODES.contains(sql.getErrorCode())
                    || String.valueOf(sql.getMessage()).contains("has been closed");
        }
        return failure instanceof SocketException
                || failure instanceof SocketTimeoutException
                || failure instanceof UnknownHostException
                || failure instanceof EOFException
                || failure instanceof TimeoutException
                || failure instanceof AuthenticationException
                || failure instanceof ServerSilentException;
    }

    private static boolean isConnectionState(@Nullable String sqlState) {
        return sqlState != null && sqlState.startsWith("08");
    }

    /** What went wrong, in one line. */
    static String describe(Throwable failure) {
        Throwable root = failure;
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            root = at;
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }

    /** The connection to the server is open, but nothing comes, not even the heartbeats that the server owes. */
    static final class ServerSilentException extends Exception {

        private static final long serialVersionUID = 1L;

        ServerSilentException(long seconds) {
            super("the server sent nothing for " + seconds + " s, not even a heartbeat");
        }
    }
}
