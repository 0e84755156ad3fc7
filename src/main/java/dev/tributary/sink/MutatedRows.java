package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Deletes through a mutation of the row mask and changes through a mutation of columns, each waited for on all replicas. */
final class MutatedRows implements TargetRows {

    @Override
    public void prepare(Collection<TableId> targets, ClickHouseClient clickHouse) {}

    @Override
    public void delete(TableId target, String condition, ClickHouseClient clickHouse, String queryId) {
        clickHouse.execute(
                "DELETE FROM " + Identifiers.quote(target) + " WHERE " + condition,
                Map.of("lightweight_delete_mode", "alter_update", "lightweight_deletes_sync", 2),
                queryId);
    }

    /** Mutations follow one another: one of a dead attempt that the server still carries out is done before this one. */
    @Override
    public void update(
            TableId target, String assignments, String condition, ClickHouseClient clickHouse, String queryId) {
        clickHouse.execute(
                "ALTER TABLE " + Identifiers.quote(target) + " UPDATE " + assignments + " WHERE " + condition,
                Map.of("mutations_sync", 2),
                queryId);
    }

    @Override
    public Set<TableId> disturbed(Collection<TableId> targets, ClickHouseClient clickHouse) {
        return Set.of();
    }

    @Override
    public void settled(TableId target) {}
}
