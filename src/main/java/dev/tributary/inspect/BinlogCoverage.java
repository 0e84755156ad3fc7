package dev.tributary.inspect;

import dev.tributary.config.Checklist;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a server's binlog has every change of the databases that are read: what it leaves out comes nowhere, and no event tells. */
final class BinlogCoverage {

    private static final int SYNTAX_ERROR = 1064;

    /** The account lacks a privilege; which one, is checked elsewhere. */
    private static final int ACCESS_DENIED = 1227;

    private final MySqlSession session;
    private final String subject;
    private final Checklist checklist;

    BinlogCoverage(MySqlSession session, String subject, Checklist checklist) {
        this.session = session;
        this.subject = subject;
        this.checklist = checklist;
    }

    /** @param variables the server's global ones, in lower case */
    void check(Map<String, String> variables, Collection<String> databases) throws SQLException {
        List<String> only = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        query(List.of("SHOW MASTER STATUS", "SHOW BINARY LOG STATUS"), row -> {
            only.addAll(names(row.getString("Binlog_Do_DB")));
            ignored.addAll(names(row.getString("Binlog_Ignore_DB")));
        });
        Filter filter = Filter.of(only, ignored, databases);
        if (filter.problem() != null) {
            checklist.failed(subject, filter.problem());
        } else if (filter.note() != null) {
            checklist.noted(subject, filter.note());
        }
        if (!ReplicationHistory.logsReplicated(variables)) {
            checkReplica();
        }
    }

    /** Where only the server's own changes are logged, it must have no others. */
    private void checkReplica() throws SQLException {
        int[] sources = new int[1];
        boolean known = query(List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS"), row -> sources[0]++);
        if (sources[0] > 0) {
            checklist.failed(
                    subject,
                    "it is a replica with log_replica_updates (log_slave_updates) OFF, so its binlog lacks what it replicates;"
                            + " start it with --log-replica-updates, or read from its source");
        } else if (!known) {
            checklist.noted(
                    subject,
                    "log_replica_updates (log_slave_updates) is OFF: if it is a replica, its binlog lacks what it replicates");
        }
    }

    /** Asks in the words of older and newer servers; false if the account may not ask. */
    private boolean query(List<String> forms, MySqlSession.RowReader reader) throws SQLException {
        for (String sql : forms) {
            try {
                session.query(sql, reader);
                return true;
            } catch (SQLException e) {
                if (e.getErrorCode() == ACCESS_DENIED) {
                    return false;
                }
                if (e.getErrorCode() != SYNTAX_ERROR) {
                    throw e;
                }
            }
        }
        return false;
    }

    private static List<String> names(@Nullable String list) {
        return list == null || list.isBlank() ? List.of() : List.of(list.trim().split("\\s*,\\s*"));
    }

    /**
     * What the options binlog_do_db and binlog_ignore_db leave out. Rows are chosen by the database of their table; statements, as
     * ALTER is one, by the default database of whoever runs them.
     *
     * @param problem what is missing of the databases themselves
     * @param note what is missing of statements that are run from elsewhere
     */
    record Filter(@Nullable String problem, @Nullable String note) {

        static Filter of(List<String> only, List<String> ignored, Collection<String> databases) {
            List<String> missing = databases.stream()
                    .filter(database -> only.isEmpty() ? ignored.contains(database) : !only.contains(database))
                    .toList();
            if (only.isEmpty() && ignored.isEmpty()) {
                return new Filter(null, null);
            }
            String options = only.isEmpty() ? "binlog_ignore_db is " + ignored : "binlog_do_db is " + only;
            if (!missing.isEmpty()) {
                return new Filter(
                        options + ", so the binlog lacks the changes of " + missing
                                + "; start the server without that option",
                        null);
            }
            return new Filter(
                    null,
                    options
                            + ": ALTER and the like do not reach the binlog when they are run from a default database that"
                            + " is filtered");
        }
    }
}
