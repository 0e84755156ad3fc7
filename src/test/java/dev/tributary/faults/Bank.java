package dev.tributary.faults;

import dev.tributary.embedded.EmbeddedMySql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of a tenant. Each has a row with the id 0 that the workload leaves alone: what is written into its note last
 * of all arrives last of all.
 *
 * @param events rows of the largest table
 */
record Bank(Tenant tenant, int events) {

    static final int ACCOUNTS = 200;
    static final int ORDERS = 1000;
    /** Of every account at first. The sum over all never changes. */
    static final long BALANCE = 1000;

    static final List<String> TABLES = List.of("accounts", "transfers", "orders", "events");

    void create(EmbeddedMySql server) {
        String numbers = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";
        server.execute(
                "DROP DATABASE IF EXISTS " + tenant.name(),
                "CREATE DATABASE " + tenant.name() + " CHARACTER SET utf8mb4",
                "USE " + tenant.name(),
                "SET cte_max_recursion_depth = 1000000",
                "CREATE TABLE accounts (id INT NOT NULL PRIMARY KEY, balance BIGINT NOT NULL, note VARCHAR(60) NULL,"
                        + " updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3))",
                "CREATE TABLE transfers (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, source INT NOT NULL,"
                        + " destination INT NOT NULL, amount DECIMAL(18,4) NOT NULL, note VARCHAR(60) NULL)",
                "CREATE TABLE orders (region CHAR(2) NOT NULL, id INT NOT NULL, status ENUM('open','paid','sent') NOT NULL,"
                        + " total DECIMAL(18,4) NULL, note VARCHAR(60) NULL, PRIMARY KEY (region, id))",
                "CREATE TABLE events (id BIGINT NOT NULL PRIMARY KEY, counter INT NOT NULL, seen_at DATETIME(6) NULL,"
                        + " payload JSON NULL, note VARCHAR(60) NULL)",
                "INSERT INTO accounts (id, balance) " + numbers.formatted(ACCOUNTS) + "SELECT i, IF(i = 0, 0, "
                        + BALANCE + ") FROM n",
                "SET sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')",
                "INSERT INTO transfers VALUES (0, 0, 0, 0, NULL)",
                "INSERT INTO orders " + numbers.formatted(ORDERS) + "SELECT 'eu', i, 'open', i / 7, 'Größe 🎁' FROM n",
                "INSERT INTO events " + numbers.formatted(events)
                        + "SELECT i, 0, NOW(6), JSON_OBJECT('n', i), NULL FROM n");
    }

    /** Writes a note that nothing before has into the row 0 of a table. */
    static void mark(Connection connection, String table, String note) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE " + table + " SET note = ? WHERE id = 0")) {
            statement.setString(1, note);
            statement.executeUpdate();
        }
    }
}
