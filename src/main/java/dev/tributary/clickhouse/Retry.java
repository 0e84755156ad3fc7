package dev.tributary.clickhouse;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what failed retriably, with growing pauses, until a deadline. */
public final class Retry {

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Duration timeout;

    /** @param timeout how long retriable failures are retried, counted from the first failure */
    public Retry(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Runs an action that may safely run several times.
     *
     * @throws ClickHouseException the last failure, when it is fatal or the time is over
     */
    public void run(String what, Runnable action) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        long deadline = 0;
        while (true) {
            try {
                action.run();
                return;
            } catch (ClickHouseException e) {
                if (deadline == 0) {
                    deadline = System.nanoTime() + timeout.toNanos();
                }
                if (!e.isRetriable() || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                LOG.warn("{} failed and is tried again in {} ms: {}", what, pause, e.getMessage());
            }
            // The jitter keeps parallel writers from knocking on a recovering server in step.
            Thread.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }
}
