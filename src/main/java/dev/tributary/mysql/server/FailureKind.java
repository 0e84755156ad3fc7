package dev.tributary.mysql.server;

/** What a failure of a MySQL server, or of the way to it, means for whoever reads it. */
public enum FailureKind {
    /** It passes: trying again later, with nothing else changed, can succeed. */
    AWAY,
    /** The server ended the connection for another replica that has the same server id. */
    DISPLACED,
    /** The server does not have the place in its binlog from which to read on. */
    BINLOG_GONE,
    /** It comes again however often one tries. */
    FATAL
}
