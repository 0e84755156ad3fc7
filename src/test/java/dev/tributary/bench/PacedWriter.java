package dev.tributary.bench;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes numbered changes of the {@link OrdersTable} at a constant rate, each a transaction of its own: inserts and updates in turn. A
 * change's number is the revision of its row. What falls behind is caught up with.
 */
final class PacedWriter {

    private static final long FIRST_NEW_ID = 100_000_000;

    private final Statement statement;
    private final int rows;
    private final int rate;
    private final Random random = new Random(4711);
    private long lastChange;

    /**
     * @param rows that the table has from the beginning, with the ids from 1
     * @param rate changes per second
     */
    PacedWriter(Statement statement, int rows, int rate) {
        this.statement = statement;
        this.rows = rows;
        this.rate = rate;
    }

    /** The number of the change that was written last, from 1. */
    long lastChange() {
        return lastChange;
    }

    /** @return when MySQL had acknowledged each change, in milliseconds since the epoch */
    long[] write(int seconds) throws SQLException {
        long[] committed = new long[seconds * rate];
        long start = System.nanoTime();
        for (int index = 0; index < committed.length; index++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * index / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            statement.execute(change(++lastChange));
            committed[index] = System.currentTimeMillis();
        }
        return committed;
    }

    private String change(long number) {
        return number % 2 == 0
                ? OrdersTable.insertStatement(FIRST_NEW_ID + number, number)
                : OrdersTable.updateStatement(OrdersTable.TARGET, 1 + random.nextInt(rows), number);
    }
}
