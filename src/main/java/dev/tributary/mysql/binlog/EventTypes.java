package dev.tributary.mysql.binlog;

/**
 * The numbers of the events' types, from MySQL's {@code Log_event_type} and, above 159, from MariaDB. Those of servers before
 * MySQL 5.1 are not among them.
 */
final class EventTypes {

    static final int QUERY = 2;
    static final int STOP = 3;
    static final int ROTATE = 4;
    static final int INTVAR = 5;
    static final int APPEND_BLOCK = 9;
    static final int DELETE_FILE = 11;
    static final int RAND = 13;
    static final int USER_VAR = 14;
    static final int FORMAT_DESCRIPTION = 15;
    static final int XID = 16;
    static final int BEGIN_LOAD_QUERY = 17;
    static final int EXECUTE_LOAD_QUERY = 18;
    static final int TABLE_MAP = 19;
    static final int PRE_GA_WRITE_ROWS = 20;
    static final int PRE_GA_UPDATE_ROWS = 21;
    static final int PRE_GA_DELETE_ROWS = 22;
    static final int WRITE_ROWS_1 = 23;
    static final int UPDATE_ROWS_1 = 24;
    static final int DELETE_ROWS_1 = 25;
    static final int INCIDENT = 26;
    static final int HEARTBEAT = 27;
    static final int IGNORABLE = 28;
    static final int ROWS_QUERY = 29;
    static final int WRITE_ROWS_2 = 30;
    static final int UPDATE_ROWS_2 = 31;
    static final int DELETE_ROWS_2 = 32;
    static final int GTID = 33;
    static final int ANONYMOUS_GTID = 34;
    static final int PREVIOUS_GTIDS = 35;
    static final int TRANSACTION_CONTEXT = 36;
    static final int VIEW_CHANGE = 37;
    static final int XA_PREPARE = 38;
    static final int PARTIAL_UPDATE_ROWS = 39;
    static final int TRANSACTION_PAYLOAD = 40;
    static final int HEARTBEAT_2 = 41;
    static final int TAGGED_GTID = 42;

    static final int MARIADB_ANNOTATE_ROWS = 160;
    static final int MARIADB_CHECKPOINT = 161;
    static final int MARIADB_GTID = 162;
    static final int MARIADB_GTID_LIST = 163;
    static final int MARIADB_START_ENCRYPTION = 164;
    static final int MARIADB_FIRST_COMPRESSED = 165;
    static final int MARIADB_LAST_COMPRESSED = 171;

    private EventTypes() {}
}
