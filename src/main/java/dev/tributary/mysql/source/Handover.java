package dev.tributary.mysql.source;

import dev.tributary.model.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands changes from a thread that reads to the task that passes them on, together with how far it has come by them. What
 * gathers while the task is busy is taken at once, so batches grow under load and are small otherwise. Bounded by bytes.
 */
final class Handover {

    private final long limitBytes;
    private final Runnable wake;

    private List<RowChange> open = new ArrayList<>();
    private long openBytes;
    private boolean progressed;

    /**
     * @param limitBytes beyond which the reading thread waits
     * @param wake called when there is something to take
     */
    Handover(long limitBytes, Runnable wake) {
        this.limitBytes = limitBytes;
        this.wake = wake;
    }

    /**
     * What was taken.
     *
     * @param state how far the reading has come when all changes are passed on
     */
    record Taken<T>(List<RowChange> changes, T state) {}

    /**
     * Waits while too much is open.
     *
     * @param changes passed on in this order; not kept
     * @param progress changes the state that the taker asks for; runs under the lock
     */
    synchronized void put(List<RowChange> changes, long bytes, Runnable progress) throws InterruptedException {
        while (openBytes > limitBytes) {
            wait();
        }
        open.addAll(changes);
        openBytes += bytes;
        progress.run();
        if (!progressed) {
            progressed = true;
            wake.run();
        }
    }

    /** Changes the state without a change of a row, and without a wait. */
    synchronized void change(Runnable progress) {
        progress.run();
        if (!progressed) {
            progressed = true;
            wake.run();
        }
    }

    synchronized boolean isEmpty() {
        return !progressed;
    }

    /** Takes all that is open; null where nothing is. @param state asked under the lock */
    synchronized <T> @Nullable Taken<T> take(Supplier<T> state) {
        if (!progressed) {
            return null;
        }
        Taken<T> taken = new Taken<>(open, state.get());
        open = new ArrayList<>();
        openBytes = 0;
        progressed = false;
        notifyAll();
        return taken;
    }
}
