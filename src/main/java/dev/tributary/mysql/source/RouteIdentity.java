package dev.tributary.mysql.source;

import dev.tributary.model.TableId;
import dev.tributary.plan.RoutePlan;
import java.util.List;
import java.util.Set;

/**
 * What must stay the same for a table from one run to the next that goes on from its state: rows that were merged under
 * another identity are not looked for again.
 *
 * @param table in MySQL
 * @param sourceDatabase the connection's name, which is part of every row
 * @param target {@code database.table} in ClickHouse
 * @param mergeKey the key columns, {@code _source_database} first
 */
record RouteIdentity(TableId table, String sourceDatabase, String target, List<String> mergeKey) {

    RouteIdentity {
        mergeKey = List.copyOf(mergeKey);
    }

    static RouteIdentity of(RoutePlan route) {
        return new RouteIdentity(
                route.source().id(),
                route.sourceDatabase(),
                route.target().target().toString(),
                route.target().keyColumnNames());
    }

    /** What is different about the other, as a sentence; empty where the rows go the same way. */
    String difference(RouteIdentity now) {
        if (!sourceDatabase.equals(now.sourceDatabase)) {
            return "table " + table + " was replicated as connection '" + sourceDatabase + "' and now is as '"
                    + now.sourceDatabase + "'; the rows that are there keep the old name.";
        }
        if (!target.equals(now.target)) {
            return "table " + table + " was replicated into " + target + " and now is into " + now.target
                    + ", where the rows so far would be missing.";
        }
        if (!Set.copyOf(mergeKey).equals(Set.copyOf(now.mergeKey))) { // their order tells no rows apart
            return "table " + table + " was merged by " + mergeKey + " and now is by " + now.mergeKey
                    + ", by which the rows so far may not be told apart.";
        }
        return "";
    }
}
