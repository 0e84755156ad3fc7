package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;

/** How the staged rows of a commit get into their target. */
interface MergeStrategy {

    /**
     * Brings the target to the state that the staged changes describe: for each key the last one by version. Repeating a
     * merge, in part or whole, with nothing in between, changes nothing.
     *
     * @param queryIdPrefix for the ids of all statements that change the target
     */
    void merge(MergeCommittable committable, ClickHouseClient clickHouse, String queryIdPrefix);
}
