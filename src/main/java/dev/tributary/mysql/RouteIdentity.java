package dev.tributary.mysql;

import dev.tributary.plan.RoutePlan;
import java.util.List;

/**
 * What must stay the same for a table from one run to the next that goes on from its state: rows that were merged under
 * another identity are not looked for again.
 *
 * @param table {@code database.table} in MySQL
 * @param sourceDatabase the connection's name, which is part of every row
 * @param target {@code database.table} in ClickHouse
 * @param mergeKey the key columns, {@code _source_database} first
 */
record RouteIdentity(String table, String sourceDatabase, String target, List<String> mergeKey) {

    RouteIdentity {
        mergeKey = List.copyOf(mergeKey);
    }

    static RouteIdentity of(RoutePlan route) {
        return new RouteIdentity(
                route.source().id().toString(),
                route.sourceDatabase(),
                route.target().target().toString(),
                route.target().keyColumnNames());
    }
}
