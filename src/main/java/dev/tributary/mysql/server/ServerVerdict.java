package dev.tributary.mysql.server;

/**
 * Whether a server that answers can be read on from what a state says.
 *
 * @param reason completes "the job …" where the server is behind, is a whole message with the remedy where it is
 *     refused, and is empty else
 */
record ServerVerdict(Kind kind, String reason) {

    enum Kind {
        /** It is the server that was read, or the first that is, and its binlog holds the position. */
        SAME,
        /**
         * The position says nothing about its binlog, but its GTIDs do: the server has all transactions that were read,
         * and its binlogs hold all that were not. It is another server, or the same one with its files begun anew.
         */
        SUCCESSOR,
        /**
         * It does not have all transactions that were read. It can still get them: a replica applies them, or a commit
         * waits for an acknowledgement. If it does not, they were lost.
         */
        BEHIND,
        /** It cannot be read on, now or later. */
        REFUSED
    }

    static final ServerVerdict SAME = new ServerVerdict(Kind.SAME, "");
    static final ServerVerdict SUCCESSOR = new ServerVerdict(Kind.SUCCESSOR, "");

    static ServerVerdict behind(String reason) {
        return new ServerVerdict(Kind.BEHIND, reason);
    }

    static ServerVerdict refused(String reason) {
        return new ServerVerdict(Kind.REFUSED, reason);
    }
}
