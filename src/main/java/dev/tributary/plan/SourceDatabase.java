package dev.tributary.plan;

import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.inspect.DateEvidence;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import java.util.List;
import java.util.Optional;

/**
 * A source database with the configured tables that were found usable in it.
 *
 * @param allForeignKeys those of its server that change rows
 * @param dates what its server shows of dates that ClickHouse's types do not hold
 */
record SourceDatabase(
        ConnectionConfig connection, List<TableSchema> tables, List<ForeignKey> allForeignKeys, DateEvidence dates) {

    SourceDatabase {
        tables = List.copyOf(tables);
        allForeignKeys = List.copyOf(allForeignKeys);
    }

    /** One without foreign keys that change rows, of whose dates nothing is known. */
    SourceDatabase(ConnectionConfig connection, List<TableSchema> tables) {
        this(connection, tables, List.of(), DateEvidence.NONE);
    }

    /** The same with some of the tables. */
    SourceDatabase withTables(List<TableSchema> some) {
        return new SourceDatabase(connection, some, allForeignKeys, dates);
    }

    /** Those by which rows of the table can change, the nearest first. */
    List<ForeignKey> foreignKeys(TableId table) {
        return ForeignKey.reaching(table, allForeignKeys);
    }

    String name() {
        return connection.name();
    }

    Optional<TableSchema> table(String name) {
        return tables.stream().filter(table -> table.id().table().equals(name)).findFirst();
    }
}
