package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to merge for a job's name, held by one committer at a time and kept up by signs of life.
 *
 * <p>The rows of the table {@code leases} are only ever added. The holder is the row of the highest generation, of several
 * the one of the lowest name, so that two who come at the same moment agree on who it is. Another attempt of the same Flink
 * job, also one under a new JobManager, takes over at once; another Flink job only from a holder that let go or gave no sign
 * of life for long enough. All times are the server's.
 *
 * <p>Every statement of a merge carries {@link #fence}: who lost the lease, but does not know yet, changes nothing any more.
 */
public final class Lease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final ClickHouseClient clickHouse;
    private final TableId table;
    private final String job;
    private final String flinkJob;
    private final LeaseTimes times;
    private final String holder;
    private long generation;
    private @Nullable ScheduledExecutorService beating;

    /**
     * @param attempt whose parallel committers hold the lease together
     */
    Lease(ClickHouseClient clickHouse, String controlDatabase, String job, JobAttempt attempt, LeaseTimes times) {
        this.clickHouse = clickHouse;
        this.table = new TableId(controlDatabase, "leases");
        this.job = job;
        this.flinkJob = attempt.flinkJob();
        this.holder = attempt.holder();
        this.times = times;
    }

    /** The CREATE TABLE of the leases, which also stands in clickhouse_schema.sql. */
    public static String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(new TableId(controlDatabase, "leases"))
                + " (job String, generation UInt64, holder String, flink_job String, released UInt8,"
                + " sign_of_life DateTime64(3, 'UTC'))"
                + " ENGINE = ReplacingMergeTree(sign_of_life) ORDER BY (job, generation, holder)";
    }

    /** The ids of the Flink jobs that held the lease of a job, the latest first. */
    public static List<String> flinkJobs(ClickHouseClient clickHouse, String controlDatabase, String job) {
        return clickHouse
                .query("SELECT flink_job FROM " + Identifiers.quote(new TableId(controlDatabase, "leases"))
                        + " WHERE job = " + Identifiers.literal(job)
                        + " GROUP BY flink_job ORDER BY max(generation) DESC")
                .stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    /**
     * Waits until no Flink job holds a job's lease, without taking it.
     *
     * @throws LeaseHeldException if one gives signs of life all the time
     */
    public static void awaitFree(ClickHouseClient clickHouse, String controlDatabase, String job) {
        awaitFree(clickHouse, controlDatabase, job, LeaseTimes.DEFAULT);
    }

    /**
     * Waits no longer than it takes to see that a job is gone which should have been stopped.
     *
     * @throws LeaseHeldException if it gives signs of life all the time
     */
    public static void awaitFreeOfStoppedJob(ClickHouseClient clickHouse, String controlDatabase, String job) {
        awaitFree(clickHouse, controlDatabase, job, LeaseTimes.OF_A_STOPPED_JOB);
    }

    private static void awaitFree(ClickHouseClient clickHouse, String controlDatabase, String job, LeaseTimes times) {
        new Lease(clickHouse, controlDatabase, job, new JobAttempt("", "", 0), times).awaitOthers();
    }

    private @Nullable Holder awaitOthers() {
        long deadline = System.nanoTime() + times.patience().toNanos();
        Holder found = holder();
        boolean told = false;
        while (found != null && found.alive() && !found.flinkJob().equals(flinkJob)) {
            if (System.nanoTime() - deadline >= 0) {
                throw new LeaseHeldException(job, found.flinkJob(), found.signOfLife());
            }
            if (!told) {
                told = true;
                LOG.info("Flink job {} merges for '{}'; waiting whether it falls silent", found.flinkJob(), job);
            }
            pause();
            found = holder();
        }
        return found;
    }

    private void pause() {
        try {
            // Twice as often as the holder gives a sign of life, so that silence and release are noticed soon; there is
            // nothing in ClickHouse to wait on.
            Thread.sleep(times.beat().toMillis() / 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the lease of job '" + job + "'", e);
        }
    }

    /** Takes the lease, or joins those of the same attempt who have it. */
    void acquire() {
        Holder before = awaitOthers();
        boolean joins = before != null && before.alive() && before.name().equals(holder);
        generation = before == null ? 1 : joins ? before.generation() : before.generation() + 1;
        beat(false);
    }

    /** Keeps the lease up until {@link #close}. */
    void keepUp() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
        });
        beating = executor;
        long millis = times.beat().toMillis();
        executor.scheduleWithFixedDelay(this::beatQuietly, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void beatQuietly() {
        try {
            beat(false);
        } catch (ClickHouseException e) {
            LOG.debug("A sign of life for the lease did not get through", e);
        }
    }

    private void beat(boolean released) {
        clickHouse.execute("INSERT INTO " + Identifiers.quote(table) + " SELECT " + Identifiers.literal(job) + ", "
                + generation + ", " + Identifiers.literal(holder) + ", " + Identifiers.literal(flinkJob) + ", "
                + (released ? 1 : 0) + ", now64(3, 'UTC')");
    }

    Fence fence() {
        String held = "(SELECT (generation, holder) FROM " + current("") + ") = (" + generation + ", "
                + Identifiers.literal(holder) + ")";
        return new Fence(
                held, "throwIf(NOT (" + held + "), 'another attempt has taken over the merges of this job') = 0");
    }

    private @Nullable Holder holder() {
        List<List<@Nullable String>> rows = clickHouse.query("SELECT generation, holder, flink_job, released,"
                + " toString(sign_of_life), toUInt64(greatest(0, date_diff('ms', sign_of_life, now64(3, 'UTC')))) FROM "
                + current(", sign_of_life DESC"));
        return rows.isEmpty() ? null : holder(rows.get(0));
    }

    private Holder holder(List<@Nullable String> row) {
        Duration silent = Duration.ofMillis(number(row.get(5)));
        boolean alive = number(row.get(3)) == 0 && silent.compareTo(times.silence()) < 0;
        return new Holder(
                number(row.get(0)),
                String.valueOf(row.get(1)),
                String.valueOf(row.get(2)),
                String.valueOf(row.get(4)),
                alive);
    }

    private static long number(@Nullable String value) {
        return Long.parseLong(String.valueOf(value));
    }

    private String current(String thenBy) {
        return Identifiers.quote(table) + " WHERE job = " + Identifiers.literal(job)
                + " ORDER BY generation DESC, holder" + thenBy + " LIMIT 1";
    }

    /** Lets go, so that the next job need not wait. */
    @Override
    public void close() {
        ScheduledExecutorService executor = beating;
        if (executor == null) {
            return;
        }
        executor.shutdownNow();
        try {
            beat(true);
        } catch (ClickHouseException e) {
            LOG.debug("The lease could not be released, it ends by itself", e);
        }
    }

    private record Holder(long generation, String name, String flinkJob, String signOfLife, boolean alive) {}
}
