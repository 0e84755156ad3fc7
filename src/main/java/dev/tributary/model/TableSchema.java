package dev.tributary.model;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The structure of a MySQL table, its columns in the server's order.
 *
 * @param primaryKey the columns of the primary key in key order, empty where there is none
 * @param uniqueKeys the unique keys besides the primary key, by name, those with nullable columns left out
 */
public record TableSchema(TableId id, List<Column> columns, List<String> primaryKey, List<List<String>> uniqueKeys)
        implements Serializable {

    public TableSchema {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
