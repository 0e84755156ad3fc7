package dev.tributary.sink;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.PatchParts;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How rows are deleted from each target: as planned, or, of one that the running job has taken in, as a plan would have it. */
final class DeleteMechanisms {

    private final Map<TableId, DeleteMechanism> known;
    private final DeleteMechanism configured;
    private final ClickHouseClient clickHouse;

    DeleteMechanisms(MergeSinkOptions options, ClickHouseClient clickHouse) {
        this.known = new ConcurrentHashMap<>(options.mechanisms());
        this.configured = options.merge().mechanism();
        this.clickHouse = clickHouse;
    }

    /** That of a target, never AUTO. */
    DeleteMechanism of(TableId target) {
        DeleteMechanism mechanism = known.get(target);
        if (mechanism == null) {
            mechanism = configured == DeleteMechanism.AUTO ? find(target) : configured;
            known.put(target, mechanism);
        }
        return mechanism;
    }

    private DeleteMechanism find(TableId target) {
        Catalog catalog = new Catalog(clickHouse);
        String obstacle = PatchParts.obstacle(
                catalog.version(), catalog.tables(List.of(target)).get(target));
        return obstacle == null ? DeleteMechanism.PATCH_PARTS : DeleteMechanism.LIGHTWEIGHT_MUTATION;
    }
}
