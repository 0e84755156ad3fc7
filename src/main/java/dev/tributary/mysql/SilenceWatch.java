package dev.tributary.mysql;

import java.time.Duration;

/**
 * Notices that a binlog connection fell silent. A server that has nothing to say sends heartbeats, so silence means that the
 * server or the network is gone, though nobody closed the connection. Only time in which the reader was ready to take
 * something counts. Used by the reader's thread and looked at by the watching one.
 */
final class SilenceWatch {

    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final long LIMIT_NANOS = Duration.ofSeconds(8).toNanos();

    /** Until the first event the connector asks the server many things. */
    private static final long FIRST_LIMIT_NANOS = Duration.ofSeconds(40).toNanos();

    private final long longestPollNanos;

    private volatile boolean expecting;
    private volatile boolean heardOnce;
    private volatile long since;
    private volatile long lastPoll;

    /** @param pollInterval how often the connector passes on what came, even if that is nothing */
    SilenceWatch(Duration pollInterval) {
        this.longestPollNanos = Duration.ofSeconds(3).plus(pollInterval).toNanos();
    }

    /** Begins anew. @param binlogExpected whether the reader follows the binlog from now on */
    void restart(boolean binlogExpected) {
        heardOnce = false;
        since = System.nanoTime();
        lastPoll = since;
        expecting = binlogExpected;
    }

    void heard() {
        heardOnce = true;
        since = System.nanoTime();
    }

    /** The reader asks for more. That it did not for long, it was held up by those who take its records. */
    void polled() {
        long now = System.nanoTime();
        if (now - lastPoll > longestPollNanos) {
            since = now;
        }
        lastPoll = now;
    }

    /** How long the server has been silent if that is too long, else zero. */
    Duration tooLong() {
        long now = System.nanoTime();
        long silent = now - since;
        boolean heldUp = now - lastPoll > longestPollNanos;
        return expecting && !heldUp && silent > (heardOnce ? LIMIT_NANOS : FIRST_LIMIT_NANOS)
                ? Duration.ofNanos(silent)
                : Duration.ZERO;
    }
}
