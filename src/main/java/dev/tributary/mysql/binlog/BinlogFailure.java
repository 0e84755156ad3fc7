package dev.tributary.mysql.binlog;

import java.io.IOException;

/** Why a binlog is not read any further, decided where it arises: callers look at the {@link #kind}, never at the text. */
public final class BinlogFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /** What can be done about it. */
    public enum Kind {
        /** The server, or the way to it, is away or busy. Trying again, with nothing else changed, can succeed. */
        AWAY,
        /** Another client with our server id reads this server's binlog: the server serves the last one that came. */
        DISPLACED,
        /** The server does not have what follows the position. Only a new snapshot helps. */
        GONE,
        /** The bytes that arrived are not those that were written. Reading them again helps, unless they are so on the server's disk. */
        DAMAGED,
        /** An event that cannot be read, or may not be passed over. It comes again however often one tries. */
        UNREADABLE,
        /** The server refuses, or cannot be used, until somebody changes something. */
        REFUSED
    }

    private final Kind kind;

    public BinlogFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public BinlogFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
