package dev.tributary.mysql.source;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.TargetMaker;
import dev.tributary.plan.TargetPlan;
import dev.tributary.schema.SchemaRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes targets in ClickHouse for tables that the running job takes in, by the statements of their plans. */
final class AddedTargets implements TargetMaker {

    private static final Logger LOG = LoggerFactory.getLogger(AddedTargets.class);

    private final ClickHouseOptions options;

    AddedTargets(ClickHouseOptions options) {
        this.options = options;
    }

    @Override
    public void make(List<TargetPlan> targets) {
        try (ClickHouseClient client = new ClickHouseClient(options)) {
            for (TargetPlan target : targets) {
                if (!target.exists()) {
                    LOG.info(
                            "Target {} is created for a table that has appeared",
                            target.schema().target());
                    client.execute("CREATE DATABASE IF NOT EXISTS "
                            + Identifiers.quote(target.schema().target().database()));
                }
                if (!target.exists() || !target.addedColumns().isEmpty()) {
                    target.statements().forEach(client::execute);
                }
            }
        }
    }

    @Override
    public void register(List<TargetSchema> schemas) {
        try (ClickHouseClient client = new ClickHouseClient(options)) {
            new SchemaRegistry(client, options.controlDatabase()).registerAll(schemas);
        }
    }
}
