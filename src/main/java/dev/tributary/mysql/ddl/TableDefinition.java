package dev.tributary.mysql.ddl;

import dev.tributary.mysql.ddl.AlterClause.AddForeignKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns and keys of a CREATE TABLE.
 *
 * @param keys in the order in which the server finds names for those that have none; with those of columns
 * @param characterSet of texts that name none; null for the database's
 */
public record TableDefinition(
        List<ColumnDefinition> columns,
        List<KeyDefinition> keys,
        List<AddForeignKey> foreignKeys,
        @Nullable String characterSet) {

    public TableDefinition {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        foreignKeys = List.copyOf(foreignKeys);
    }
}
