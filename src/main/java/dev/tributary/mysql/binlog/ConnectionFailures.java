package dev.tributary.mysql.binlog;

import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides the kind of a failure of the connection that a binlog is read by. */
final class ConnectionFailures {

    /** "Got fatal error when reading data from binary log": the position is not there, and some others. */
    private static final int FATAL_BINLOG_ERROR = 1236;

    /** The server says it with the code of a binlog that it cannot serve. MySQL and MariaDB of all versions agree on these words. */
    private static final String SAME_ID = "same server_uuid/server_id";

    /** MariaDB's own code for it. */
    private static final int MARIADB_SAME_ID = 4052;

    /**
     * Too many connections, access denied (an account may be changed), shutdown in progress, host blocked or not allowed, network
     * errors, too many connections of the user, offline, connection killed by an administrator.
     */
    private static final Set<Integer> PASSING_CODES = Set.of(
            1040, 1045, 1053, 1129, 1130, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1317, 1927, 3032, 3169);

    private ConnectionFailures() {}

    /** @param server by which a message names it */
    static BinlogFailure of(IOException failure, String server) {
        if (failure instanceof BinlogFailure known) {
            return known;
        }
        return new BinlogFailure(kind(failure), "the binlog of " + server + ": " + describe(failure), failure);
    }

    private static Kind kind(Throwable failure) {
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            if (at instanceof ServerException server) {
                return kind(server);
            }
            if (at instanceof SocketException
                    || at instanceof SocketTimeoutException
                    || at instanceof UnknownHostException
                    || at instanceof EOFException) {
                return Kind.AWAY;
            }
        }
        return Kind.REFUSED;
    }

    private static Kind kind(ServerException failure) {
        int code = failure.getErrorCode();
        if (code == MARIADB_SAME_ID
                || code == FATAL_BINLOG_ERROR
                        && String.valueOf(failure.getMessage()).contains(SAME_ID)) {
            return Kind.DISPLACED;
        }
        if (code == FATAL_BINLOG_ERROR) {
            return Kind.GONE;
        }
        return PASSING_CODES.contains(code) ? Kind.AWAY : Kind.REFUSED;
    }

    private static String describe(Throwable failure) {
        Throwable root = failure;
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            root = at;
        }
        String message = root.getMessage();
        String what = message == null ? root.getClass().getSimpleName() : message;
        return root instanceof ServerException server ? what + " (error " + server.getErrorCode() + ")" : what;
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }
}
