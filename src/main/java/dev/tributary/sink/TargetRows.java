package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.model.TableId;
import java.util.Collection;
import java.util.Set;

/** How rows that lie in a target are deleted and changed; both return when readers see the effect. Used by many threads. */
interface TargetRows {

    /** Looks at all targets of a round of merges at once, where that saves a look at each. */
    void prepare(Collection<TableId> targets, ClickHouseClient clickHouse);

    /** May return before it is sure that the rows are gone, see {@link #disturbed}. */
    void delete(TableId target, String condition, ClickHouseClient clickHouse, String queryId);

    /** @param assignments as behind the SET of an UPDATE; may be carried out twice */
    void update(TableId target, String assignments, String condition, ClickHouseClient clickHouse, String queryId);

    /**
     * Those of the targets whose rows can be there again that were deleted since the round began: their merges have to be
     * carried out once more. Asked for many targets together.
     */
    Set<TableId> disturbed(Collection<TableId> targets, ClickHouseClient clickHouse);

    /** Says that a disturbed target was merged once more. */
    void settled(TableId target);
}
