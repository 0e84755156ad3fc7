package dev.tributary.sink;

import dev.tributary.clickhouse.Retry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the merges of a checkpoint, several targets side by side. What is asked of ClickHouse for all of them is asked
 * once, and merges that have ended meanwhile are entered in the ledger together: of many small merges each costs little more
 * than its DELETE and its INSERT.
 */
final class MergeRound implements AutoCloseable {

    /** So many entries of the ledger make a statement that is long, but no longer than servers take. */
    private static final int MERGES_PER_ENTRY = 100;

    /** How long a merge that is done waits for others, to be entered together: an entry costs as much as a small merge. */
    private static final long GATHERING_MILLIS = 100;

    private final MergeProcedure procedure;
    private final Retry retry;
    private final MergeMetrics metrics;
    private final ExecutorService executor;

    MergeRound(MergeProcedure procedure, Retry retry, int parallelism, MergeMetrics metrics) {
        this.procedure = procedure;
        this.retry = retry;
        this.metrics = metrics;
        this.executor = Executors.newFixedThreadPool(parallelism, task -> {
            Thread thread = new Thread(task, "merge");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A merge that failed, though passing failures were waited for. */
    record Refused(MergeCommittable committable, RuntimeException failure) {}

    /** @param merge null where it was in the ledger already, or failed */
    private record Ended(
            @Nullable DoneMerge merge, @Nullable Refused refused) {}

    /**
     * Returns when each is in the ledger or refused.
     *
     * @return those that their targets refused
     */
    List<Refused> carryOut(Collection<MergeCommittable> committables) throws InterruptedException {
        if (committables.isEmpty()) {
            return List.of();
        }
        List<MergeCommittable> open = new ArrayList<>();
        retry.run("beginning the merges of a checkpoint", () -> {
            open.clear();
            open.addAll(procedure.open(committables));
        });
        BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        open.forEach(committable -> executor.execute(() -> ended.add(merge(committable))));
        List<Refused> refused = new ArrayList<>();
        for (int left = open.size(); left > 0; ) {
            List<Ended> together = gathered(ended, Math.min(left, MERGES_PER_ENTRY));
            left -= together.size();
            record(together);
            for (Ended one : together) {
                if (one.refused() != null) {
                    refused.add(one.refused());
                }
            }
        }
        metrics.committed(committables.size() - refused.size());
        return refused;
    }

    private static List<Ended> gathered(BlockingQueue<Ended> ended, int atMost) throws InterruptedException {
        List<Ended> together = new ArrayList<>();
        Ended one = ended.take();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHERING_MILLIS);
        while (one != null) {
            together.add(one);
            one = together.size() == atMost ? null : ended.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return together;
    }

    private Ended merge(MergeCommittable committable) {
        DoneMerge[] done = {null};
        boolean[] repeated = {false};
        try {
            retry.run("the merge into " + committable.target(), () -> {
                // After a failure it begins anew: what was known of all has grown old, and a statement may still run.
                if (repeated[0]) {
                    metrics.retried(committable.target());
                }
                if (repeated[0] && procedure.open(List.of(committable)).isEmpty()) {
                    return;
                }
                repeated[0] = true;
                done[0] = procedure.merge(committable);
            });
            return new Ended(done[0], null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(null, new Refused(committable, new IllegalStateException("interrupted while merging", e)));
        } catch (RuntimeException e) {
            return new Ended(null, new Refused(committable, e));
        }
    }

    private void record(List<Ended> together) throws InterruptedException {
        List<DoneMerge> done = new ArrayList<>();
        for (Ended one : together) {
            DoneMerge merge = one.merge();
            if (merge != null) {
                done.add(merge);
            }
        }
        if (!done.isEmpty()) {
            boolean[] repeated = {false};
            retry.run("entering " + done.size() + " merges in the ledger", () -> {
                if (repeated[0]) {
                    procedure.recordAgain(done);
                } else {
                    repeated[0] = true;
                    procedure.record(done);
                }
            });
            done.forEach(metrics::merged);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
