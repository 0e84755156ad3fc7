package dev.tributary.mysql.binlog;

import org.jspecify.annotations.Nullable;

/**
 * Events that are not read although changes are in them, or may be. Most settings that bring them can be chosen by a session,
 * so that it does not suffice to check those of the server.
 */
final class UnreadEvents {

    /** Set where a reader that does not know an event may pass over it. */
    private static final int PASSABLE = 0x80;

    private UnreadEvents() {}

    /**
     * Lets events pass that have nothing to read.
     *
     * @param type of an event that is not read
     * @param flags of its header
     * @param end the position behind it
     */
    static void refuse(int type, int flags, long end) throws BinlogFailure {
        String what = what(type, flags);
        if (what != null) {
            throw new BinlogFailure(
                    BinlogFailure.Kind.UNREADABLE,
                    "the binlog has an event of type " + type + " before position " + end + ": "
                            + what + ". Changes in it would be missing. To resynchronise, mend that, and start the job"
                            + " without its state: it takes a new snapshot");
        }
    }

    private static @Nullable String what(int type, int flags) {
        return switch (type) {
            case EventTypes.STOP,
                    EventTypes.INTVAR,
                    EventTypes.RAND,
                    EventTypes.USER_VAR,
                    EventTypes.APPEND_BLOCK,
                    EventTypes.DELETE_FILE,
                    EventTypes.BEGIN_LOAD_QUERY,
                    EventTypes.IGNORABLE,
                    EventTypes.ROWS_QUERY,
                    EventTypes.PREVIOUS_GTIDS,
                    EventTypes.TRANSACTION_CONTEXT,
                    EventTypes.VIEW_CHANGE,
                    EventTypes.MARIADB_ANNOTATE_ROWS,
                    EventTypes.MARIADB_CHECKPOINT,
                    EventTypes.MARIADB_GTID_LIST,
                    EventTypes.MARIADB_START_ENCRYPTION -> null;
            case EventTypes.INCIDENT -> "the server says that its binlog lacks changes";
            case EventTypes.PRE_GA_WRITE_ROWS, EventTypes.PRE_GA_UPDATE_ROWS, EventTypes.PRE_GA_DELETE_ROWS ->
                "rows in the form of MySQL 5.1";
            case EventTypes.PARTIAL_UPDATE_ROWS ->
                "a row without its whole JSON values; binlog_row_value_options must be empty in every session";
            case EventTypes.TRANSACTION_PAYLOAD ->
                "a compressed transaction; binlog_transaction_compression must be OFF in every session";
            case EventTypes.TAGGED_GTID ->
                "a transaction with a tagged GTID; gtid_next must not be AUTOMATIC:tag in any session";
            default -> whatIsUnknown(type, flags);
        };
    }

    private static @Nullable String whatIsUnknown(int type, int flags) {
        if (type >= EventTypes.MARIADB_FIRST_COMPRESSED && type <= EventTypes.MARIADB_LAST_COMPRESSED) {
            return "compressed rows or statements; log_bin_compress must be OFF";
        }
        return (flags & PASSABLE) != 0 ? null : "it is of a server newer than this job knows";
    }
}
