package dev.tributary.mysql.ddl;

import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The structure of a table at a point of the binlog, as far as it decides what rows mean and what statements do.
 *
 * @param id as the server spells it
 * @param columns in the server's order, generated ones included
 * @param primaryKey its columns in key order; empty where there is none
 * @param uniqueKeys by name the unique keys besides it, those with nullable columns or expressions left out; behind a
 *     statement those that are known for certain
 * @param characterSet of texts whose column names none, by MySQL's name; empty where it is not known
 * @param counted the column whose rows AUTO_INCREMENT numbers; empty where there is none
 */
public record TableStructure(
        TableId id,
        List<Column> columns,
        List<String> primaryKey,
        Map<String, List<String>> uniqueKeys,
        String characterSet,
        String counted)
        implements Serializable {

    public TableStructure {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        Map<String, List<String>> keys = new TreeMap<>();
        uniqueKeys.forEach((name, key) -> keys.put(name, List.copyOf(key)));
        uniqueKeys = keys;
    }

    /** A table whose rows nothing numbers. */
    public TableStructure(
            TableId id,
            List<Column> columns,
            List<String> primaryKey,
            Map<String, List<String>> uniqueKeys,
            String characterSet) {
        this(id, columns, primaryKey, uniqueKeys, characterSet, "");
    }

    /** A column by its name, which MySQL compares without regard to upper and lower case. */
    public Optional<Column> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
