package dev.tributary.mysql.server;

import dev.tributary.mysql.binlog.BinlogPosition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether a server that answers can be read on from what a state says. Positions of one server's binlog mean
 * nothing in another's, GTIDs mean the same in all: another server will do if it has executed what was read and has not
 * purged what was not.
 */
final class FailoverRule {

    private static final String REMEDY =
            "To resynchronise, start the job without its state: it takes a new snapshot and"
                    + " removes from the targets what MySQL does not have any more.";

    private final String address;

    /** @param address of the server that is judged, for messages */
    FailoverRule(String address) {
        this.address = address;
    }

    /**
     * @param followed what the state says, null where nothing was read yet
     * @param isBoundary whether an event begins or will begin in this server's binlog at the position; asked only where
     *     the server is the one whose binlog was read
     */
    ServerVerdict judge(@Nullable FollowedServer followed, ServerStatus status, boolean isBoundary) {
        if (status.hasTaggedGtids()) {
            return ServerVerdict.refused(tagged(status));
        }
        if (followed == null) {
            return ServerVerdict.SAME;
        }
        Optional<GtidSet> read = gtids(followed.position().gtids());
        Optional<GtidSet> executed = gtids(status.executedGtids());
        boolean isNumbered = read.isPresent() && executed.isPresent();
        boolean isSame = followed.uuid().equals(status.uuid());
        if (isNumbered && !executed.get().contains(read.get())) {
            return behind(isSame, followed, read.get().subtract(executed.get()));
        }
        if (isSame && (!followed.needsMore() || status.holds(followed.position()) && isBoundary)) {
            return ServerVerdict.SAME;
        }
        if (isNumbered) {
            GtidSet purged = gtids(status.purgedGtids()).orElseGet(GtidSet::new);
            return !followed.needsMore() || read.get().contains(purged)
                    ? ServerVerdict.SUCCESSOR
                    : ServerVerdict.refused(purged(followed, purged.subtract(read.get())));
        }
        return ServerVerdict.refused(isSame ? begunAnew(followed.position(), status) : anotherServer(followed, status));
    }

    /** Empty for none, and for those of MariaDB's kind. */
    private static Optional<GtidSet> gtids(String text) {
        try {
            return Optional.of(GtidSet.parse(text)).filter(set -> !set.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ServerVerdict behind(boolean isSame, FollowedServer followed, GtidSet missing) {
        String cause = isSame
                ? "its binlog was begun anew (RESET MASTER), or its end was lost"
                : "they were lost when it took the place of the server with server_uuid " + followed.uuid();
        return ServerVerdict.behind("has read the transactions " + missing + ", which MySQL server " + address
                + " does not have: " + cause);
    }

    private String tagged(ServerStatus status) {
        return "MySQL server " + address + " has transactions with tagged GTIDs (" + status.executedGtids()
                + "), which cannot be followed. " + REMEDY
                + " Before that, see that nothing sets gtid_next = 'AUTOMATIC:tag', and let RESET BINARY LOGS AND GTIDS"
                + " remove them from gtid_executed";
    }

    private String anotherServer(FollowedServer followed, ServerStatus status) {
        return "the MySQL server at " + address + " is not the one that was read before: its server_uuid was "
                + followed.uuid() + " and is " + status.uuid()
                + ", and positions of one server's binlog mean nothing in another's. " + REMEDY;
    }

    private String purged(FollowedServer followed, GtidSet missing) {
        return gone("needs the transactions " + missing + " next, which MySQL server " + address
                + " has purged from its binlog; read were "
                + followed.position().gtids());
    }

    private String begunAnew(BinlogPosition position, ServerStatus status) {
        return status.lists(position.file())
                ? gone("read the binlog of MySQL server " + address + " up to " + position
                        + ", but that file holds something else now: the binlog was begun anew (RESET MASTER)")
                : gone("needs the binlog of MySQL server " + address + " from " + position + " on, but the server has "
                        + status.range() + ": it was purged, or begun anew");
    }

    /** @param what completes "the job …" */
    static String gone(String what) {
        return "the job " + what + ". Changes are missing. " + REMEDY;
    }
}
