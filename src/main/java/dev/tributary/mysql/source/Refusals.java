package dev.tributary.mysql.source;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Retry;
import dev.tributary.config.RunMode;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.config.SyncConfig;
import dev.tributary.journal.EventKind;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a table that cannot be followed: it is read anew, set aside, or ends the job, as its policy says. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final ServerRoutes routes;
    private final SyncConfig config;
    private final boolean followsBinlog;
    private final SourceJournal journal;

    Refusals(ServerRoutes routes, SyncConfig config, RunMode mode, SourceJournal journal) {
        this.journal = journal;
        this.routes = routes;
        this.config = config;
        this.followsBinlog = mode == RunMode.SYNC;
    }

    /**
     * Notes the refusal in ClickHouse, for this attempt, those after it and plans to come.
     *
     * @param resyncs how often the table had been asked to be read anew
     * @throws UnfollowableException where the job is to end
     */
    void refuse(RefusedTableException refusal, int resyncs) throws InterruptedException {
        Refusal policy = config.schemaChanges().refusal();
        if (!followsBinlog || policy == Refusal.END_JOB) {
            throw new UnfollowableException(refusal);
        }
        boolean resync = policy == Refusal.RESYNC && refusal.mendable();
        for (RoutePlan route : routes.all()) {
            if (route.source().id().equals(refusal.table())) {
                new Retry(config.merge().retryTimeout())
                        .run("setting aside " + refusal.table(), () -> record(route, refusal, resyncs, resync));
                tell(route, refusal, resync);
            }
        }
    }

    /**
     * Has a table be read by a new snapshot for rows of it that changed without events, and followed on until that begins. Says so
     * in ClickHouse before any checkpoint is behind the change, once for each number of resyncs.
     *
     * @return false where the policy is another one
     */
    boolean readAnewBeside(RefusedTableException change, int resyncs) throws InterruptedException {
        if (!followsBinlog || config.schemaChanges().refusal() != Refusal.RESYNC) {
            return false;
        }
        for (RoutePlan route : routes.all()) {
            if (route.source().id().equals(change.table())) {
                new Retry(config.merge().retryTimeout())
                        .run("asking for " + change.table(), () -> ask(route, change, resyncs));
            }
        }
        return true;
    }

    private void ask(RoutePlan route, RefusedTableException change, int resyncs) {
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            TableStates states = new TableStates(
                    client, config.clickHouse().controlDatabase(), config.job().name());
            if (states.resyncOnceMore(route.sourceDatabase(), change.table(), resyncs, change.change())) {
                journal.tell(
                        EventKind.AWAITS_RESYNC,
                        change.table(),
                        change.table() + " will be read anew by a snapshot, and is followed until then: "
                                + change.change(),
                        "");
                LOG.info(
                        "Table {} is read anew by a snapshot, and followed until that begins: {}",
                        change.table(),
                        change.change());
            }
        }
    }

    private void record(RoutePlan route, RefusedTableException refusal, int resyncs, boolean resync) {
        try (ClickHouseClient client = new ClickHouseClient(config.clickHouse())) {
            TableStates states = new TableStates(
                    client, config.clickHouse().controlDatabase(), config.job().name());
            if (resync) {
                states.awaitResync(route.sourceDatabase(), refusal.table(), resyncs, refusal.change());
            } else {
                states.setAside(route.sourceDatabase(), refusal.table(), resyncs, refusal.change());
                requireOthers(states.all(), refusal);
            }
        }
    }

    /** A job that has nothing left to read, and waits for nothing but somebody, ends. */
    private void requireOthers(List<TableState> states, RefusedTableException refusal) {
        boolean anyLeft = routes.all().stream()
                .anyMatch(route -> states.stream()
                        .noneMatch(state -> state.isOf(
                                        route.sourceDatabase(), route.source().id())
                                && state.decision() == TableState.Decision.SET_ASIDE));
        if (!anyLeft) {
            throw new UnfollowableException(refusal);
        }
    }

    private void tell(RoutePlan route, RefusedTableException refusal, boolean resync) {
        if (resync) {
            journal.tell(
                    EventKind.AWAITS_RESYNC,
                    refusal.table(),
                    refusal.table() + " will be read anew by a snapshot: " + refusal.change(),
                    "");
            LOG.warn(
                    "Table {} is read anew by a snapshot, all others go on: {}. Until then its rows in {} stay as they are",
                    refusal.table(),
                    refusal.change(),
                    route.target().target());
        } else {
            journal.tell(
                    EventKind.SET_ASIDE,
                    refusal.table(),
                    refusal.table() + " is set aside: " + refusal.change(),
                    "run 'tributary resync --source " + route.sourceDatabase() + " --table "
                            + refusal.table().table() + "', which has it read by a new snapshot");
            LOG.error(
                    "Table {} is set aside, all others go on: {}. Its rows in {} stay as they are. To take it back, run"
                            + " 'tributary resync --source {} --table {}', which has it read by a new snapshot",
                    refusal.table(),
                    refusal.change(),
                    route.target().target(),
                    route.sourceDatabase(),
                    refusal.table().table());
        }
    }
}
