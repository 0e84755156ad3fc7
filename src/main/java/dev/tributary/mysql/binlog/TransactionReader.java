package dev.tributary.mysql.binlog;

import dev.tributary.mysql.binlog.BinlogEvent.TransactionBegan;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionPrepared;
import java.util.HexFormat;

/** Reads the events that begin transactions, and those that prepare distributed ones. */
final class TransactionReader {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MICROS_PER_MILLI = 1000;

    /** What stands before the numbers by which replicas run transactions side by side. */
    private static final int LOGICAL_CLOCK = 2;

    private static final int LOGICAL_CLOCK_LENGTH = 16;
    private static final int COMMIT_TIME_LENGTH = 7;

    /** Set in the time of commit here where that on the first server, which is another one, follows. */
    private static final long OTHER_TIME_FOLLOWS = 1L << 55;

    /** Set where the transaction is the one event that follows. */
    private static final int STANDALONE = 1;

    private TransactionReader() {}

    /**
     * Reads the body of a GTID event, or of an ANONYMOUS_GTID event. Of its two times of commit this takes the immediate one,
     * that of the server that is read, and not the original one, that of the server where the transaction was written first:
     * how far the reader is behind its server is measured by one clock then.
     */
    static TransactionBegan began(EventHead head, EventBytes in, boolean numbered) {
        in.skip(1); // flags
        String uuid = uuid(in.copy(16));
        long number = in.signed64();
        String gtid = numbered ? uuid + ":" + number : null;
        return new TransactionBegan(head, gtid, committedAtMillis(in), false);
    }

    /** Reads the body of MariaDB's GTID event, which says what a statement BEGIN would: whether more than one event follows. */
    static TransactionBegan beganOnMariaDb(EventHead head, EventBytes in) {
        in.skip(8 + 4); // the number and its domain
        return new TransactionBegan(head, null, 0, (in.unsigned8() & STANDALONE) == 0);
    }

    /** MySQL before 8.0 does not say when it committed, and before 5.7 has no logical clock. */
    private static long committedAtMillis(EventBytes in) {
        if (in.remaining() < 1 + LOGICAL_CLOCK_LENGTH + COMMIT_TIME_LENGTH || in.unsigned8() != LOGICAL_CLOCK) {
            return 0;
        }
        in.skip(LOGICAL_CLOCK_LENGTH);
        long micros = in.unsigned(COMMIT_TIME_LENGTH) & ~OTHER_TIME_FOLLOWS;
        return micros / MICROS_PER_MILLI;
    }

    private static String uuid(byte[] bytes) {
        return HEX.formatHex(bytes, 0, 4) + "-" + HEX.formatHex(bytes, 4, 6) + "-" + HEX.formatHex(bytes, 6, 8) + "-"
                + HEX.formatHex(bytes, 8, 10) + "-" + HEX.formatHex(bytes, 10, 16);
    }

    /** Reads the body of an XA_PREPARE event. */
    static TransactionPrepared prepared(EventHead head, EventBytes in) {
        boolean onePhase = in.unsigned8() != 0;
        int format = in.signed32();
        int globalLength = in.signed32();
        int branchLength = in.signed32();
        byte[] global = in.copy(globalLength);
        byte[] branch = in.copy(branchLength);
        String xid = "X'" + HEX.formatHex(global) + "',X'" + HEX.formatHex(branch) + "'," + format;
        return new TransactionPrepared(head, xid, onePhase);
    }
}
