package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.TargetPlan;
import dev.tributary.schema.SchemaRegistry;
import dev.tributary.sink.Ledger;

/** Creates the databases, control tables and targets that are missing, before the job starts. */
final class TargetPreparation {

    private TargetPreparation() {}

    static void prepare(ReplicationPlan plan) {
        ClickHouseOptions options = plan.config().clickHouse();
        try (ClickHouseClient clickHouse = new ClickHouseClient(options)) {
            createDatabase(clickHouse, options.controlDatabase());
            createDatabase(clickHouse, options.stagingDatabase());
            clickHouse.execute(Ledger.createStatement(options.controlDatabase()));
            clickHouse.execute(SchemaRegistry.createStatement(options.controlDatabase()));
            clickHouse.execute(DeadLetters.createStatement(options.controlDatabase()));
            for (TargetPlan target : plan.targets()) {
                createDatabase(clickHouse, target.schema().target().database());
                clickHouse.execute(target.createStatement());
            }
        }
    }

    private static void createDatabase(ClickHouseClient clickHouse, String database) {
        clickHouse.execute("CREATE DATABASE IF NOT EXISTS " + Identifiers.quote(database));
    }
}
