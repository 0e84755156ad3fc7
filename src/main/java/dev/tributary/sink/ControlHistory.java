package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the control tables what no state can ask for any more: entries of the ledger that are older than any checkpoint
 * or savepoint that will be restored, parked commits that were merged before them, and leases of attempts long gone. A state
 * that is older all the same finds a commit neither in the ledger nor staged, and the job ends by name; one whose rows all
 * travelled with the commit is merged again, and the binlog that is replayed behind it puts its rows right.
 */
final class ControlHistory {

    private static final Logger LOG = LoggerFactory.getLogger(ControlHistory.class);
    private static final Duration PAUSE = Duration.ofHours(12);

    private final ClickHouseClient clickHouse;
    private final String ledger;
    private final String parked;
    private final String leases;
    private final String job;
    private final Duration retention;
    private long next;

    ControlHistory(ClickHouseClient clickHouse, String controlDatabase, String job, Duration retention) {
        this.clickHouse = clickHouse;
        this.ledger = Identifiers.quote(new TableId(controlDatabase, "ledger"));
        this.parked = Identifiers.quote(new TableId(controlDatabase, "parked_commits"));
        this.leases = Identifiers.quote(new TableId(controlDatabase, "leases"));
        this.job = "job = " + Identifiers.literal(job);
        this.retention = retention;
        this.next = System.nanoTime();
    }

    /** Prunes at the first call, and then twice a day. That it fails is no matter of the commits, and tried again. */
    void pruneNowAndThen() {
        if (System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + PAUSE.toNanos();
        try {
            prune();
        } catch (ClickHouseException e) {
            LOG.warn("The control tables could not be pruned and go on growing: {}", e.getMessage());
        }
    }

    /** What was parked goes first: without its entry in the ledger it would count as waiting. */
    void prune() {
        String old = " < now64(3, 'UTC') - toIntervalSecond(" + retention.toSeconds() + ")";
        String parkedIds = "SELECT commit_id FROM " + parked + " WHERE " + job;
        String oldIds = "SELECT commit_id FROM " + ledger + " WHERE " + job + " AND committed_at" + old;
        delete(parked, job + " AND commit_id IN (" + oldIds + " AND commit_id IN (" + parkedIds + "))");
        delete(ledger, job + " AND committed_at" + old + " AND commit_id NOT IN (" + parkedIds + ")");
        delete(
                leases,
                job + " AND sign_of_life" + old + " AND generation < (SELECT max(generation) FROM " + leases + " WHERE "
                        + job + ")");
    }

    /** Only where there is something: each DELETE is a mutation. */
    private void delete(String table, String condition) {
        if ("1".equals(clickHouse.queryValue("SELECT count() > 0 FROM " + table + " WHERE " + condition))) {
            clickHouse.execute("DELETE FROM " + table + " WHERE " + condition);
        }
    }
}
