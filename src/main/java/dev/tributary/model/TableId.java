package dev.tributary.model;

import java.io.Serializable;

/** A table by its database and name, in MySQL or in ClickHouse, both exactly as the server spells them. */
public record TableId(String database, String table) implements Serializable, Comparable<TableId> {

    public TableId {
        if (database.isBlank() || table.isBlank()) {
            throw new IllegalArgumentException(
                    "a table needs a database and a name, not '" + database + "." + table + "'");
        }
    }

    @Override
    public int compareTo(TableId other) {
        int byDatabase = database.compareTo(other.database);
        return byDatabase != 0 ? byDatabase : table.compareTo(other.table);
    }

    @Override
    public String toString() {
        return database + "." + table;
    }
}
