package dev.tributary.plan;

import dev.tributary.config.SyncConfig.ConnectionConfig;
import dev.tributary.model.TableSchema;
import java.util.List;
import java.util.Optional;

/** A source database with the configured tables that were found usable in it. */
record SourceDatabase(ConnectionConfig connection, List<TableSchema> tables) {

    SourceDatabase {
        tables = List.copyOf(tables);
    }

    String name() {
        return connection.name();
    }

    Optional<TableSchema> table(String name) {
        return tables.stream().filter(table -> table.id().table().equals(name)).findFirst();
    }
}
