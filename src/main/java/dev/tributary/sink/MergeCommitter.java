package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Retry;
import dev.tributary.journal.Event;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.JobRun;
import dev.tributary.journal.Journal;
import dev.tributary.model.TableId;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
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
 * the job, and Flink's restart strategy decides.
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
    private final long startedAtSeconds;
    private final long restoredCheckpointId;
    private final NewerCommits newerCommits;
    private final Journal journal;
    private boolean newerCommitsTold;
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
        MergeProcedure procedure = new MergeProcedure(options, clickHouse, lease.fence());
        this.staging = options.stagingArea(clickHouse);
        this.retry = new Retry(options.merge().retryTimeout());
        this.round = new MergeRound(procedure, retry, options.merge().parallelism(), metrics);
        this.restoredCheckpointId = context.getRestoredCheckpointId().orElse(InitContext.INITIAL_CHECKPOINT_ID - 1);
        this.startedAtSeconds = staging.serverSeconds();
        this.newerCommits = new NewerCommits(clickHouse, options.clickHouse().controlDatabase(), options.job());
        this.newerCommitsTold = context.getRestoredCheckpointId().isEmpty();
        this.journal = new Journal(
                options.clickHouse(),
                new JobRun(options.job(), context.getJobInfo().getJobId().toHexString()),
                "committer");
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

    private void tell(EventKind kind, String text) {
        journal.add(new Event(Instant.now(), kind, "", "", "", text, ""));
    }

    @Override
    public void commit(Collection<CommitRequest<MergeCommittable>> requests) throws IOException, InterruptedException {
        tellNewerCommitsOnce(requests);
        try {
            round.carryOut(requests.stream().map(CommitRequest::getCommittable).toList());
        } catch (IOException | RuntimeException e) {
            tell(EventKind.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
        if (deadLetters.areAmong(
                requests.stream().map(CommitRequest::getCommittable).toList())) {
            deadLetters.count().ifPresent(metrics::deadLettersRemain);
        }
        if (requests.stream().anyMatch(request -> request.getCommittable().checkpointId() > restoredCheckpointId)) {
            dropOrphansOnce();
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
     * no table older than the attempt is needed: what a restored checkpoint named has been merged before, and the writers'
     * tables span one epoch.
     */
    private void dropOrphansOnce() {
        if (orphansDropped) {
            return;
        }
        orphansDropped = true;
        List<TableId> orphans = staging.createdBefore(startedAtSeconds);
        if (!orphans.isEmpty()) {
            LOG.info("Dropping {} staging tables of earlier attempts", orphans.size());
            staging.drop(orphans);
        }
    }

    @Override
    public void close() {
        round.close();
        journal.close();
        lease.close();
        clickHouse.close();
    }
}
