package dev.tributary.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far ClickHouse is, per table: rows on both sides, the latest commit's lag, and the number of commits. */
final class ProgressTable {

    static final List<String> TABLES = List.of("customers", "products", "orders", "order_items", "payments");

    private final List<Connection> shops;
    private final ClickHouseQueries clickHouse;

    ProgressTable(List<Connection> shops, ClickHouseQueries clickHouse) {
        this.shops = shops;
        this.clickHouse = clickHouse;
    }

    /** Reads the state of all tables and lays it out as text. */
    String render() throws SQLException {
        Map<String, List<String>> commits = new LinkedHashMap<>();
        for (List<String> row :
                clickHouse.query("SELECT splitByChar('.', target)[2], count(), sum(upserts), sum(deletes),"
                        + " round(greatest(0, argMaxIf(toUnixTimestamp64Milli(committed_at) - toUnixTimestamp64Milli(last_source_time),"
                        + " committed_at, toUnixTimestamp64Milli(last_source_time) > 0) / 1000), 1)"
                        + " FROM tributary.ledger GROUP BY 1")) {
            commits.put(row.get(0), row);
        }
        StringBuilder text = new StringBuilder(String.format(
                "%-12s %12s %12s %9s %9s %9s %8s%n",
                "table", "MySQL rows", "ClickHouse", "commits", "upserts", "deletes", "lag"));
        for (String table : TABLES) {
            List<String> commit = commits.getOrDefault(table, List.of(table, "0", "0", "0", "0"));
            text.append(String.format(
                    "%-12s %12d %12s %9s %9s %9s %6s s%n",
                    table,
                    sourceRows(table),
                    targetRows(table),
                    commit.get(1),
                    commit.get(2),
                    commit.get(3),
                    commit.get(4)));
        }
        return text.toString();
    }

    private long sourceRows(String table) throws SQLException {
        long rows = 0;
        for (Connection shop : shops) {
            try (Statement statement = shop.createStatement();
                    ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
                result.next();
                rows += result.getLong(1);
            }
        }
        return rows;
    }

    private String targetRows(String table) {
        boolean exists = !clickHouse
                .query("SELECT 1 FROM system.tables WHERE database = 'analytics' AND name = '" + table + "'")
                .isEmpty();
        return exists
                ? clickHouse
                        .query("SELECT count() FROM analytics." + table)
                        .get(0)
                        .get(0)
                : "0";
    }
}
