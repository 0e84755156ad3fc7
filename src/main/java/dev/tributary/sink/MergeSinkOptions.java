package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.NotifyOptions;
import dev.tributary.config.SyncConfig.BatchOptions;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.config.SyncConfig.MergeOptions;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the merge sink works with.
 *
 * @param job the job's name, the owner of staging tables and ledger rows
 * @param schemas all schemas that changes can come with
 * @param mechanisms how rows are deleted from each target, never AUTO
 * @param notifications who is told what happens
 */
public record MergeSinkOptions(
        String job,
        ClickHouseOptions clickHouse,
        BatchOptions batch,
        MergeOptions merge,
        List<TargetSchema> schemas,
        Map<TableId, DeleteMechanism> mechanisms,
        List<NotifyOptions> notifications)
        implements Serializable {

    public MergeSinkOptions {
        schemas = List.copyOf(schemas);
        mechanisms = Map.copyOf(mechanisms);
        notifications = List.copyOf(notifications);
    }

    /** One that tells nobody what happens. */
    public MergeSinkOptions(
            String job,
            ClickHouseOptions clickHouse,
            BatchOptions batch,
            MergeOptions merge,
            List<TargetSchema> schemas,
            Map<TableId, DeleteMechanism> mechanisms) {
        this(job, clickHouse, batch, merge, schemas, mechanisms, List.of());
    }

    /** Where rows go that their target cannot hold; they are counted. */
    TableId deadLetterTable() {
        return new TableId(clickHouse.controlDatabase(), "dead_letters");
    }

    StagingArea stagingArea(ClickHouseClient client) {
        return new StagingArea(client, clickHouse.stagingDatabase(), job);
    }
}
