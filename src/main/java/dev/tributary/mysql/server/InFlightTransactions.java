package dev.tributary.mysql.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The transactions that were under way at a moment, by their GTIDs: whether all of those that stood in the binlog then
 * are committed by now. A transaction owns its GTID from before it is written into the binlog until it is committed.
 */
final class InFlightTransactions {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern OWNED = Pattern.compile("(:\\d+)#");

    private final GtidSet owned;
    private final GtidSet known;
    private final boolean isOrdered;

    /**
     * @param owned {@code gtid_owned} at that moment
     * @param executed {@code gtid_executed}, asked for after it
     * @param isOrdered whether all that gets a GTID is written into this server's binlog, and committed in the order of
     *     the binlog
     */
    InFlightTransactions(String owned, String executed, boolean isOrdered) {
        this.owned = parseOwned(owned);
        this.known = GtidSet.parse(executed);
        this.known.addAll(this.owned);
        this.isOrdered = isOrdered;
    }

    /**
     * MySQL writes {@code uuid:5#12:6#13}, where the number behind each # is that of the session that owns the GTID,
     * and the next server's uuid right behind it, without a comma.
     */
    private static GtidSet parseOwned(String text) {
        GtidSet set = new GtidSet();
        Matcher uuid = UUID.matcher(text);
        boolean isThere = uuid.find();
        while (isThere) {
            String server = uuid.group();
            int begin = uuid.end();
            isThere = uuid.find();
            Matcher number = OWNED.matcher(text.substring(begin, isThere ? uuid.start() : text.length()));
            while (number.find()) {
                set.add(server + number.group(1));
            }
        }
        return set;
    }

    /**
     * Whether they are over. A long one of a replica owns its GTID from its beginning, and need not be in the binlog
     * yet. So it is enough, too, that one that began to commit after that moment is committed: those that stood in the
     * binlog before it were committed before it.
     */
    boolean areOver(String ownedNow, String executedNow) {
        GtidSet left = owned.subtract(owned.subtract(parseOwned(ownedNow)));
        if (left.isEmpty()) {
            return true;
        }
        return isOrdered && !GtidSet.parse(executedNow).subtract(known).isEmpty();
    }

    @Override
    public String toString() {
        return owned.toString();
    }
}
