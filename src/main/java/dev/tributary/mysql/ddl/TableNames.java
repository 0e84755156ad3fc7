package dev.tributary.mysql.ddl;

import dev.tributary.model.TableId;
import java.util.Optional;

/**
 * What the names of tables in one statement mean.
 *
 * @param replicated the tables that matter
 * @param database where names without one belong; empty for none
 */
record TableNames(ReplicatedTables replicated, String database) {

    /** The table whose name follows, as the collection of replicated ones spells it if it is one of them. */
    TableId read(DdlTokens tokens) {
        String first = tokens.name();
        TableId table = tokens.accept('.') ? id(first, tokens.name()) : id(database, first);
        return replicated.find(table).orElse(table);
    }

    /** The same, where it is replicated. */
    Optional<TableId> readReplicated(DdlTokens tokens) {
        return replicated.find(read(tokens));
    }

    private static TableId id(String database, String table) {
        if (database.isBlank() || table.isBlank()) {
            throw new DdlSyntaxException("a table without a database: '" + table + "'");
        }
        return new TableId(database, table);
    }
}
