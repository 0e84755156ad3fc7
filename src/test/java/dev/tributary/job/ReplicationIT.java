package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a row from MySQL to ClickHouse, in both modes. */
class ReplicationIT {

    @Test
    void boundedRunCopiesEveryDatabaseAndFinishes() throws Exception {
        try (Replication replication = new Replication("etl_copy", "[{source: accounts}]")) {
            replication.everywhere(
                    "CREATE TABLE accounts (id INT PRIMARY KEY, name VARCHAR(50), balance DECIMAL(18,4))");
            replication.everywhere("INSERT INTO accounts VALUES (1, 'Ada 🎉', 10.5), (2, NULL, -3.0001)");
            replication.in("us", "INSERT INTO accounts VALUES (3, 'only here', 0)");
            replication.createServiceDatabase();
            replication
                    .clickHouse()
                    .execute(
                            "CREATE TABLE etl_copy.accounts (_source_database LowCardinality(String), id Int32,"
                                    + " name Nullable(String), balance Nullable(Decimal(18, 4)), _version UInt64)"
                                    + " ENGINE = ReplacingMergeTree(_version) ORDER BY (_source_database, id)"
                                    + " SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1",
                            "CREATE MATERIALIZED VIEW etl_copy.totals REFRESH EVERY 10 YEAR ENGINE = MergeTree ORDER BY shop"
                                    + " EMPTY AS SELECT _source_database AS shop, count() AS rows FROM etl_copy.accounts GROUP BY shop");
            replication.withOptions("views: [{name: etl_copy.totals, min-interval: 1s}]\n");

            replication.start(RunMode.ETL);
            replication.awaitFinished();

            assertThat(
                            replication.rows(
                                    "SELECT _source_database, id, ifNull(name, '-'), balance FROM etl_copy.accounts ORDER BY 1, 2"))
                    .containsExactly(
                            "shop_at 1 Ada 🎉 10.5",
                            "shop_at 2 - -3.0001",
                            "shop_de 1 Ada 🎉 10.5",
                            "shop_de 2 - -3.0001",
                            "shop_us 1 Ada 🎉 10.5",
                            "shop_us 2 - -3.0001",
                            "shop_us 3 only here 0");
            assertThat(
                            replication.rows(
                                    "SELECT name FROM system.tables WHERE database = 'tributary_staging' AND name LIKE 'etl\\_copy\\_\\_%'"))
                    .isEmpty();
            assertThat(replication.results(
                            "SELECT SUM(upserts), SUM(deletes) FROM sync_results WHERE job = 'etl_copy'"))
                    .isEqualTo("7 0");
            assertThat(replication.rows("SELECT shop, rows FROM etl_copy.totals ORDER BY shop"))
                    .containsExactly("shop_at 2", "shop_de 2", "shop_us 3");
        }
    }

    /** A job can die between a commit and the refresh; what the target has more than the view stands for that commit here. */
    @Test
    void viewsAreRefreshedAtAStartWithoutAnyCommit(@TempDir Path savepoints) throws Exception {
        try (Replication replication = new Replication("stale_views", "[{source: accounts}]")) {
            replication.everywhere("CREATE TABLE accounts (id INT PRIMARY KEY, balance INT)");
            replication.everywhere("INSERT INTO accounts VALUES (1, 10)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM stale_views.accounts", "3");
            replication
                    .clickHouse()
                    .execute("CREATE MATERIALIZED VIEW stale_views.totals REFRESH EVERY 10 YEAR ENGINE = MergeTree"
                            + " ORDER BY rows EMPTY AS SELECT count() AS rows FROM stale_views.accounts");
            replication.withOptions("views: [{name: stale_views.totals, min-interval: 1s}]\n");

            replication.goOnFromSavepoint(
                    savepoints,
                    () -> replication
                            .clickHouse()
                            .execute(
                                    "INSERT INTO stale_views.accounts (_source_database, id) VALUES ('elsewhere', 1)"));

            replication.awaitRows("SELECT rows FROM stale_views.totals", "4");
        }
    }

