package dev.tributary.model;

/**
 * A table of one database.
 *
 * @param sourceDatabase the connection's name
 */
public record SourceTable(String sourceDatabase, TableId table) {

    @Override
    public String toString() {
        return sourceDatabase + ": " + table;
    }
}
