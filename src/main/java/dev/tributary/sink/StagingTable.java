package dev.tributary.sink;

import dev.tributary.model.TableId;

/**
 * A staging table of a commit.
 *
 * @param rows how many rows ClickHouse has acknowledged, each batch once; the table holds as many at least. 0 where the state
 *     of an earlier release does not say
 */
public record StagingTable(TableId id, long rows) {}
