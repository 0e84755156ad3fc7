package dev.tributary.faults;

import dev.tributary.embedded.EmbeddedMySql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of one bank, directly at its server. It keeps no state that a lost answer could falsify: every statement can
 * meet whatever rows are there, and what MySQL holds in the end is the truth. Of a seed the transactions are the same;
 * how they fall together with faults and other clients is not.
 */
final class Workload implements AutoCloseable {

    private static final long PAUSE_AFTER_FAILURE_NANOS = 200_000_000;
    /** Large transactions begin above the ids of the first rows. */
    private static final int FIRST_BULK_ID = 10_000_000;

    private final Bank bank;
    private final Supplier<EmbeddedMySql> server;
    private final Random random;
    private final FaultRun.Volume volume;
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong bulkTransactions = new AtomicLong();
    private volatile boolean bulkWanted;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /**
     * @param server which has the bank at the moment
     * @param volume how large a large transaction is, and how fast one follows the other
     */
    Workload(Bank bank, Supplier<EmbeddedMySql> server, long seed, FaultRun.Volume volume) {
        this.bank = bank;
        this.server = server;
        this.random = new Random(seed);
        this.volume = volume;
    }

    void start() {
        stopped = false;
        Thread started = new Thread(this::run, "workload-" + bank.tenant().name());
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Makes one of the next transactions a large one. */
    void wantBulk() {
        bulkWanted = true;
    }

    long transactions() {
        return transactions.get();
    }

    long bulkTransactions() {
        return bulkTransactions.get();
    }

    /** Ends after the transaction under way. */
    @Override
    public void close() {
        stopped = true;
        Thread running = thread;
        if (running != null) {
            boolean interrupted = Thread.interrupted();
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!stopped) {
            try (Connection connection =
                    server.get().rootConnection(bank.tenant().name())) {
                connection.setAutoCommit(false);
                while (!stopped) {
                    change(connection);
                    connection.commit();
                    transactions.incrementAndGet();
                    LockSupport.parkNanos(volume.writerPause().toNanos());
                }
            } catch (SQLException e) {
                // The server is away, or broke off. Whether the transaction is in, its database knows.
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
    }

    private void change(Connection connection) throws SQLException {
        if (bulkWanted) {
            bulk(connection);
            bulkWanted = false;
            bulkTransactions.incrementAndGet();
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> transfer(connection);
            case 4 ->
                update(
                        connection,
                        "INSERT IGNORE INTO orders VALUES ('us', ?, 'open', ? / 10000, NULL)",
                        order(),
                        random.nextInt(1_000_000_000));
            case 5 -> update(connection, "DELETE FROM orders WHERE region = ? AND id = ?", region(), order());
            case 6 -> deleteAndInsertAgain(connection);
            case 7 -> changeKey(connection);
            case 8 -> thereAndBack(connection);
            default -> manyTimes(connection);
        }
    }

    /** Locks in the order of the ids, so that no two clients wait for each other. */
    private void transfer(Connection connection) throws SQLException {
        int source = account();
        int destination = account();
        if (source == destination) {
            return;
        }
        int amount = 1 + random.nextInt(50);
        boolean up = source < destination;
        book(connection, up ? source : destination, up ? -amount : amount);
        book(connection, up ? destination : source, up ? amount : -amount);
        update(
                connection,
                "INSERT INTO transfers (source, destination, amount, note) VALUES (?, ?, ?, 'transfer')",
                source,
                destination,
                amount);
        update(connection, "DELETE FROM transfers WHERE id > 0 AND id % 50 = ? LIMIT 3", random.nextInt(50));
    }

    private static void book(Connection connection, int account, int amount) throws SQLException {
        update(connection, "UPDATE accounts SET balance = balance + ? WHERE id = ?", amount, account);
    }

    /** In one transaction or in two, with the old values or new ones. */
    private void deleteAndInsertAgain(Connection connection) throws SQLException {
        int order = order();
        update(connection, "DELETE FROM orders WHERE region = 'eu' AND id = ?", order);
        if (random.nextBoolean()) {
            connection.commit();
        }
        String note = random.nextBoolean() ? "Größe 🎁" : "again " + random.nextInt(1000);
        update(connection, "INSERT IGNORE INTO orders VALUES ('eu', ?, 'open', ? / 7, ?)", order, order, note);
    }

    /** One field of a key, or both. */
    private void changeKey(Connection connection) throws SQLException {
        update(
                connection,
                "UPDATE IGNORE orders SET region = ?, id = ? WHERE region = ? AND id = ?",
                region(),
                order(),
                region(),
                order());
        update(
                connection,
                "UPDATE IGNORE transfers SET id = id + 1000000 WHERE id BETWEEN 1 AND 999999 ORDER BY id LIMIT 1");
    }

    private void thereAndBack(Connection connection) throws SQLException {
        int order = order();
        update(connection, "UPDATE orders SET total = total + 1 WHERE region = 'eu' AND id = ?", order);
        if (random.nextBoolean()) {
            connection.commit();
        }
        update(connection, "UPDATE orders SET total = total - 1 WHERE region = 'eu' AND id = ?", order);
    }

    private void manyTimes(Connection connection) throws SQLException {
        int id = 1 + random.nextInt(bank.events() - 1);
        for (int i = 0; i < 5; i++) {
            update(connection, "UPDATE events SET counter = counter + 1, seen_at = NOW(6) WHERE id = ?", id);
        }
    }

    /** Inserts many rows, changes them, deletes them, in turn. */
    private void bulk(Connection connection) throws SQLException {
        int from = FIRST_BULK_ID;
        switch ((int) (bulkTransactions.get() % 3)) {
            case 0 -> {
                update(connection, "SET cte_max_recursion_depth = 1000000");
                update(
                        connection,
                        "INSERT IGNORE INTO events WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                                + " SELECT ? + i, 0, NOW(6), NULL, 'bulk' FROM n",
                        volume.bulkRows(),
                        from);
            }
            case 1 -> update(connection, "UPDATE events SET counter = counter + 1 WHERE id > ?", from);
            default -> update(connection, "DELETE FROM events WHERE id > ?", from);
        }
    }

    private int account() {
        return 1 + random.nextInt(Bank.ACCOUNTS);
    }

    private int order() {
        return 1 + random.nextInt(Bank.ORDERS);
    }

    private String region() {
        return random.nextBoolean() ? "eu" : "us";
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
