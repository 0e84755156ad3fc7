package dev.tributary.mysql.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A set of transactions by their GTIDs, {@code uuid:1-5:7,uuid:3}. Adding the next transaction of a server changes one
 * number in place. Mutable and used by one thread; {@link #copy} gives one of its own.
 *
 * <p>GTIDs with tags (MySQL 8.3 and later) and MariaDB's are of other kinds: they are refused.
 */
public final class GtidSet {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** In a set of GTIDs a tag stands where else the first number of an interval stands. */
    private static final Pattern TAG = Pattern.compile(":\\s*[a-zA-Z_]");

    private final Map<String, Intervals> byServer = new TreeMap<>();

    /** The server of the transaction that was added last: the next one is mostly of the same. */
    private String lastServer = "";

    private @Nullable Intervals lastIntervals;

    /** Whether a text as servers show it holds GTIDs with tags. */
    public static boolean isTagged(String gtids) {
        return TAG.matcher(gtids).find();
    }

    /**
     * @param text as servers show it, line breaks included; empty for no transactions
     * @throws IllegalArgumentException if it is no set of untagged GTIDs
     */
    public static GtidSet parse(String text) {
        GtidSet set = new GtidSet();
        for (String part : text.split(",", -1)) {
            String ofServer = part.strip();
            if (!ofServer.isEmpty()) {
                set.addParsed(ofServer, text);
            }
        }
        return set;
    }

    private void addParsed(String ofServer, String whole) {
        String[] words = ofServer.split(":", -1);
        String uuid = words[0].strip().toLowerCase(Locale.ROOT);
        if (words.length < 2 || !UUID.matcher(uuid).matches()) {
            throw notASet(whole);
        }
        Intervals intervals = intervals(uuid);
        for (int i = 1; i < words.length; i++) {
            String word = words[i].strip();
            int dash = word.indexOf('-');
            try {
                long first = Long.parseLong(dash < 0 ? word : word.substring(0, dash));
                long last = dash < 0 ? first : Long.parseLong(word.substring(dash + 1));
                if (first < 1 || last < first) {
                    throw notASet(whole);
                }
                intervals.add(first, last);
            } catch (NumberFormatException e) {
                throw notASet(whole);
            }
        }
    }

    private static IllegalArgumentException notASet(String text) {
        return new IllegalArgumentException("not a set of GTIDs without tags: '" + text + "'");
    }

    private Intervals intervals(String uuid) {
        return byServer.computeIfAbsent(uuid, unused -> new Intervals());
    }

    /** @param gtid of one transaction, {@code uuid:number} */
    public void add(String gtid) {
        int colon = gtid.indexOf(':');
        Intervals intervals = lastIntervals;
        if (intervals == null || colon != lastServer.length() || !gtid.startsWith(lastServer)) {
            String server = colon < 0 ? "" : gtid.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!UUID.matcher(server).matches()) {
                throw notASet(gtid);
            }
            intervals = intervals(server);
            lastServer = server;
            lastIntervals = intervals;
        }
        try {
            long number = Long.parseLong(gtid, colon + 1, gtid.length(), 10);
            if (number < 1) {
                throw notASet(gtid);
            }
            intervals.add(number, number);
        } catch (NumberFormatException e) {
            throw notASet(gtid);
        }
    }

    public void addAll(GtidSet other) {
        other.byServer.forEach((uuid, theirs) -> {
            Intervals ours = intervals(uuid);
            for (int i = 0; i < theirs.count; i++) {
                ours.add(theirs.firsts[i], theirs.lasts[i]);
            }
        });
    }

    public boolean isEmpty() {
        return byServer.isEmpty();
    }

    /** Whether all transactions of the other set are in this one. */
    public boolean contains(GtidSet other) {
        return other.subtract(this).isEmpty();
    }

    /** The transactions of this set that are not in the other one. */
    public GtidSet subtract(GtidSet other) {
        GtidSet rest = new GtidSet();
        byServer.forEach((uuid, ours) -> {
            Intervals without = other.byServer.get(uuid);
            Intervals left = without == null ? ours.copy() : ours.subtract(without);
            if (left.count > 0) {
                rest.byServer.put(uuid, left);
            }
        });
        return rest;
    }

    public GtidSet copy() {
        return subtract(new GtidSet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GtidSet that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As MySQL writes it, in one line: servers in order, intervals in order and as long as can be. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byServer.forEach((uuid, intervals) -> {
            text.append(text.isEmpty() ? "" : ",").append(uuid);
            intervals.appendTo(text);
        });
        return text.toString();
    }

    /** Numbers as intervals in order that neither overlap nor touch. */
    private static final class Intervals {

        private long[] firsts = new long[1];
        private long[] lasts = new long[1];
        private int count;

        void add(long first, long last) {
            if (count > 0 && first == last && lasts[count - 1] == first - 1) {
                lasts[count - 1] = last;
                return;
            }
            int from = 0;
            while (from < count && lasts[from] < first - 1) {
                from++;
            }
            int to = from;
            long low = first;
            long high = last;
            while (to < count && firsts[to] - 1 <= last) {
                low = Math.min(low, firsts[to]);
                high = Math.max(high, lasts[to]);
                to++;
            }
            replace(from, to, low, high);
        }

        /** Puts one interval in the place of those from {@code from} to before {@code to}. */
        private void replace(int from, int to, long first, long last) {
            int newCount = count - (to - from) + 1;
            if (newCount > firsts.length) {
                firsts = Arrays.copyOf(firsts, firsts.length * 2);
                lasts = Arrays.copyOf(lasts, lasts.length * 2);
            }
            System.arraycopy(firsts, to, firsts, from + 1, count - to);
            System.arraycopy(lasts, to, lasts, from + 1, count - to);
            firsts[from] = first;
            lasts[from] = last;
            count = newCount;
        }

        Intervals subtract(Intervals without) {
            Intervals left = new Intervals();
            int at = 0;
            for (int i = 0; i < count; i++) {
                long first = firsts[i];
                while (at < without.count && without.lasts[at] < first) {
                    at++;
                }
                for (int j = at; j < without.count && without.firsts[j] <= lasts[i]; j++) {
                    if (without.firsts[j] > first) {
                        left.add(first, without.firsts[j] - 1);
                    }
                    first = Math.max(first, without.lasts[j] + 1);
                }
                if (first <= lasts[i]) {
                    left.add(first, lasts[i]);
                }
            }
            return left;
        }

        Intervals copy() {
            Intervals copy = new Intervals();
            copy.firsts = firsts.clone();
            copy.lasts = lasts.clone();
            copy.count = count;
            return copy;
        }

        void appendTo(StringBuilder text) {
            for (int i = 0; i < count; i++) {
                text.append(':').append(firsts[i]);
                if (lasts[i] != firsts[i]) {
                    text.append('-').append(lasts[i]);
                }
            }
        }
    }
}
