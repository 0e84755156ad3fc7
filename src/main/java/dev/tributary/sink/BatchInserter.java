package dev.tributary.sink;

import dev.tributary.clickhouse.Retry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Inserts closed batches one after the other on a thread of its own, while the writer fills the next ones. */
final class BatchInserter implements AutoCloseable {

    /** One batch under way and one waiting: more would only hold memory. */
    private static final int MAXIMUM_PENDING = 2;

    private final StagingArea staging;
    private final Retry retry;
    private final Deque<Future<?>> pending = new ArrayDeque<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "staging-insert");
        thread.setDaemon(true);
        return thread;
    });

    BatchInserter(StagingArea staging, Retry retry) {
        this.staging = staging;
        this.retry = retry;
    }

    /** Hands a batch over; waits while too many are pending, and throws the failure of an earlier one. */
    void submit(StagingEpoch epoch, BatchWindow batch) throws IOException, InterruptedException {
        while (pending.size() >= MAXIMUM_PENDING) {
            Pending.await(pending.remove(), "staging a batch");
        }
        pending.add(executor.submit(() -> {
            retry.run("staging " + batch.rows() + " rows in " + epoch, () -> epoch.insert(staging, batch));
            return null;
        }));
    }

    /** Waits until every batch handed over is acknowledged by ClickHouse. */
    void awaitAll() throws IOException, InterruptedException {
        while (!pending.isEmpty()) {
            Pending.await(pending.remove(), "staging a batch");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
