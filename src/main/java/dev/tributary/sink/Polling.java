package dev.tributary.sink;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something on the server that tells nobody when it is over. */
final class Polling {

    private static final long PAUSE_MILLIS = 100;

    private Polling() {}

    /** What was waited for did not come. */
    static final class PatienceEndedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        PatienceEndedException(String complaint) {
            super(complaint);
        }
    }

    /** @throws PatienceEndedException with the complaint when the condition does not hold within the patience */
    static void until(BooleanSupplier condition, Duration patience, String complaint) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new PatienceEndedException("after " + patience.toSeconds() + " s: " + complaint);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting: " + complaint, e);
            }
        }
    }
}
