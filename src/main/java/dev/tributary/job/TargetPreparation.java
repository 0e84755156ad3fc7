package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.TargetPlan;
import dev.tributary.schema.SchemaRegistry;
import dev.tributary.schema.TableStates;
import dev.tributary.sink.Lease;
import dev.tributary.sink.LeaseHeldException;
import dev.tributary.sink.Ledger;
import java.util.List;

/** Creates the databases, control tables and targets that are missing, before the job starts. */
final class TargetPreparation {

    private TargetPreparation() {}

    /** @throws ConfigurationException if the job runs already */
    static void prepare(ReplicationPlan plan) throws ConfigurationException {
        ClickHouseOptions options = plan.config().clickHouse();
        try (ClickHouseClient clickHouse = new ClickHouseClient(options)) {
            createDatabase(clickHouse, options.controlDatabase());
            createDatabase(clickHouse, options.stagingDatabase());
            clickHouse.execute(Ledger.createStatement(options.controlDatabase()));
            clickHouse.execute(Lease.createStatement(options.controlDatabase()));
            awaitLease(clickHouse, plan);
            clickHouse.execute(SchemaRegistry.createStatement(options.controlDatabase()));
            clickHouse.execute(TableStates.createStatement(options.controlDatabase()));
            clickHouse.execute(DeadLetters.createStatement(options.controlDatabase()));
            for (TargetPlan target : plan.targets()) {
                createDatabase(clickHouse, target.schema().target().database());
                target.statements().forEach(clickHouse::execute);
            }
        }
    }

    /** Two jobs of one name would undo each other's merges. */
    private static void awaitLease(ClickHouseClient clickHouse, ReplicationPlan plan) throws ConfigurationException {
        String control = plan.config().clickHouse().controlDatabase();
        try {
            Lease.awaitFree(clickHouse, control, plan.config().job().name());
        } catch (LeaseHeldException e) {
            throw new ConfigurationException(List.of(new Problem("job.name", String.valueOf(e.getMessage()))));
        }
    }

    private static void createDatabase(ClickHouseClient clickHouse, String database) {
        clickHouse.execute("CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(database));
    }
}
