package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.journal.JournalTable;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.TableId;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.TargetPlan;
import dev.tributary.schema.ParkedCommits;
import dev.tributary.schema.SchemaRegistry;
import dev.tributary.schema.ServerPauses;
import dev.tributary.schema.TableStates;
import dev.tributary.sink.Lease;
import dev.tributary.sink.LeaseHeldException;
import dev.tributary.sink.Ledger;
import dev.tributary.sink.StagingTrial;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the databases, control tables and targets that are missing, before the job starts. */
final class TargetPreparation {

    private static final Logger LOG = LoggerFactory.getLogger(TargetPreparation.class);

    private TargetPreparation() {}

    /** Waits until no Flink job merges for the job of the name. */
    private interface LeaseWait {

        void await(ClickHouseClient clickHouse, String controlDatabase, String job);
    }

    /** @throws ConfigurationException if the job runs already */
    static void prepare(ReplicationPlan plan) throws ConfigurationException {
        prepare(plan, Lease::awaitFree);
    }

    /**
     * For what is done while the job is stopped.
     *
     * @throws ConfigurationException if it runs
     */
    static void prepareBesideStoppedJob(ReplicationPlan plan) throws ConfigurationException {
        prepare(plan, Lease::awaitFreeOfStoppedJob);
    }

    private static void prepare(ReplicationPlan plan, LeaseWait lease) throws ConfigurationException {
        ClickHouseOptions options = plan.config().clickHouse();
        try (ClickHouseClient clickHouse = new ClickHouseClient(options)) {
            createDatabase(clickHouse, options.controlDatabase());
            createDatabase(clickHouse, options.stagingDatabase());
            clickHouse.execute(Ledger.createStatement(options.controlDatabase()));
            clickHouse.execute(Lease.createStatement(options.controlDatabase()));
            requireThatStagedRowsAreFound(plan);
            awaitLease(clickHouse, plan, lease);
            clickHouse.execute(SchemaRegistry.createStatement(options.controlDatabase()));
            if (!plan.config().job().discover().isZero()) {
                // By them a running job knows what rows of a target have that it takes in.
                new SchemaRegistry(clickHouse, options.controlDatabase()).registerAll(plan.targetSchemas());
            }
            clickHouse.execute(ParkedCommits.createStatement(options.controlDatabase()));
            clickHouse.execute(TableStates.createStatement(options.controlDatabase()));
            clickHouse.execute(ServerPauses.createStatement(options.controlDatabase()));
            JournalTable.prepare(clickHouse, options.controlDatabase());
            Ledger.upgrade(clickHouse, options.controlDatabase());
            clickHouse.execute(DeadLetters.createStatement(options.controlDatabase()));
            upgradeDeadLetters(clickHouse, plan);
            for (TargetPlan target : plan.targets()) {
                createDatabase(clickHouse, target.schema().target().database());
                target.statements().forEach(clickHouse::execute);
            }
        }
        warnOfRefusals(plan);
    }

    /** A target that refuses its merges is no reason to keep the others from theirs. */
    private static void warnOfRefusals(ReplicationPlan plan) {
        Checklist checklist = new Checklist();
        TargetTrials.tryOut(plan, checklist);
        checklist.problems().forEach(problem -> LOG.warn("{}", problem));
    }

    private static void requireThatStagedRowsAreFound(ReplicationPlan plan) throws ConfigurationException {
        ClickHouseOptions options = plan.config().clickHouse();
        String problem = StagingTrial.problem(options, plan.config().job().name());
        if (problem != null) {
            throw new ConfigurationException(List.of(new Problem("clickhouse " + options.url(), problem)));
        }
    }

    /** Two jobs of one name would undo each other's merges. */
    private static void awaitLease(ClickHouseClient clickHouse, ReplicationPlan plan, LeaseWait lease)
            throws ConfigurationException {
        String control = plan.config().clickHouse().controlDatabase();
        try {
            lease.await(clickHouse, control, plan.config().job().name());
        } catch (LeaseHeldException e) {
            throw new ConfigurationException(List.of(new Problem("job.name", String.valueOf(e.getMessage()))));
        }
    }

    /** Letters of before that have no job are those of the first one that reads their connection. */
    private static void upgradeDeadLetters(ClickHouseClient clickHouse, ReplicationPlan plan) {
        String control = plan.config().clickHouse().controlDatabase();
        String letters = Identifiers.quote(new TableId(control, DeadLetters.TABLE));
        String column = "SELECT count() FROM system.columns WHERE database = " + Identifiers.literal(control)
                + " AND table = " + Identifiers.literal(DeadLetters.TABLE) + " AND name = 'job'";
        if ("0".equals(clickHouse.queryValue(column))) {
            clickHouse.execute(DeadLetters.upgradeStatement(control));
        }
        String connections = plan.servers().stream()
                .flatMap(server -> server.routes().stream())
                .map(route -> Identifiers.literal(route.sourceDatabase()))
                .distinct()
                .collect(Collectors.joining(", "));
        if (connections.isEmpty()) {
            return;
        }
        String mine = " WHERE job = '' AND _source_database IN (" + connections + ")";
        if (!"0".equals(clickHouse.queryValue("SELECT count() FROM " + letters + mine))) {
            clickHouse.execute("INSERT INTO " + letters + " SELECT * REPLACE ("
                    + Identifiers.literal(plan.config().job().name()) + " AS job) FROM " + letters + mine);
            clickHouse.execute("DELETE FROM " + letters + mine);
        }
    }

    private static void createDatabase(ClickHouseClient clickHouse, String database) {
        clickHouse.execute("CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(database));
    }
}
