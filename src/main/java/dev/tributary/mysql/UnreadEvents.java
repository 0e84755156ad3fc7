package dev.tributary.mysql;

import com.github.shyiko.mysql.binlog.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Events of the binlog that the change source passes over although changes are in them. Most settings that bring them can be
 * chosen by a session, so that it does not suffice to check those of the server.
 */
public final class UnreadEvents {

    /** Set where a reader that does not know an event may pass over it. */
    private static final int IGNORABLE = 0x80;

    private static final int MYSQL_HEARTBEAT_V2 = 41;
    private static final int MYSQL_TAGGED_GTID = 42;
    private static final int MARIADB_CHECKPOINT = 161;
    private static final int MARIADB_START_ENCRYPTION = 164;
    private static final int MARIADB_FIRST_COMPRESSED = 165;
    private static final int MARIADB_LAST_COMPRESSED = 171;

    private UnreadEvents() {}

    /**
     * Lets events pass that are read, or that have nothing to read.
     *
     * @param number of the event's type
     * @param flags of its header
     * @param end the position behind it
     */
    public static void refuse(int number, int flags, long end) throws UnreadEventException {
        String what = what(number, EventType.byEventNumber(number), flags);
        if (what != null) {
            throw new UnreadEventException(
                    "the binlog has an event of type " + number + " before position " + end + ": "
                            + what + ". Changes in it would be missing. To resynchronise, mend that, and start the job"
                            + " without its state: it takes a new snapshot");
        }
    }

    private static @Nullable String what(int number, @Nullable EventType type, int flags) {
        if (type == null) {
            return whatIsUnknown(number, flags);
        }
        return switch (type) {
            case INCIDENT -> "the server says that its binlog lacks changes";
            case PRE_GA_WRITE_ROWS, PRE_GA_UPDATE_ROWS, PRE_GA_DELETE_ROWS -> "rows in the form of MySQL 5.1";
            case PARTIAL_UPDATE_ROWS_EVENT ->
                "a row without its whole JSON values; binlog_row_value_options must be empty in every session";
            case TRANSACTION_PAYLOAD ->
                "a compressed transaction; binlog_transaction_compression must be OFF in every session";
            default -> null;
        };
    }

    private static @Nullable String whatIsUnknown(int number, int flags) {
        if (number >= MARIADB_FIRST_COMPRESSED && number <= MARIADB_LAST_COMPRESSED) {
            return "compressed rows or statements; log_bin_compress must be OFF";
        }
        if (number == MYSQL_TAGGED_GTID) {
            return "a transaction with a tagged GTID; gtid_next must not be AUTOMATIC:tag in any session";
        }
        boolean harmless = number == MYSQL_HEARTBEAT_V2
                || number == MARIADB_CHECKPOINT
                || number == MARIADB_START_ENCRYPTION
                || (flags & IGNORABLE) != 0;
        return harmless ? null : "it is of a server newer than this job knows";
    }
}
