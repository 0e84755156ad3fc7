package dev.tributary.mysql;

import java.time.Duration;

/**
 * How long the binlog is read between two chunks of an added table: long enough to connect and get on, and longer while
 * it has something to say, but not for ever. Begun and asked by the fetching thread, told by the reader's.
 */
final class BinlogTurn {

    private static final long QUIET_NANOS = Duration.ofMillis(700).toNanos();
    private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();

    private volatile long began = System.nanoTime();
    private volatile long heard = began;

    void begin() {
        began = System.nanoTime();
        heard = began;
    }

    /** Something of the binlog came. */
    void heard() {
        heard = System.nanoTime();
    }

    boolean isOver() {
        long now = System.nanoTime();
        long taken = now - began;
        return taken > MOST_NANOS || now - heard > QUIET_NANOS;
    }
}
