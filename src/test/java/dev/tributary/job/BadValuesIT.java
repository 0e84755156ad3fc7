package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.RunMode;
import dev.tributary.plan.TableControl;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows with a value that ClickHouse's type cannot hold, under each policy, and tables whose rows are taken away. */
class BadValuesIT {

    private static final String TABLE = "CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20), born DATE)";

    private static final String ASIDE =
            "SELECT source_database, mysql_table, event, position(cause, 'column born of row id=')"
                    + " FROM tributary.table_states WHERE job = 'aside_values' ORDER BY 1";

    @Test
    void deadLetterKeepsTheRowWithItsCause() throws Exception {
        try (Replication replication = new Replication("dead_letters", "[{source: people}]")) {
            replication.withJobOption("unencodable-values: dead-letter, out-of-range-dates: refuse");
            replication.clickHouse().execute("DROP TABLE IF EXISTS tributary.dead_letters");
            replication.everywhere(TABLE);
            replication.everywhere("INSERT INTO people VALUES (1, 'Ada', '1815-12-10'), (2, 'Alan', '1912-06-23')");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM dead_letters.people", "3");
            replication.awaitRows(
                    "SELECT _source_database, source_table, row_key, column_name, cause LIKE '%1815-12-10%', row LIKE '%Ada%'"
                            + " FROM tributary.dead_letters ORDER BY 1",
                    "shop_at people id=1 born 1 1", "shop_de people id=1 born 1 1", "shop_us people id=1 born 1 1");
            assertThat(MetricProbe.sum("dead_letters", "deadLetters"))
                    .as("the metric that counts them")
                    .isEqualTo(3);

            // A row that was good must not go on showing what it held before.
            replication.in("de", "UPDATE people SET born = '1066-01-01' WHERE id = 2");
            replication.awaitRows("SELECT count() FROM dead_letters.people WHERE _source_database = 'shop_de'", "0");
            replication.awaitRows(
                    "SELECT row_key FROM tributary.dead_letters WHERE _source_database = 'shop_de' ORDER BY 1",
                    "id=1",
                    "id=2");
            replication.in("de", "UPDATE people SET born = '1066-01-02' WHERE id = 2");
            replication.awaitRows(
                    "SELECT cause LIKE '%1066-01-02%' FROM tributary.dead_letters"
                            + " WHERE _source_database = 'shop_de' AND row_key = 'id=2'",
                    "1");

            // The letter goes with the mended row, the row with a new key, and the deleted row.
            replication.in("de", "UPDATE people SET born = '1966-01-01' WHERE id = 2");
            replication.in("at", "UPDATE people SET id = 10 WHERE id = 1");
            replication.in("us", "DELETE FROM people WHERE id = 1");
            replication.awaitRows(
                    "SELECT id, born FROM dead_letters.people WHERE _source_database = 'shop_de'", "2 1966-01-01");
            replication.awaitRows(
                    "SELECT _source_database, row_key FROM tributary.dead_letters ORDER BY 1",
                    "shop_at id=10",
                    "shop_de id=1");
        }
    }

    @Test
    void snapshotOfMendedRowsTakesTheirLettersBack() throws Exception {
        try (Replication replication = new Replication("mended", "[{source: people}]")) {
            replication.withJobOption("unencodable-values: dead-letter, out-of-range-dates: refuse");
            replication.clickHouse().execute("DROP TABLE IF EXISTS tributary.dead_letters");
            replication.everywhere(TABLE);
            replication.everywhere("INSERT INTO people VALUES (1, 'Ada', '1815-12-10'), (2, 'Alan', '1812-06-23')");
            replication.start(RunMode.ETL);
            replication.awaitFinished();
            String letters = "SELECT row_key, count() FROM tributary.dead_letters"
                    + " WHERE _source_database LIKE 'shop_%' AND cause LIKE '%181%' GROUP BY 1 ORDER BY 1";
            replication.awaitRows(letters, "id=1 3", "id=2 3");

            replication.everywhere("UPDATE people SET born = '1915-12-10' WHERE id = 1");
            replication.start(RunMode.ETL);
            replication.awaitFinished();

            replication.awaitRows(letters, "id=2 3");
        }
    }

    /** One of a snapshot and one of the binlog; the third database, and other tables, go on. */
    @Test
    void tableIsSetAsideUntilItsValueIsMended() throws Exception {
        try (Replication replication = new Replication("aside_values", "[{source: people}, {source: pets}]")) {
            replication.withJobOption("out-of-range-dates: refuse").withoutRestarts();
            replication.everywhere(TABLE);
            replication.everywhere("CREATE TABLE pets (id INT PRIMARY KEY)");
            replication.everywhere("INSERT INTO people VALUES (1, 'Alan', '1912-06-23')");
            replication.in("de", "INSERT INTO people VALUES (2, 'Ada', '1815-12-10')");
            replication.start(RunMode.SYNC);
            replication.awaitRows(ASIDE, "shop_de people set aside 1");
            replication.awaitRows(
                    "SELECT DISTINCT _source_database FROM aside_values.people WHERE _source_database != 'shop_de' ORDER BY 1",
                    "shop_at",
                    "shop_us");

            replication.in("at", "INSERT INTO people VALUES (3, 'Blaise', '1623-06-19')");
            replication.awaitRows(ASIDE, "shop_at people set aside 1", "shop_de people set aside 1");
            replication.everywhere("INSERT INTO pets VALUES (1)");
            replication.in("us", "INSERT INTO people VALUES (4, 'Grace', '1906-12-09')");
            replication.awaitRows("SELECT count() FROM aside_values.pets", "3");
            replication.awaitRows(
                    "SELECT id FROM aside_values.people WHERE _source_database = 'shop_us' ORDER BY 1", "1", "4");

            for (String tenant : List.of("de", "at")) {
                replication.in(tenant, "UPDATE people SET born = '1915-12-10' WHERE born < '1900-01-01'");
                new TableControl(replication.config(), "shop_" + tenant, "people").resync();
            }
            replication.awaitRows("SELECT count() FROM aside_values.people", "6");
            assertThat(replication.verify().differences()).isZero();
        }
    }

    @Test
    void failNamesRowAndColumnAndEndsTheJob() throws Exception {
        try (Replication replication = new Replication("fail_values", "[{source: people}]")) {
            replication.withJobOption("out-of-range-dates: refuse");
            replication.everywhere(TABLE);
            replication.in("us", "INSERT INTO people VALUES (7, 'Ada', '1815-12-10')");
            replication.start(RunMode.ETL);
            assertThatThrownBy(replication::awaitFinished)
                    .hasStackTraceContaining("row id=7 of fail_values_us.people (connection shop_us), column born")
                    .hasStackTraceContaining("1815-12-10")
                    .hasStackTraceContaining("The row is {\"id\":\"7\",\"name\":\"Ada\",\"born\":\"1815-12-10\"}");
            assertThat(replication.rows("SELECT count() FROM fail_values.people"))
                    .containsExactly("0");
        }
    }
}
