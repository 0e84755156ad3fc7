package dev.tributary.journal;

import java.util.Locale;

/** What can happen to a job, and how much it concerns people. */
public enum EventKind {
    /** An attempt of the job merges, without a state of one before. */
    STARTED(Severity.INFO),
    /** An attempt of the job merges, and goes on from a checkpoint or savepoint. */
    RESTARTED(Severity.WARNING),
    /** An attempt has failed; whether another one follows is Flink's decision. */
    FAILED(Severity.ERROR),
    SNAPSHOT_BEGUN(Severity.INFO),
    SNAPSHOT_DONE(Severity.INFO),
    /** A table is followed in the binlog. */
    TABLE_CURRENT(Severity.INFO),
    /** Somebody wants a table to be read by a snapshot. */
    RESYNC_ASKED(Severity.INFO),
    /** A table that was current before is read by a snapshot. */
    RESYNC_BEGUN(Severity.INFO),
    RESYNC_DONE(Severity.INFO),
    /** A snapshot removed most rows that a small target had of a database. */
    ROWS_REMOVED(Severity.WARNING),
    /** A statement on a table changed the structure by which its rows are read. */
    STRUCTURE_FOLLOWED(Severity.INFO),
    /** A statement cannot be followed, or a foreign key changed rows that have no events: the table will be read by a snapshot. */
    AWAITS_RESYNC(Severity.WARNING),
    SET_ASIDE(Severity.ERROR),
    /** Somebody wants a server, or tables, not to be read for a while. */
    PAUSE_ASKED(Severity.INFO),
    /** The job reads nothing of a server from the end of a transaction on. */
    PAUSED(Severity.WARNING),
    RESUME_ASKED(Severity.INFO),
    RESUMED(Severity.INFO),
    SERVER_AWAY(Severity.WARNING),
    SERVER_BACK(Severity.INFO),
    /** Another server took the place of the one that was read. */
    FAILOVER(Severity.WARNING),
    /** Patterns or the service database select a database that the job's plan does not have, or one that was gone is back. */
    DATABASE_APPEARED(Severity.INFO),
    /** A database is selected that the running job cannot take in as it is. */
    DATABASE_REFUSED(Severity.WARNING),
    /** A database does not exist any more, or the account does not see it. */
    DATABASE_GONE(Severity.WARNING),
    /** Patterns select a table that the job's plan does not have. */
    TABLE_APPEARED(Severity.INFO),
    /** One that the running job cannot take in as it is. */
    TABLE_REFUSED(Severity.WARNING),
    /** One that was not taken in does not exist, or is not selected, any more. */
    TABLE_GONE(Severity.INFO);

    /** How much an event concerns people. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR;

        /** As it stands in the table and in the output. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Severity severity;

    EventKind(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** As it stands in the table and in the output. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
