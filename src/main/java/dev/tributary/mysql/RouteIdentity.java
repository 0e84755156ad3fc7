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
 * @param resyncs how often it was asked to be read by a new snapshot
 */
record RouteIdentity(String table, String sourceDatabase, String target, List<String> mergeKey, int resyncs) {

    RouteIdentity {
        mergeKey = List.copyOf(mergeKey);
    }

    boolean leadsWhere(RouteIdentity other) {
        return sourceDatabase.equals(other.sourceDatabase)
                && target.equals(other.target)
                && mergeKey.equals(other.mergeKey);
    }

    RouteIdentity withResyncs(int number) {
        return new RouteIdentity(table, sourceDatabase, target, mergeKey, number);
    }

    static RouteIdentity of(RoutePlan route) {
        return new RouteIdentity(
                route.source().id().toString(),
                route.sourceDatabase(),
                route.target().target().toString(),
                route.target().keyColumnNames(),
                route.resyncs());
    }
}
