package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Retry;
import dev.tributary.model.TableId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
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
    private final long startedAtSeconds;
    private final long restoredCheckpointId;
    private final NewerCommits newerCommits;
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
        MergeProcedure procedure = new MergeProcedure(options, clickHouse, lease.fence());
        this.staging = options.stagingArea(clickHouse);
        this.retry = new Retry(options.merge().retryTimeout());
        this.round = new MergeRound(
                procedure,
                retry,
                options.merge().parallelism(),
                context.metricGroup().counter("merges"));
        this.restoredCheckpointId = context.getRestoredCheckpointId().orElse(InitContext.INITIAL_CHECKPOINT_ID - 1);
        this.startedAtSeconds = staging.serverSeconds();
        this.newerCommits = new NewerCommits(clickHouse, options.clickHouse().controlDatabase(), options.job());
        this.newerCommitsTold = context.getRestoredCheckpointId().isEmpty();
    }

    @Override
    public void commit(Collection<CommitRequest<MergeCommittable>> requests) throws IOException, InterruptedException {
        tellNewerCommitsOnce(requests);
        round.carryOut(requests.stream().map(CommitRequest::getCommittable).toList());
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
        lease.close();
        clickHouse.close();
    }
}
