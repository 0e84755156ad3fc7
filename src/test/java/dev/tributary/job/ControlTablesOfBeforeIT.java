package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Control tables that an earlier version made, in which letters had no job, and rows of snapshots were of 1970. */
class ControlTablesOfBeforeIT {

    private static final String LETTERS =
            "SELECT job, _source_database, row_key FROM tributary.dead_letters FINAL ORDER BY 1, 2";

    private static void createTablesOfBefore(Replication replication) {
        replication
                .clickHouse()
                .execute(
                        "CREATE DATABASE IF NOT EXISTS tributary",
                        "DROP TABLE IF EXISTS tributary.dead_letters",
                        "DROP TABLE IF EXISTS tributary.ledger",
                        "CREATE TABLE tributary.dead_letters (_source_database LowCardinality(String),"
                                + " source_table String, row_key String, cause String, column_name String, row String,"
                                + " source_time DateTime64(3, 'UTC'), _version UInt64)"
                                + " ENGINE = ReplacingMergeTree(_version)"
                                + " ORDER BY (_source_database, source_table, row_key)"
                                + " SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1",
                        "CREATE TABLE tributary.ledger (commit_id String, job LowCardinality(String),"
                                + " target LowCardinality(String), checkpoint_id UInt64, upserts UInt64, deletes UInt64,"
                                + " first_source_time DateTime64(3, 'UTC'), last_source_time DateTime64(3, 'UTC'),"
                                + " staging_tables Array(String), committed_at DateTime64(3, 'UTC'), duration_ms UInt64)"
                                + " ENGINE = MergeTree ORDER BY (job, commit_id)",
                        "INSERT INTO tributary.dead_letters VALUES"
                                + " ('shop_de', 'people', 'id=1', 'too early', 'born', '{}', 0, 1),"
                                + " ('shop_of_others', 'people', 'id=1', 'too early', 'born', '{}', 0, 1)",
                        "INSERT INTO tributary.ledger VALUES"
                                + " ('old', 'letters_of_before', 'd.people', 1, 1, 0, 0, 0, [], now64(3), 5)");
    }

    @AfterEach
    void dropTables() throws Exception {
        TestServers.clickHouse().execute("DROP TABLE tributary.dead_letters", "DROP TABLE tributary.ledger");
    }

    @Test
    void lettersGetTheirJobAndSnapshotsNoTime() throws Exception {
        try (Replication replication = new Replication("letters_of_before", "[{source: people}]")) {
            replication.withJobOption("unencodable-values: dead-letter, out-of-range-dates: refuse");
            createTablesOfBefore(replication);
            replication.everywhere("CREATE TABLE people (id INT PRIMARY KEY, born DATE)");
            replication.everywhere("INSERT INTO people VALUES (1, '1915-12-10')");
            replication.in("at", "INSERT INTO people VALUES (2, '1815-12-10')");
            replication.start(RunMode.SYNC);

            replication.awaitRows("SELECT count() FROM letters_of_before.people", "3");
            // The letter of before was of a row that is mended.
            replication.awaitRows(LETTERS, " shop_of_others id=1", "letters_of_before shop_at id=2");
            assertThat(replication.value("SELECT min(source_time) > '2020-01-01' FROM tributary.dead_letters"
                            + " WHERE job = 'letters_of_before'"))
                    .isEqualTo("1");
            // A merge shows in the target a moment before the ledger has it.
            replication.awaitRows(
                    "SELECT commit_id = 'old', isNull(first_source_time), isNull(last_source_time)"
                            + " FROM tributary.ledger WHERE job = 'letters_of_before' GROUP BY ALL ORDER BY 1",
                    "0 1 1",
                    "1 0 0");

            replication.in("at", "INSERT INTO people VALUES (3, '1915-12-10')");
            replication.awaitRows("SELECT count() FROM letters_of_before.people", "4");
            replication.awaitRows(
                    "SELECT max(last_source_time) > now() - 600, max(first_source_time) > now() - 600"
                            + " FROM tributary.ledger WHERE job = 'letters_of_before'",
                    "1 1");
            replication.await(
                    "the metric", () -> MetricProbe.sumOfGauges("letters_of_before", "deadLettersRemaining") == 1);
        }
    }

    @Test
    void twoJobsHaveTheirOwnLetters() throws Exception {
        for (String name : new String[] {"letters_one", "letters_two"}) {
            try (Replication replication = new Replication(name, "[{source: people}]")) {
                replication.withJobOption("unencodable-values: dead-letter, out-of-range-dates: refuse");
                if (name.equals("letters_one")) {
                    createTablesOfBefore(replication);
                    replication.clickHouse().execute("TRUNCATE TABLE tributary.dead_letters");
                }
                replication.everywhere("CREATE TABLE people (id INT PRIMARY KEY, born DATE)");
                replication.in("at", "INSERT INTO people VALUES (2, '1815-12-10')");
                replication.start(RunMode.ETL);
                replication.awaitFinished();
            }
        }
        assertThat(TestServers.clickHouse().query(LETTERS).stream().map(row -> String.join(" ", row)))
                .containsExactly("letters_one shop_at id=2", "letters_two shop_at id=2");
    }
}