    @Test
    void everyKindOfChangeEndsInOneRightRow() throws Exception {
        try (Replication replication = new Replication("sync_changes", "[{source: accounts}]")) {
            replication.everywhere(
                    "CREATE TABLE accounts (id INT PRIMARY KEY, name VARCHAR(50), balance INT NOT NULL)");
            replication.everywhere("INSERT INTO accounts VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3), (4, 'd', 4)");
            replication.createServiceDatabase();
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM sync_changes.accounts", "12");
            replication.await(
                    "the snapshot's rows in sync_results",
                    () -> replication
                            .results("SELECT SUM(upserts) FROM sync_results")
                            .equals("12"));

            replication.in("de", "INSERT INTO accounts VALUES (5, 'new', 5)");
            replication.in("de", "UPDATE accounts SET balance = 20 WHERE id = 2");
            replication.in("de", "DELETE FROM accounts WHERE id = 3");
            replication.in("de", "UPDATE accounts SET id = 40 WHERE id = 4");
            replication.in(
                    "de", "UPDATE accounts SET name = 'B' WHERE id = 1", "UPDATE accounts SET name = 'a' WHERE id = 1");
            replication.awaitRows(
                    "SELECT id, name, balance FROM sync_changes.accounts WHERE _source_database = 'shop_de' ORDER BY id",
                    "1 a 1",
                    "2 b 20",
                    "5 new 5",
                    "40 d 4");
            replication.awaitRows(
                    "SELECT _source_database, count() FROM sync_changes.accounts GROUP BY 1 ORDER BY 1",
                    "shop_at 4",
                    "shop_de 4",
                    "shop_us 4");

            // A → B → A across commits: the second A equals the first byte for byte.
            replication.in("us", "UPDATE accounts SET name = 'B' WHERE id = 1");
            replication.awaitRows(
                    "SELECT name FROM sync_changes.accounts WHERE _source_database = 'shop_us' AND id = 1", "B");
            replication.in("us", "UPDATE accounts SET name = 'a' WHERE id = 1");
            replication.awaitRows(
                    "SELECT name FROM sync_changes.accounts WHERE _source_database = 'shop_us' AND id = 1", "a");

            // Deleted and inserted again with the same values.
            replication.in("us", "DELETE FROM accounts WHERE id = 2");
            replication.awaitRows("SELECT count() FROM sync_changes.accounts WHERE _source_database = 'shop_us'", "3");
            replication.in("us", "INSERT INTO accounts VALUES (2, 'b', 2)");
            replication.awaitRows("SELECT count() FROM sync_changes.accounts WHERE _source_database = 'shop_us'", "4");
        }
    }

    @Test
    void largeVolumesAreSplitIntoBatchesAndOneKeyMayChangeInMany() throws Exception {
        try (Replication replication = new Replication("batches", "[{source: counters}]")) {
            replication.withOptions("batch: {max-rows: 50, max-age: 200ms}\n");
            replication.everywhere("CREATE TABLE counters (id INT PRIMARY KEY, n INT NOT NULL)");
            replication.everywhere(
                    "INSERT INTO counters WITH RECURSIVE d AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM d WHERE i < 1000)"
                            + " SELECT i, 0 FROM d");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count(), sum(n) FROM batches.counters", "3000 0");
            for (int round = 0; round < 5; round++) {
                replication.everywhere("UPDATE counters SET n = n + 1");
                replication.everywhere("UPDATE counters SET id = id + 1000 WHERE id <= 100");
                replication.everywhere("UPDATE counters SET id = id - 1000 WHERE id > 1000");
            }
            replication.awaitRows("SELECT count(), sum(n), min(n), max(id) FROM batches.counters", "3000 15000 5 1000");
        }
    }
}
