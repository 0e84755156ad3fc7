package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The table that is read: ten columns of the common types, made from its ids alone, so that every run has the same. */
final class OrdersTable {

    static final String DATABASE = "bench";
    static final String NAME = "orders";
    static final String TARGET = "bench.orders";
    static final int COLUMNS = 10;

    private static final int ROWS_PER_INSERT = 50_000;
    private static final int CHANGES_PER_TRANSACTION = 100;
    private static final long FIRST_MARKER = 1_000_000_000;

    private final Connection connection;

    OrdersTable(Connection connection) {
        this.connection = connection;
    }

    /** The id of the row that ends the phase. */
    static long marker(Phase phase) {
        return FIRST_MARKER + phase.ordinal();
    }

    void create(long rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS bench");
            statement.execute("CREATE DATABASE bench");
            statement.execute(createStatement(TARGET));
            statement.execute("SET SESSION cte_max_recursion_depth = " + ROWS_PER_INSERT);
            for (long first = 1; first <= rows; first += ROWS_PER_INSERT) {
                statement.execute(insertStatement(TARGET, first, Math.min(rows, first + ROWS_PER_INSERT - 1)));
            }
        }
    }

    /** A table like this one under another name. */
    static String createStatement(String table) {
        return "CREATE TABLE " + table + """
                 (
                  id          BIGINT NOT NULL PRIMARY KEY,
                  customer_id INT NOT NULL,
                  status      VARCHAR(16) NOT NULL,
                  amount      DECIMAL(12, 2) NOT NULL,
                  quantity    SMALLINT NOT NULL,
                  revision    INT UNSIGNED NOT NULL,
                  weight      DOUBLE NULL,
                  remark      VARCHAR(120) NULL,
                  created_at  DATETIME(3) NOT NULL,
                  updated_at  TIMESTAMP NOT NULL)""";
    }

    /** The rows of these ids into a table like this one. */
    static String insertStatement(String table, long first, long last) {
        return "INSERT INTO " + table + " WITH RECURSIVE n (i) AS (SELECT " + first
                + " UNION ALL SELECT i + 1 FROM n WHERE i < " + last + ") SELECT " + values("i", 0) + " FROM n";
    }

    /** One more row, whose revision tells which change brought it. */
    static String insertStatement(long id, long revision) {
        return "INSERT INTO " + TARGET + " SELECT " + values(Long.toString(id), revision);
    }

    /** A change of a row, by its revision known from others. */
    static String updateStatement(String table, long id, long revision) {
        return "UPDATE " + table + " SET revision = " + revision + ", status = 'sent' WHERE id = " + id;
    }

    private static String values(String id, long revision) {
        return """
                ${i}, ${i} * 7919 % 100003, ELT(1 + ${i} % 5, 'new', 'paid', 'packed', 'sent', 'returned'),
                ${i} * 31 % 1000000 / 100, ${i} % 100, ${revision}, IF(${i} % 10 = 0, NULL, ${i} / 7),
                IF(${i} % 4 = 0, NULL, CONCAT('Order ', ${i}, ', ', REPEAT('x', ${i} % 40))),
                TIMESTAMPADD(SECOND, ${i} % 30000000, '2024-01-01 00:00:00.125'),
                TIMESTAMPADD(SECOND, ${i} % 30000000, '2024-06-01 00:00:00')""".replace("${i}", id).replace("${revision}", Long.toString(revision));
    }

    void insertMarker(Phase phase) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(insertStatement(marker(phase), 0));
        }
    }

    /** Writes row changes in transactions: 60 % updates, 25 % inserts, 15 % deletes, each of one row that is there. */
    void change(long rows, long changes) throws SQLException {
        LiveIds ids = new LiveIds(rows, rows + changes);
        Random random = new Random(4711);
        try (Statement statement = connection.createStatement()) {
            for (long done = 0; done < changes; done += CHANGES_PER_TRANSACTION) {
                long inThis = Math.min(CHANGES_PER_TRANSACTION, changes - done);
                StringBuilder transaction = new StringBuilder("START TRANSACTION;");
                for (long i = 0; i < inThis; i++) {
                    transaction.append(change(ids, random)).append(';');
                }
                statement.execute(transaction.append("COMMIT").toString());
                while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                    // an error of any of the statements is thrown here
                }
            }
        }
    }

    private static String change(LiveIds ids, Random random) {
        int kind = random.nextInt(100);
        if (kind < 60 || ids.size() < 10) {
            return "UPDATE bench.orders SET revision = revision + 1, amount = " + random.nextInt(1_000_000)
                    + " / 100, status = 'sent' WHERE id = " + ids.any(random);
        }
        return kind < 85 ? insertStatement(ids.add(), 0) : "DELETE FROM bench.orders WHERE id = " + ids.remove(random);
    }

    /** What makes up for rows lost, doubled or stale: the two databases must agree on it. */
    private static String digest(String table) {
        return "SELECT count(*), sum(id), sum(amount), sum(revision) FROM " + table;
    }

    /** Fails if the rows of the target are not those of the table. */
    void requireEqual(ClickHouseClient clickHouse) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            requireEqual(digest(statement, TARGET), clickHouse, TARGET);
        }
    }

    /**
     * Fails if the digest of a target is not the expected one.
     *
     * @param target what ClickHouse reads from
     */
    static void requireEqual(List<BigDecimal> expected, ClickHouseClient clickHouse, String target) {
        List<BigDecimal> found = clickHouse.query(digest(target)).get(0).stream()
                .map(number -> new BigDecimal(number).stripTrailingZeros())
                .toList();
        if (!expected.equals(found)) {
            throw new IllegalStateException(
                    "source and target differ, count and sums: " + expected + " in MySQL, " + found + " in ClickHouse");
        }
    }

    /** The digest of a table like this one. */
    static List<BigDecimal> digest(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery(digest(table))) {
            row.next();
            List<BigDecimal> numbers = new ArrayList<>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                numbers.add(row.getBigDecimal(column).stripTrailingZeros());
            }
            return numbers;
        }
    }

    /** The ids in the table. */
    private static final class LiveIds {
        private final long[] ids;
        private int size;
        private long highest;

        LiveIds(long rows, long capacity) {
            ids = new long[Math.toIntExact(capacity)];
            while (size < rows) {
                add();
            }
        }

        int size() {
            return size;
        }

        long add() {
            ids[size++] = ++highest;
            return highest;
        }

        long any(Random random) {
            return ids[random.nextInt(size)];
        }

        long remove(Random random) {
            int at = random.nextInt(size);
            long id = ids[at];
            ids[at] = ids[--size];
            return id;
        }
    }
}
