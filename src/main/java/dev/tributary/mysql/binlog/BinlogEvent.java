package dev.tributary.mysql.binlog;

import dev.tributary.mysql.ddl.SessionSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in the binlog, as far as it matters here. Events that are none of these are passed over, or end the reading. */
public sealed interface BinlogEvent {

    EventHead head();

    /** The events that follow stand in this file. The first event of every stream is one, and has no place in a file itself. */
    record FileBegan(EventHead head, String file, long offset) implements BinlogEvent {}

    /**
     * A transaction, or a statement that is one by itself, begins. MySQL follows it with the statement {@code BEGIN} or {@code XA
     * START} for one with rows; MariaDB does not.
     *
     * @param gtid {@code uuid:number}; null where the server does not number transactions, or is MariaDB
     * @param committedAtMillis when it was committed on the server that is read, by the clock of that server, in milliseconds since
     *     the epoch; 0 where the server does not say
     * @param ends whether an event of its own ends it, and every statement up to there is a part of it; only MariaDB says so
     */
    record TransactionBegan(EventHead head, @Nullable String gtid, long committedAtMillis, boolean ends)
            implements BinlogEvent {}

    /** The rows that follow under the number are rows of this table, in this form. */
    record TableMapped(EventHead head, TableMap table) implements BinlogEvent {}

    /** Rows of a table, not taken apart yet. */
    record RowsChanged(EventHead head, RowsData rows) implements BinlogEvent {}

    /**
     * A statement: DDL, BEGIN, COMMIT, ROLLBACK, SAVEPOINT, XA …, and changes of sessions that do not write rows, LOAD DATA among
     * them.
     *
     * @param database the session's default database; empty for none
     * @param session how the session's text was meant
     * @param text decoded from the character set of its client; what is no character there is replaced
     * @param errorCode with which it ended on the server, 0 for none
     * @param touched all databases of which it read or wrote tables, those that triggers and functions did it for included; null
     *     where the server does not say
     */
    record StatementExecuted(
            EventHead head,
            String database,
            SessionSettings session,
            String text,
            int errorCode,
            @Nullable Set<String> touched)
            implements BinlogEvent {}

    /** The transaction that began last is committed. */
    record TransactionCommitted(EventHead head) implements BinlogEvent {}

    /**
     * The transaction that began last is prepared, to be committed or rolled back later by name.
     *
     * @param xid as it stands behind {@code XA COMMIT} and {@code XA ROLLBACK} in the statements of the binlog: {@code
     *     X'6162',X'',1}
     * @param onePhase whether it is committed by this event
     */
    record TransactionPrepared(EventHead head, String xid, boolean onePhase) implements BinlogEvent {}

    /** The server has nothing to say, and is there. */
    record Heartbeat(EventHead head) implements BinlogEvent {}
}
