package dev.tributary.bench;

import dev.tributary.bench.BenchServers.Source;
import dev.tributary.clickhouse.ClickHouseClient;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same tables in many databases, which take turns on the servers, each table like {@link OrdersTable}. */
final class ManyTables {

    /** What ClickHouse reads to see the rows of all of them. */
    static final String TARGETS = "merge('" + BenchServers.TARGET_DATABASE + "', '^t[0-9]+$')";

    private final BenchServers servers;
    private final int mySqlServers;
    private final List<Source> sources;
    private final List<String> tables;
    private final int rows;

    /** @param rows per table */
    ManyTables(BenchServers servers, int mySqlServers, int databases, int tables, int rows) {
        this.servers = servers;
        this.mySqlServers = mySqlServers;
        this.sources = IntStream.range(0, databases)
                .mapToObj(index -> new Source(1 + index % mySqlServers, name("bench_", index)))
                .toList();
        this.tables =
                IntStream.range(0, tables).mapToObj(index -> name("t", index)).toList();
        this.rows = rows;
    }

    private static String name(String prefix, int index) {
        return String.format(Locale.ROOT, "%s%03d", prefix, index + 1);
    }

    /** Databases times tables. */
    int count() {
        return sources.size() * tables.size();
    }

    long rows() {
        return (long) count() * rows;
    }

    String configuration(String checkpointInterval) {
        return servers.configuration(checkpointInterval, sources, tables);
    }

    void create() throws SQLException {
        for (int server = 1; server <= mySqlServers; server++) {
            try (Connection connection = servers.mySql(server);
                    Statement statement = connection.createStatement()) {
                for (Source source : on(server, sources.size())) {
                    statement.execute("DROP DATABASE IF EXISTS " + source.database());
                    statement.execute("CREATE DATABASE " + source.database());
                    for (String table : tables) {
                        String name = source.database() + "." + table;
                        statement.execute(OrdersTable.createStatement(name));
                        statement.execute(OrdersTable.insertStatement(name, 1, rows));
                    }
                }
            }
        }
    }

    /**
     * Changes one row in each table of the first databases, in one transaction per server.
     *
     * @param revision tells the changes of this call from others
     */
    void changeOneRowEach(int databases, long revision) throws SQLException {
        for (int server = 1; server <= mySqlServers; server++) {
            String updates = on(server, databases).stream()
                    .flatMap(source -> tables.stream().map(table -> source.database() + "." + table))
                    .map(table -> OrdersTable.updateStatement(table, 1, revision))
                    .collect(Collectors.joining(";"));
            if (updates.isEmpty()) {
                continue;
            }
            try (Connection connection = servers.mySql(server);
                    Statement statement = connection.createStatement()) {
                statement.execute("START TRANSACTION;" + updates + ";COMMIT");
                while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                    // an error of any of the statements is thrown here
                }
            }
        }
    }

    private List<Source> on(int server, int firstDatabases) {
        return sources.subList(0, firstDatabases).stream()
                .filter(source -> source.server() == server)
                .toList();
    }

    /** Fails if the rows of the targets are not those of the tables, count and sums. */
    void requireEqual(ClickHouseClient clickHouse) throws SQLException {
        List<BigDecimal> sums = List.of();
        for (int server = 1; server <= mySqlServers; server++) {
            try (Connection connection = servers.mySql(server);
                    Statement statement = connection.createStatement()) {
                for (Source source : on(server, sources.size())) {
                    for (String table : tables) {
                        sums = sum(sums, OrdersTable.digest(statement, source.database() + "." + table));
                    }
                }
            }
        }
        OrdersTable.requireEqual(
                sums.stream().map(BigDecimal::stripTrailingZeros).toList(), clickHouse, TARGETS);
    }

    private static List<BigDecimal> sum(List<BigDecimal> one, List<BigDecimal> other) {
        if (one.isEmpty()) {
            return other;
        }
        List<BigDecimal> sum = new ArrayList<>();
        for (int column = 0; column < one.size(); column++) {
            sum.add(one.get(column).add(other.get(column)));
        }
        return sum;
    }
}
