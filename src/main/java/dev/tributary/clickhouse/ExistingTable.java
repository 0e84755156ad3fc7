package dev.tributary.clickhouse;

import dev.tributary.model.TableId;
import java.util.List;
import java.util.Optional;

/**
 * A table or view as ClickHouse describes it.
 *
 * @param engineFull the engine with its arguments and everything behind it
 * @param createQuery the whole statement that would create it again
 * @param sortingKey the expressions of ORDER BY, separated by commas
 */
public record ExistingTable(
        TableId id,
        String engine,
        String engineFull,
        String createQuery,
        String sortingKey,
        List<ExistingColumn> columns) {

    public ExistingTable {
        columns = List.copyOf(columns);
    }

    /** @param defaultKind {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, {@code EPHEMERAL}, or empty */
    public record ExistingColumn(String name, String type, String defaultKind) {

        public boolean insertable() {
            return defaultKind.isEmpty() || defaultKind.equals("DEFAULT");
        }
    }

    public Optional<ExistingColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
