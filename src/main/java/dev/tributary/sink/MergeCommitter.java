package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Retry;
import dev.tributary.journal.Event;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.JobRun;
import dev.tributary.journal.Journal;
import dev.tributary.model.TableId;
import dev.tributary.model.TableRewrite;
import dev.tributary.schema.ParkedCommits;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.InitContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the merges of completed checkpoints, several targets side by side.
 *
 * <p>Flink calls it again with the same committables after every failure, so each merge is repeatable: the ledger says
 * whether it is done, and staging tables outlive it until then. Retriable failures are retried here; what is thrown fails
 * the job, and Flink's restart strategy decides. A target that refuses its merge is left behind with its commits, see {@link
 * ParkedTargets}.
 */
final class MergeCommitter implements Committer<MergeCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(MergeCommitter.class);

    private final ClickHouseClient clickHouse;
    private final Lease lease;
    private final StagingArea staging;
    private final Retry retry;
    private final MergeRound round;
    private final MergeMetrics metrics;
    private final RemainingLetters deadLetters;
    private final ParkedTargets parked;
    private final ControlHistory history;
    private final long startedAtSeconds;
    private final long restoredCheckpointId;
    private final NewerCommits newerCommits;
    private final Journal journal;
    private boolean newerCommitsTold;
    private boolean parkedLoaded;
    private boolean orphansDropped;

    MergeCommitter(MergeSinkOptions options, ClickHouseClient clickHouse, CommitterInitContext context) {
        this.clickHouse = clickHouse;
        this.lease = new Lease(
                clickHouse,
                options.clickHouse().controlDatabase(),
                options.job(),
                JobAttempt.of(context),
                LeaseTimes.DEFAULT);
        lease.acquire();
        if (context.getTaskInfo().getIndexOfThisSubtask() == 0) {
            lease.keepUp(); // the others only ever commit what a restored state gave them
        }
        this.metrics = new MergeMetrics(context.metricGroup());
        this.deadLetters = new RemainingLetters(clickHouse, options);
        if (context.getTaskInfo().getIndexOfThisSubtask() == 0) {
            metrics.showDeadLetters();
            deadLetters.count().ifPresent(metrics::deadLettersRemain);
        }
        this.journal = new Journal(
                options.clickHouse(),
                new JobRun(options.job(), context.getJobInfo().getJobId().toHexString()),
                "committer",
                options.notifications());
        MergeProcedure procedure = new MergeProcedure(options, clickHouse, lease.fence(), this::tellRemoval);
        this.staging = options.stagingArea(clickHouse);
        this.retry = new Retry(options.merge().retryTimeout());
        this.round = new MergeRound(procedure, retry, options.merge().parallelism(), metrics);
        this.history = new ControlHistory(
                clickHouse,
                options.clickHouse().controlDatabase(),
                options.job(),
                options.merge().ledgerRetention());
        this.parked = parked(options, context, procedure);
        this.restoredCheckpointId = context.getRestoredCheckpointId().orElse(InitContext.INITIAL_CHECKPOINT_ID - 1);
        this.startedAtSeconds = staging.serverSeconds();
        this.newerCommits = new NewerCommits(clickHouse, options.clickHouse().controlDatabase(), options.job());
        this.newerCommitsTold = context.getRestoredCheckpointId().isEmpty();
        if (context.getTaskInfo().getIndexOfThisSubtask() == 0) {
            tellStart(context);
        }
    }

    private void tellStart(CommitterInitContext context) {
        OptionalLong restored = context.getRestoredCheckpointId();
        int attempt = context.getTaskInfo().getAttemptNumber();
        String flinkJob = context.getJobInfo().getJobId().toHexString();
        boolean again = restored.isPresent() || attempt > 0;
        tell(
                again ? EventKind.RESTARTED : EventKind.STARTED,
                "Flink job " + flinkJob + ", attempt " + (attempt + 1)
                        + (restored.isPresent()
                                ? ", goes on from checkpoint " + restored.getAsLong()
                                : " begins without a state"));
    }

    private void tellRemoval(RemovalGuard.Removal removal) {
        TableRewrite rewrite = removal.rewrite();
        String text = "a snapshot removes " + removal.removed() + " of the " + removal.all() + " rows that "
                + rewrite.target() + " has of " + rewrite.sourceDatabase() + ", which MySQL does not have any more";
        LOG.warn("{}", text);
        journal.add(new Event(
                Instant.now(),
                EventKind.ROWS_REMOVED,
                "",
                rewrite.sourceDatabase(),
                "",
                text,
                "make sure that the connection leads to the right server, and that its data are complete"));
    }

    private void tell(EventKind kind, String text) {
        journal.add(new Event(Instant.now(), kind, "", "", "", text, ""));
    }

    private ParkedTargets parked(MergeSinkOptions options, CommitterInitContext context, MergeProcedure procedure) {
        boolean first = context.getTaskInfo().getIndexOfThisSubtask() == 0;
        boolean withoutState = context.getRestoredCheckpointId().isEmpty();
        ParkedTargets targets = new ParkedTargets(
                new ParkedCommits(clickHouse, options.clickHouse().controlDatabase(), options.job()),
                procedure,
                staging,
                lease.fence(),
                retry,
                new ParkingRules(options.merge().maximumParkedCommits(), first, withoutState),
                options.merge().parallelism());
        if (first) {
            targets.showIn(context.metricGroup());
        }
        try {
            targets.load();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the parked commits", e);
        }
        return targets;
    }

    @Override
    public void commit(Collection<CommitRequest<MergeCommittable>> requests) throws IOException, InterruptedException {
        tellNewerCommitsOnce(requests);
        List<MergeCommittable> committables =
                requests.stream().map(CommitRequest::getCommittable).toList();
        boolean ofThisAttempt =
                committables.stream().anyMatch(committable -> committable.checkpointId() > restoredCheckpointId);
        if (ofThisAttempt) {
            loadParkedOnce();
        }
        try {
            for (MergeRound.Refused refused : round.carryOut(parked.parkBehind(committables))) {
                parked.park(refused.committable(), refused.failure());
            }
        } catch (IOException | RuntimeException e) {
            tell(EventKind.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
        if (deadLetters.areAmong(committables)) {
            deadLetters.count().ifPresent(metrics::deadLettersRemain);
        }
        if (ofThisAttempt) {
            dropOrphansOnce();
            history.pruneNowAndThen();
        }
    }

    /** What a restored state named can have been committed, and parked, by another one of the parallel committers. */
    private void loadParkedOnce() throws InterruptedException {
        if (!parkedLoaded) {
            parkedLoaded = true;
            parked.load();
        }
    }

    private void tellNewerCommitsOnce(Collection<CommitRequest<MergeCommittable>> requests)
            throws InterruptedException {
        if (newerCommitsTold) {
            return;
        }
        newerCommitsTold = true;
        List<MergeCommittable> restored = requests.stream()
                .map(CommitRequest::getCommittable)
                .filter(committable -> committable.checkpointId() <= restoredCheckpointId)
                .toList();
        retry.run("looking for newer commits", () -> newerCommits.tell(restoredCheckpointId, restored));
    }

    /**
     * Drops the staging tables that dead attempts left. After the first commit that a checkpoint of this attempt brought,
     * no table older than the attempt is needed but for parked commits: what else a restored checkpoint named has been merged
     * before, and the writers' tables span one epoch.
     */
    private void dropOrphansOnce() {
        if (orphansDropped) {
            return;
        }
        orphansDropped = true;
        Set<String> needed = parked.stagingTables();
        List<TableId> orphans = staging.createdBefore(startedAtSeconds).stream()
                .filter(table -> !needed.contains(table.table()))
                .toList();
        if (!orphans.isEmpty()) {
            LOG.info("Dropping {} staging tables of earlier attempts", orphans.size());
            staging.drop(orphans);
        }
    }

    @Override
    public void close() {
        parked.close();
        round.close();
        journal.close();
        lease.close();
        clickHouse.close();
    }
}
