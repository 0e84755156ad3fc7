package dev.tributary.mysql.server;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the failures of JDBC connections mean. */
public final class ServerFailures {

    /**
     * MySQL's codes of what passes, though the driver's class of exception does not say so: 1040 too many connections,
     * 1045 access denied (a password is being changed), 1053 shutdown, 1129 and 1130 host blocked or not allowed, 1152
     * and 1184 aborted connection, 1159 to 1161 network, 1203 and 1226 too many of the user, 1205 lock wait, 1317
     * killed query, 1927 MariaDB's killed connection, 3032 offline mode, 3118 account locked, 4031 idle for too long.
     */
    private static final Set<Integer> PASSING_CODES = Set.of(
            1040, 1045, 1053, 1129, 1130, 1152, 1159, 1160, 1161, 1184, 1203, 1205, 1226, 1317, 1927, 3032, 3118, 4031);

    private static final String CONNECTION_STATE = "08";

    private ServerFailures() {}

    /** Whether the failure passes ({@link FailureKind#AWAY}) or not ({@link FailureKind#FATAL}). */
    public static FailureKind kindOf(SQLException failure) {
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            if (at instanceof SQLException sql && passes(sql)) {
                return FailureKind.AWAY;
            }
        }
        return FailureKind.FATAL;
    }

    /** @param what was being done, as it follows "MySQL server host:port: " */
    public static ServerFailureException of(SQLException failure, String address, String what) {
        return new ServerFailureException(
                kindOf(failure), "MySQL server " + address + ": " + what + ": " + describe(failure), failure);
    }

    private static boolean passes(SQLException failure) {
        return failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLRecoverableException
                || failure.getSQLState() != null && failure.getSQLState().startsWith(CONNECTION_STATE)
                || PASSING_CODES.contains(failure.getErrorCode())
                || String.valueOf(failure.getMessage()).contains("has been closed");
    }

    /** What went wrong, in one line: the driver wraps the true cause of a broken connection in many. */
    public static String describe(Throwable failure) {
        Throwable root = failure;
        for (Throwable at = failure; at != null; at = causeOf(at)) {
            root = at;
        }
        String message = root.getMessage();
        return message == null || message.isBlank()
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }
}
