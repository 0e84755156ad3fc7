package dev.tributary.clickhouse;

/**
 * A column of a ClickHouse table that takes values.
 *
 * @param defaultExpression what stands in rows that give no value; empty where that is the type's own default
 * @param keyColumn whether the table is sorted, partitioned or sampled by it, so that no statement changes it in place
 */
public record InsertableColumn(String type, String defaultExpression, boolean keyColumn) {}
