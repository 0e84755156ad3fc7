package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.RunMode;
import dev.tributary.plan.TableControl;
import dev.tributary.verify.VerifyReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are chosen, columns that are renamed and constants that are added, by snapshot, binlog and changed structures. */
class RowsAndNamesIT {

    private static final String OVERRIDES = "rename-columns: {id: order_id, state: status},"
            + " constants: {country: none, site: 7}, column-types: {site: UInt16, later: Bool, later_secret: String},"
            + " exclude-columns: [later_hidden], rows: [{column: state, in: [open, 'päid']}, {column: amount, at-least: 10},"
            + " {column: day, below: 2024-01-01}, {column: gone, is-null: true}]";

    private static final String CREATE =
            "CREATE TABLE %s (id INT PRIMARY KEY, state VARCHAR(10) CHARACTER SET latin1, amount DECIMAL(9,2), day DATE,"
                    + " gone DATETIME)";

    @Test
    void rowsBeginAndCeaseToBeReplicated() throws Exception {
        try (Replication replication = new Replication("chosen_rows", "[{source: t, " + OVERRIDES + "}]")) {
            replication.withConnectionOption("us", "constants: {country: US}");
            replication.everywhere(String.format(CREATE, "t"));
            String rows =
                    "INSERT INTO t VALUES (1, 'open', 10, '2023-12-31', NULL), (2, 'OPEN', 10, '2023-12-31', NULL),"
                            + " (3, 'päid', 9.99, '2023-12-31', NULL), (4, 'päid', 10.00, '2023-12-31', NULL),"
                            + " (5, 'open', 11, '2024-01-01', NULL), (6, 'open', 11, '2020-01-01', '2020-01-01'),"
                            + " (7, NULL, 11, '2020-01-01', NULL), (8, 'open', 1000, '1950-01-01', NULL), (9, 'open', 10, '2020-01-01', NULL)";
            replication.in("de", rows);
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM chosen_rows.t", "4");
            replication.in("us", rows);
            replication.in(
                    "de",
                    "UPDATE t SET state = 'closed' WHERE id = 1",
                    "UPDATE t SET amount = 12 WHERE id = 3",
                    "UPDATE t SET id = 40, gone = NOW() WHERE id = 4",
                    "UPDATE t SET id = 80 WHERE id = 8",
                    "DELETE FROM t WHERE id IN (2, 9)",
                    "INSERT INTO t VALUES (99, 'open', 99, '2023-01-01', NULL)");
            replication.awaitRows(
                    "SELECT _source_database, order_id, status, amount, country, site FROM chosen_rows.t ORDER BY 1, 2",
                    "shop_de 3 päid 12 none 7",
                    "shop_de 80 open 1000 none 7",
                    "shop_de 99 open 99 none 7",
                    "shop_us 1 open 10 US 7",
                    "shop_us 4 päid 10 US 7",
                    "shop_us 8 open 1000 US 7",
                    "shop_us 9 open 10 US 7");
            assertNoDifferences(replication, 7);

            replication
                    .clickHouse()
                    .execute(
                            "ALTER TABLE chosen_rows.t UPDATE site = 8 WHERE order_id = 80 SETTINGS mutations_sync = 2");
            assertThat(replication.verifyWhatDiffers().differences()).isEqualTo(1);
        }
    }

