package dev.tributary.mysql.binlog;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The table maps of a stream that were read before. A server describes the table again before each statement's rows, names
 * and members of all columns included, and nearly always in the same bytes.
 */
final class KnownTableMaps {

    /** More than a server has tables open. Those that are over it are read again. */
    private static final int MOST = 4096;

    private record Known(int postHeader, byte[] body, TableMap map) {
        boolean is(EventBytes in, int withPostHeader) {
            return postHeader == withPostHeader
                    && Arrays.equals(body, 0, body.length, in.array(), in.position(), in.end());
        }
    }

    /** By the table's number, which means another table after the server's next start. */
    private final Map<Long, Known> known = new HashMap<>();

    /** See {@link TableMapReader#read}. The same bytes make the same object. */
    TableMap read(EventBytes in, int postHeader) {
        long number = TableMapReader.number(in.lookAhead(), postHeader);
        Known before = known.get(number);
        if (before != null && before.is(in, postHeader)) {
            in.skip(in.remaining());
            return before.map();
        }
        byte[] body = Arrays.copyOfRange(in.array(), in.position(), in.end());
        TableMap map = TableMapReader.read(in, postHeader);
        if (known.size() == MOST) {
            known.clear();
        }
        known.put(number, new Known(postHeader, body, map));
        return map;
    }
}
