package dev.tributary.plan;

import dev.tributary.config.SyncConfig;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;
import java.util.List;

/**
 * All that a run will do, complete and checked: nothing of it is looked up again by the job.
 *
 * @param config the options it was made with
 * @param servers the MySQL servers to read, each once, sorted by name
 * @param targets the ClickHouse tables to merge into, sorted by table
 * @param views the materialized views to refresh
 */
public record ReplicationPlan(
        SyncConfig config, List<ServerPlan> servers, List<TargetPlan> targets, List<ViewPlan> views)
        implements Serializable {

    public ReplicationPlan {
        servers = List.copyOf(servers);
        targets = List.copyOf(targets);
        views = List.copyOf(views);
    }

    public List<TargetSchema> targetSchemas() {
        return targets.stream().map(TargetPlan::schema).toList();
    }

    public TargetPlan target(TableId table) {
        return targets.stream()
                .filter(target -> target.schema().target().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no target " + table));
    }
}
