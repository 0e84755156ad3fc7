package dev.tributary.init;

import dev.tributary.config.ServerAddress;
import dev.tributary.model.ForeignKey;
import dev.tributary.model.TableSchema;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A database as it was found.
 *
 * @param tables by name
 * @param foreignKeys by table, one by which its rows change without events
 */
record SurveyedDatabase(
        ServerAddress server, String name, SortedMap<String, Table> tables, Map<String, ForeignKey> foreignKeys) {

    /**
     * @param rows as the server estimates them
     * @param bytes of data and indexes, as the server estimates them
     */
    record Table(TableSchema schema, long rows, long bytes) {}

    Set<String> tableNames() {
        return tables.keySet();
    }

    /** Whether most tables of the smaller one are in the other one too. */
    boolean isLike(SurveyedDatabase other) {
        Set<String> common = new TreeSet<>(tableNames());
        common.retainAll(other.tableNames());
        int smaller = Math.min(tables.size(), other.tables.size());
        return smaller > 0 && common.size() * 2 > smaller;
    }

    @Override
    public String toString() {
        return name + " of " + server;
    }
}
