package dev.tributary.sink;

import dev.tributary.clickhouse.Retry;
import dev.tributary.model.TableId;
import dev.tributary.schema.ParkedCommits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The targets that refuse their commits. The first commit that a target refuses is parked, and so is each that follows it: a
 * target's order is kept, and the others go on. A parked commit counts as committed for Flink, since it is complete in itself
 * and in ClickHouse. It is tried again beside the other merges, with growing pauses, until the target takes it; then those
 * behind it follow at once.
 */
final class ParkedTargets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedTargets.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ParkedCommits commits;
    private final CommittableText text;
    private final MergeProcedure procedure;
    private final Fence fence;
    private final Retry retry;
    private final ParkingRules rules;
    private final ScheduledExecutorService retries;

    /** Guarded by this, as is what they hold. */
    private final Map<TableId, Waiting> targets = new HashMap<>();

    private volatile int waitingCommits;
    private volatile int waitingTargets;
    private volatile @Nullable CommitLostException lost;

    /** @param parallelism how many targets are tried again at the same time */
    ParkedTargets(
            ParkedCommits commits,
            MergeProcedure procedure,
            StagingArea staging,
            Fence fence,
            Retry retry,
            ParkingRules rules,
            int parallelism) {
        this.commits = commits;
        this.text = new CommittableText(staging);
        this.procedure = procedure;
        this.fence = fence;
        this.retry = retry;
        this.rules = rules;
        this.retries = Executors.newScheduledThreadPool(parallelism, task -> {
            Thread thread = new Thread(task, "parked-merge");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A target with the ids of its commits, the earliest first. It is also the lock under which they are carried out. */
    private static final class Waiting {

        private final TableId target;
        private final Set<String> commitIds = new LinkedHashSet<>();
        private String cause;
        private Duration pause = FIRST_PAUSE;

        Waiting(TableId target, String cause) {
            this.target = target;
            this.cause = cause;
        }
    }

    void showIn(MetricGroup metrics) {
        metrics.gauge("parkedTargets", () -> waitingTargets);
        metrics.gauge("parkedCommits", () -> waitingCommits);
    }

    /** Takes over what is parked in ClickHouse. */
    void load() throws InterruptedException {
        List<ParkedCommits.Target> found = new ArrayList<>();
        retry.run("reading the parked commits", () -> {
            found.clear();
            found.addAll(commits.waiting());
        });
        found.forEach(this::add);
    }

    private synchronized void add(ParkedCommits.Target found) {
        waitingFor(found.table(), found.cause()).commitIds.addAll(found.commitIds());
        count();
    }

    private Waiting waitingFor(TableId target, String cause) {
        Waiting found = targets.get(target);
        if (found != null) {
            return found;
        }
        Waiting waiting = new Waiting(target, cause);
        targets.put(target, waiting);
        if (rules.triesAgain()) {
            LOG.warn("Target {} refuses its commits: they wait, and other targets go on. {}", target, cause);
            schedule(waiting);
        }
        return waiting;
    }

    private void count() {
        waitingTargets = targets.size();
        waitingCommits = targets.values().stream()
                .mapToInt(waiting -> waiting.commitIds.size())
                .sum();
    }

    /**
     * Parks those of the commits that have to wait behind others.
     *
     * @return those that need not
     * @throws IOException when no more may be parked
     */
    List<MergeCommittable> parkBehind(Collection<MergeCommittable> committables)
            throws IOException, InterruptedException {
        CommitLostException failure = lost;
        if (failure != null) {
            throw failure;
        }
        List<MergeCommittable> free = new ArrayList<>();
        for (MergeCommittable committable : committables) {
            if (!isParkedBehind(committable)) {
                free.add(committable);
            }
        }
        return free;
    }

    private boolean isParkedBehind(MergeCommittable committable) throws IOException, InterruptedException {
        Waiting waiting = waiting(committable.target());
        if (waiting == null || isParked(waiting, committable.commitId())) {
            return waiting != null;
        }
        if (waitingCommits >= rules.maximum()) {
            tryOnceMore(waiting);
            return false;
        }
        synchronized (this) {
            Waiting still = targets.get(committable.target());
            if (still == null) {
                return false;
            }
            enter(committable, "waits behind a commit that the target refuses");
            still.commitIds.add(committable.commitId());
            count();
            return true;
        }
    }

    private synchronized @Nullable Waiting waiting(TableId target) {
        return targets.get(target);
    }

    private synchronized boolean isParked(Waiting waiting, String commitId) {
        return waiting.commitIds.contains(commitId);
    }

    private void tryOnceMore(Waiting waiting) throws IOException {
        try {
            drain(waiting);
        } catch (RuntimeException e) {
            throw new IOException(
                    "target " + waiting.target + " refuses its commits, and "
                            + (rules.maximum() == 0
                                    ? "none may wait in this run"
                                    : waitingCommits + " wait already, as many as merge.max-parked-commits allows")
                            + ". " + TargetRefusal.of(waiting.target, e),
                    e);
        }
    }

    /**
     * Parks a commit that its target refused.
     *
     * @throws IOException when it may not be parked, with what the target answered
     */
    void park(MergeCommittable committable, RuntimeException refusal) throws IOException, InterruptedException {
        if (waitingCommits >= rules.maximum() || !TargetRefusal.concernsTheTargetAlone(refusal)) {
            throw new IOException("a merge failed: " + refusal.getMessage(), refusal);
        }
        String cause = TargetRefusal.of(committable.target(), refusal);
        enter(committable, cause);
        synchronized (this) {
            waitingFor(committable.target(), cause).commitIds.add(committable.commitId());
            count();
        }
    }

    private void enter(MergeCommittable committable, String cause) throws InterruptedException {
        retry.run(
                "parking commit " + committable.commitId() + " into " + committable.target(),
                () -> commits.park(
                        committable.commitId(),
                        committable.target(),
                        cause,
                        text.write(committable),
                        text.stagingTables(committable),
                        fence.assertion()));
    }

    private void schedule(Waiting waiting) {
        retries.schedule(() -> tryAgain(waiting), waiting.pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryAgain(Waiting waiting) {
        try {
            drain(waiting);
        } catch (CommitLostException e) {
            LOG.error("A parked commit is lost; the job ends with its next commit", e);
            lost = e;
        } catch (RuntimeException e) {
            if (retries.isShutdown()) {
                return;
            }
            String cause = TargetRefusal.of(waiting.target, e);
            if (!cause.equals(waiting.cause)) {
                LOG.warn("Target {} refuses its commits still: {}", waiting.target, cause);
            }
            waiting.cause = cause;
            waiting.pause = Collections.min(List.of(waiting.pause.multipliedBy(2), LONGEST_PAUSE));
            schedule(waiting);
        }
    }

    /** Carries out what waits, the earliest first, until nothing waits or a commit is refused. */
    private void drain(Waiting waiting) {
        synchronized (waiting) {
            int drained = 0;
            for (String commitId = first(waiting); commitId != null; commitId = first(waiting)) {
                drained += carryOut(waiting.target, commitId) ? 1 : 0;
                done(waiting, commitId);
            }
            if (drained > 0) {
                LOG.info("Target {} takes its commits again; {} that waited are merged", waiting.target, drained);
            }
        }
    }

    /** @return false where it was given up */
    private boolean carryOut(TableId target, String commitId) {
        try {
            procedure.carryOut(text.read(commits.committable(commitId)));
            return true;
        } catch (CommitLostException e) {
            if (!rules.givesUpLostCommits()) {
                throw e;
            }
            LOG.warn(
                    "A commit that an earlier run parked is lost; this run's new snapshot brings its rows: {}",
                    e.getMessage());
            commits.giveUp(commitId, target, String.valueOf(e.getMessage()), fence.assertion());
            return false;
        }
    }

    /** @return null where nothing waits any more: then the target's next commit is merged as those of others */
    private synchronized @Nullable String first(Waiting waiting) {
        if (waiting.commitIds.isEmpty()) {
            targets.remove(waiting.target, waiting);
            count();
            return null;
        }
        return waiting.commitIds.iterator().next();
    }

    private synchronized void done(Waiting waiting, String commitId) {
        waiting.commitIds.remove(commitId);
        count();
    }

    /** The names of the tables that parked commits need. */
    Set<String> stagingTables() {
        return commits.stagingTables();
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
