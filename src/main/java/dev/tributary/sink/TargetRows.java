package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.model.TableId;

/** How rows that lie in a target are deleted and changed; both return when readers see the effect. */
interface TargetRows {

    void delete(TableId target, String condition, ClickHouseClient clickHouse, String queryId);

    /** @param assignments as behind the SET of an UPDATE; may be carried out twice */
    void update(TableId target, String assignments, String condition, ClickHouseClient clickHouse, String queryId);
}
