package dev.tributary.mysql.source;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads from a server, and waits and tries again while the server is away: the task that it reads for goes on with
 * its checkpoints. Every other failure is kept for the task.
 *
 * <pre>
 *              failure that passes
 *   READING ─────────────────────────▶ AWAY (waits longer each time)
 *      ▲  └── any other ──▶ FAILED        │
 *      └───────────────────────────────────┘
 * </pre>
 */
abstract class WorkerThread {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Thread thread;
    private final String address;
    private final Runnable wake;

    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private volatile boolean away;
    private volatile long reconnects;

    /** @param wake called when the worker has failed */
    WorkerThread(String name, String address, Runnable wake) {
        this.address = address;
        this.wake = wake;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    final void start() {
        thread.start();
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
            try {
                work();
                pause = FIRST_PAUSE_MILLIS;
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                if (closed) {
                    return;
                }
                if (!ServerAccess.passes(e)) {
                    failure = e instanceof Exception exception ? explained(exception) : e;
                    wake.run();
                    return;
                }
                tellAway(e);
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException interrupted) {
                    return;
                }
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private void tellAway(Throwable e) {
        if (!away) {
            LOG.warn(
                    "The connection to MySQL server {} is lost, reading pauses: {}", address, ServerAccess.describe(e));
        } else {
            LOG.debug("MySQL server {} is still away", address, e);
        }
        away = true;
    }

    /** Called by the worker when the server sends what was asked for. */
    final void reached() {
        if (away) {
            away = false;
            reconnects++;
            LOG.info("Reading MySQL server {} goes on", address);
        }
    }

    /** Reads until there is nothing to read, or what is to be read has changed. Called again and again. */
    abstract void work() throws Exception;

    /** The failure in the form in which it ends the job. */
    abstract Exception explained(Exception failure);

    /** Lets go of connections, so that a thread that waits for a server ends its wait. */
    abstract void abort();

    /** Why the worker has ended; null while it has not. */
    final @Nullable Throwable failure() {
        return failure;
    }

    final boolean isClosed() {
        return closed;
    }

    final boolean isAway() {
        return away;
    }

    /** How often the server was reached again. */
    final long reconnects() {
        return reconnects;
    }

    final void close() throws InterruptedException {
        closed = true;
        abort();
        thread.interrupt();
        thread.join(5_000);
    }
}
