package dev.tributary.clickhouse;

import dev.tributary.clickhouse.ExistingTable.ExistingColumn;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a ClickHouse server has: its version, and tables as its system tables describe them. */
public final class Catalog {

    private final ClickHouseClient client;

    public Catalog(ClickHouseClient client) {
        this.client = client;
    }

    public ServerVersion version() {
        return ServerVersion.parse(text(client.queryValue("SELECT version()")));
    }

    /** Whether DateTime64 has more years than 1900 to 2299, and takes the last one for what it is. */
    public boolean hasDateTimesOfAllYears() {
        return "1"
                .equals(client.queryValue("SELECT toString(CAST('9999-12-31 23:59:59' AS DateTime64(0, 'UTC')))"
                        + " = '9999-12-31 23:59:59' SETTINGS date_time_overflow_behavior = 'ignore'"));
    }

    /** Those of the tables and views that exist. */
    public Map<TableId, ExistingTable> tables(Collection<TableId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String named = ids.stream()
                .map(id -> "(" + Identifiers.literal(id.database()) + ", " + Identifiers.literal(id.table()) + ")")
                .collect(Collectors.joining(", "));
        Map<TableId, List<ExistingColumn>> columns = new HashMap<>();
        client.stream(
                "SELECT database, table, name, type, default_kind FROM system.columns WHERE (database, table) IN ("
                        + named + ") ORDER BY database, table, position",
                row -> columns.computeIfAbsent(id(row), unused -> new ArrayList<>())
                        .add(new ExistingColumn(text(row.get(2)), text(row.get(3)), text(row.get(4)))));
        Map<TableId, ExistingTable> tables = new HashMap<>();
        client.stream(
                "SELECT database, name, engine, engine_full, create_table_query, sorting_key FROM system.tables"
                        + " WHERE (database, name) IN (" + named + ")",
                row -> tables.put(
                        id(row),
                        new ExistingTable(
                                id(row),
                                text(row.get(2)),
                                text(row.get(3)),
                                text(row.get(4)),
                                text(row.get(5)),
                                columns.getOrDefault(id(row), List.of()))));
        return tables;
    }

    /** The columns of a table that take values, by name, in the table's order; empty where there is no table. */
    public Map<String, InsertableColumn> insertableColumns(TableId id) {
        Map<String, InsertableColumn> columns = new LinkedHashMap<>();
        client.stream(
                "SELECT name, type, default_expression, is_in_sorting_key OR is_in_primary_key OR"
                        + " is_in_partition_key OR is_in_sampling_key FROM system.columns WHERE database = "
                        + Identifiers.literal(id.database()) + " AND table = " + Identifiers.literal(id.table())
                        + " AND default_kind IN ('', 'DEFAULT') ORDER BY position",
                row -> columns.put(
                        text(row.get(0)),
                        new InsertableColumn(text(row.get(1)), text(row.get(2)), "1".equals(row.get(3)))));
        return columns;
    }

    private static TableId id(List<@Nullable String> row) {
        return new TableId(text(row.get(0)), text(row.get(1)));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
