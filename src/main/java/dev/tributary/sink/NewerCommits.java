package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says so in the log when a job goes on from a state that is older than what is merged. That is allowed: the sources replay
 * what came after the state, and the last change of each row wins again.
 *
 * <p>Checkpoint numbers run again after a restore, so the ledger is asked for times: which entries are younger than the
 * merges that the state names. A state that names none is held against the entries with its number or lower ones; if
 * those are of another run, this can be silent where it should not be, or the reverse. What was parked once is merged late,
 * and tells nothing.
 */
final class NewerCommits {

    private static final Logger LOG = LoggerFactory.getLogger(NewerCommits.class);

    private final ClickHouseClient clickHouse;
    private final String ledger;
    private final String parked;
    private final String job;

    NewerCommits(ClickHouseClient clickHouse, String controlDatabase, String job) {
        this.clickHouse = clickHouse;
        this.ledger = Identifiers.quote(new TableId(controlDatabase, "ledger"));
        this.parked = Identifiers.quote(new TableId(controlDatabase, "parked_commits"));
        this.job = job;
    }

    /**
     * To be asked before anything is merged.
     *
     * @param restored the merges that the state names
     */
    void tell(long checkpointId, List<MergeCommittable> restored) {
        String ofTheState = restored.isEmpty()
                ? "checkpoint_id <= " + checkpointId
                : restored.stream()
                        .map(committable -> Identifiers.literal(committable.commitId()))
                        .collect(Collectors.joining(", ", "commit_id IN (", ")"));
        List<@Nullable String> row = clickHouse
                .query("WITH (SELECT max(committed_at) FROM " + ledger + ofJob() + " AND " + ofTheState + ") AS last"
                        + " SELECT countIf(committed_at > last AND commit_id NOT IN (SELECT commit_id FROM " + parked
                        + ofJob() + ")), toString(max(committed_at)), toString(last),"
                        + " toUnixTimestamp64Milli(last) FROM " + ledger + ofJob())
                .get(0);
        boolean stateIsMerged = !"0".equals(row.get(3));
        if (!"0".equals(row.get(0)) && stateIsMerged) {
            LOG.warn(
                    "The restored state of checkpoint {} was merged at {} UTC; since then, until {} UTC, the ledger has {}"
                            + " commits that this state does not know. What they brought is replayed from MySQL: until that"
                            + " has caught up, targets go back to older rows; then they are exact",
                    checkpointId,
                    row.get(2),
                    row.get(1),
                    row.get(0));
        }
    }

    private String ofJob() {
        return " WHERE job = " + Identifiers.literal(job);
    }
}