    @Test
    void otherRowsAndConstantsArriveByAResync(@TempDir Path savepoints) throws Exception {
        String table = "[{source: t, constants: {site: %s}, rows: [{column: n, at-least: %d}]}]";
        try (Replication replication = new Replication("other_rows", table.formatted("old", 10))) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
            replication.everywhere("INSERT INTO t VALUES (1, 5), (2, 10), (3, 20)");
            replication.start(RunMode.SYNC);
            String rows = "SELECT id, n, site, count() FROM other_rows.t GROUP BY ALL ORDER BY ALL";
            replication.awaitRows(rows, "2 10 old 3", "3 20 old 3");
            replication.awaitBinlog("t", "(9, 99)");

            replication.configure(table.formatted("new", 5));
            replication.goOnFromSavepoint(savepoints, () -> {
                replication.everywhere("UPDATE t SET n = 6 WHERE id = 3");
                for (String connection : List.of("shop_de", "shop_at", "shop_us")) {
                    assertThatCode(() -> new TableControl(replication.config(), connection, "t").resync())
                            .doesNotThrowAnyException();
                }
            });

            replication.awaitRows(rows, "1 5 new 3", "2 10 new 3", "3 6 new 3");
            assertNoDifferences(replication, 9);
        }
    }

    /** A column that a condition names is gone: no snapshot helps, until it is there again. */
    @Test
    void tableWithoutAColumnThatAConditionNamesIsSetAside() throws Exception {
        String tables = "[{source: t, rows: [{column: n, at-least: 10}]}, {source: u}]";
        try (Replication replication = new Replication("conditions_gone", tables).withoutRestarts()) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
            replication.everywhere("CREATE TABLE u LIKE t");
            replication.everywhere("INSERT INTO t VALUES (1, 5), (2, 10)");
            replication.start(RunMode.SYNC);
            String rows = "SELECT _source_database, id, n FROM conditions_gone.t ORDER BY 1, 2";
            replication.awaitRows(rows, "shop_at 2 10", "shop_de 2 10", "shop_us 2 10");
            replication.awaitBinlog("t", "(9, 99)");

            replication.in("de", "ALTER TABLE t RENAME COLUMN n TO m", "INSERT INTO t VALUES (3, 30)");
            replication.in("de", "INSERT INTO u VALUES (1, 1)");
            replication.awaitRows("SELECT _source_database FROM conditions_gone.u", "shop_de");
            replication.awaitRows(rows, "shop_at 2 10", "shop_de 2 10", "shop_us 2 10");

            replication.in("de", "ALTER TABLE t RENAME COLUMN m TO n");
            replication.awaitRows(rows, "shop_at 2 10", "shop_de 2 10", "shop_de 3 30", "shop_us 2 10");
            replication.awaitRows(
                    "SELECT event, count() FROM tributary.table_states WHERE job = 'conditions_gone' GROUP BY 1 ORDER BY 1",
                    "awaits resync 1",
                    "resync 1");
        }
    }

    @Test
    void overridesHoldForColumnsThatComeLater() throws Exception {
        try (Replication replication = new Replication("later_columns", "[{source: t, " + OVERRIDES + "}]")
                .withOptions("schema-changes: {on-refusal: end-job}")) {
            replication.everywhere(String.format(CREATE, "t"));
            replication.everywhere("INSERT INTO t VALUES (1, 'open', 10, '2023-12-31', NULL)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM later_columns.t", "3");
            // Rows by the binlog, since statements are refused before it is followed.
            replication.everywhere("UPDATE t SET id = 10");
            replication.awaitRows("SELECT countIf(order_id = 10), count() FROM later_columns.t", "3 3");
            replication.in(
                    "de",
                    "ALTER TABLE t ADD later TINYINT NOT NULL DEFAULT 1, ADD later_hidden INT, ADD plain INT",
                    "INSERT INTO t VALUES (2, 'open', 10, '2023-12-31', NULL, 0, 5, 6), (3, 'shut', 10, '2023-12-31', NULL, 0, 5, 6)");
            replication.awaitRows(
                    "SELECT count() FROM system.columns WHERE database = 'later_columns' AND name = 'plain'", "1");
            replication.awaitRows(
                    "SELECT order_id, later, plain FROM later_columns.t WHERE _source_database = 'shop_de' ORDER BY 1",
                    "2 false 6",
                    "10 true ᴺᵁᴸᴸ");
            assertThat(replication.rows("SELECT groupArray(name) FROM system.columns WHERE database = 'later_columns'"
                            + " AND table = 't' AND name LIKE 'later%'"))
                    .containsExactly("['later']");
            assertThat(replication.rows(
                            "SELECT type FROM system.columns WHERE database = 'later_columns' AND name = 'later'"))
                    .containsExactly("Nullable(Bool)");
            replication.in("us", "ALTER TABLE t ADD later TINYINT UNSIGNED NULL", "UPDATE t SET later = 0");
            replication.awaitRows(
                    "SELECT order_id, later FROM later_columns.t WHERE _source_database = 'shop_us'", "10 false");
            assertNoDifferences(replication, 4);

            replication.in("at", "ALTER TABLE t MODIFY amount DECIMAL(10,2)");
            assertThatThrownBy(replication::awaitFinished)
                    .hasStackTraceContaining("column 'amount' changed, which decides what rows are replicated");
        }
    }

    private static void assertNoDifferences(Replication replication, int rows) throws Exception {
        VerifyReport report = replication.verify();
        assertThat(report.routes())
                .allSatisfy(route -> assertThat(route.details()).isEmpty());
        assertThat(report.rows()).isEqualTo(rows);
    }
}
