package dev.tributary.model;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

    /** Whether no two rows agree in these columns, of which none is nullable. */
    public boolean isIdentifiedBy(Collection<String> columnNames) {
        Set<String> names = Set.copyOf(columnNames);
        return keys().stream().anyMatch(names::containsAll);
    }

    /** The primary key and the unique keys besides it, those with nullable columns left out. */
    public List<List<String>> keys() {
        return Stream.concat(Stream.of(primaryKey), uniqueKeys.stream())
                .filter(key -> !key.isEmpty())
                .toList();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
