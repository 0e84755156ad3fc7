package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.model.TableId;
import java.util.Collection;

/** How rows that lie in a target are deleted and changed; both return when readers see the effect. */
interface TargetRows {

    /** Looks at all targets of a round of merges at once, where that saves a look at each. */
    void prepare(Collection<TableId> targets, ClickHouseClient clickHouse);

    void delete(TableId target, String condition, ClickHouseClient clickHouse, String queryId);

    /** @param assignments as behind the SET of an UPDATE; may be carried out twice */
    void update(TableId target, String assignments, String condition, ClickHouseClient clickHouse, String queryId);
}
