package dev.tributary.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A client of one shop: orders with items in one transaction, payments, updates, deletes, changed keys, A → B → A. */
final class Workload implements Runnable {

    private static final long PAUSE_MILLIS = 5;

    private final Shop shop;
    private final Map<String, String> environment;
    private final Random random;
    private final AtomicLong transactions;
    private volatile boolean stopped;
    private long nextOrder;

    Workload(Shop shop, Map<String, String> environment, long seed, AtomicLong transactions) {
        this.shop = shop;
        this.environment = environment;
        this.random = new Random(seed);
        this.transactions = transactions;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try (Connection connection = shop.connect(environment)) {
            connection.setAutoCommit(false);
            nextOrder = System.currentTimeMillis();
            while (!stopped) {
                change(connection);
                connection.commit();
                transactions.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS); // a shop's pace, not a benchmark's
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the workload on " + shop.name() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(Connection connection) throws SQLException {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> order(connection);
            case 3 ->
                update(
                        connection,
                        "UPDATE orders SET status = ELT(1 + ? % 4, 'open', 'paid', 'shipped', 'returned') WHERE customer_id = ?",
                        random.nextInt(4),
                        random.nextInt(3000));
            case 4 -> update(connection, "DELETE FROM order_items WHERE order_id = ? AND position = ?", anyId(), 1);
            case 5 ->
                update(
                        connection,
                        "UPDATE customers SET credit_limit = ? / 10000, newsletter = 1 - newsletter WHERE id = ?",
                        random.nextInt(1_000_000_000),
                        anyId());
            case 6 ->
                update(
                        connection,
                        "UPDATE products SET stock = stock - 1, popularity = popularity / 1.7 WHERE sku = CONCAT('SKU-', LPAD(?, 6, '0'))",
                        1 + random.nextInt(2000));
            case 7 -> changeKey(connection);
            case 8 -> thereAndBack(connection);
            default -> update(connection, "DELETE FROM payments WHERE id = ?", anyId());
        }
    }

    private void order(Connection connection) throws SQLException {
        long id = nextOrder++;
        update(
                connection,
                "INSERT INTO orders (id, customer_id, status, currency, total, items, note, ordered_at)"
                        + " VALUES (?, ?, 'open', 'EUR', ? / 10000, 2, 'Ring twice 🔔', NOW(6))",
                id,
                anyId(),
                random.nextInt(10_000_000));
        for (int position = 1; position <= 2; position++) {
            update(
                    connection,
                    "INSERT INTO order_items (order_id, position, sku, quantity, price)"
                            + " VALUES (?, ?, CONCAT('SKU-', LPAD(?, 6, '0')), 1, 9.9999)",
                    id,
                    position,
                    1 + random.nextInt(2000));
        }
        update(
                connection,
                "INSERT INTO payments (order_id, method, amount, balance_change, provider_number, reference, answer, captured_at)"
                        + " VALUES (?, 'card', 12.3456, -12, 18446744073709551615, UNHEX('00ff0a0d'), '{\"ok\": true}', NOW(6))",
                id);
    }

    /** Gives an order another primary key. */
    private void changeKey(Connection connection) throws SQLException {
        update(connection, "UPDATE orders SET id = ? WHERE id = ?", nextOrder++, anyId());
    }

    private void thereAndBack(Connection connection) throws SQLException {
        int id = anyId();
        update(connection, "UPDATE customers SET name = CONCAT(name, '!') WHERE id = ?", id);
        connection.commit();
        update(
                connection,
                "UPDATE customers SET name = LEFT(name, CHAR_LENGTH(name) - 1) WHERE id = ? AND name LIKE '%!'",
                id);
    }

    private int anyId() {
        return 1 + random.nextInt(3000);
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
