package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import org.junit.jupiter.api.Test;

/** What a session hides from the binlog, or writes in a way of its own, is noticed by name, for the table that it concerns. */
class HiddenChangesIT {

    private static Replication started(String name) throws Exception {
        Replication replication = new Replication(name, "[{source: t}, {source: u}]").withoutRestarts();
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT)");
        replication.everywhere("CREATE TABLE u LIKE t");
        replication.everywhere("INSERT INTO t VALUES (1, 10, 100)");
        replication.start(RunMode.SYNC);
        replication.awaitRows("SELECT count() FROM " + name + ".t", "3");
        replication.awaitBinlog("t", "(9, 9, 9)");
        return replication;
    }

    private static void awaitColumn(Replication replication, String name, String column) throws Exception {
        replication.awaitRows(
                "SELECT count() FROM system.columns WHERE database = '" + name + "' AND table = 't' AND name = '"
                        + column + "'",
                "1");
    }

    private static void hidden(Replication replication, String... statements) {
        String[] all = new String[statements.length + 2];
        all[0] = "SET SESSION sql_log_bin = 0";
        System.arraycopy(statements, 0, all, 1, statements.length);
        all[all.length - 1] = "SET SESSION sql_log_bin = 1";
        replication.in("de", all);
    }

    @Test
    void columnThatWasAddedOutsideTheBinlogShiftsNoValue() throws Exception {
        try (Replication replication = started("hidden_add")) {
            hidden(replication, "ALTER TABLE t ADD COLUMN z INT NOT NULL DEFAULT 7 AFTER id");
            replication.in("de", "INSERT INTO t VALUES (2, 8, 20, 200)", "INSERT INTO u VALUES (1, 2, 3)");

            awaitColumn(replication, "hidden_add", "z");
            replication.awaitRows(
                    "SELECT id, z, a, b FROM hidden_add.t WHERE _source_database = 'shop_de' ORDER BY id",
                    "1 7 10 100",
                    "2 8 20 200");
            replication.awaitRows("SELECT a, b FROM hidden_add.u", "2 3");
        }
    }

    @Test
    void columnThatWasDroppedOutsideTheBinlogShiftsNoValue() throws Exception {
        try (Replication replication = started("hidden_drop")) {
            hidden(replication, "ALTER TABLE t DROP COLUMN a");
            replication.in("de", "INSERT INTO t VALUES (2, 200)");

            replication.awaitRows(
                    "SELECT id, a, b FROM hidden_drop.t WHERE _source_database = 'shop_de' ORDER BY id",
                    "1 ᴺᵁᴸᴸ 100",
                    "2 ᴺᵁᴸᴸ 200");
        }
    }

    @Test
    void typeThatWasChangedOutsideTheBinlogIsNoticed() throws Exception {
        try (Replication replication = started("hidden_type")) {
            hidden(replication, "ALTER TABLE t MODIFY a BIGINT");
            replication.in("de", "INSERT INTO t VALUES (2, 5000000000, 200)");

            replication.awaitRows(
                    "SELECT id, a FROM hidden_type.t WHERE _source_database = 'shop_de' ORDER BY id",
                    "1 10",
                    "2 5000000000");
        }
    }

    @Test
    void rowsWithoutAllTheirColumnsSetTheirTableAside() throws Exception {
        try (Replication replication = started("minimal_rows")) {
            replication.in(
                    "de",
                    "SET SESSION binlog_row_image = 'MINIMAL'",
                    "UPDATE t SET a = 11 WHERE id = 1",
                    "SET SESSION binlog_row_image = 'FULL'",
                    "INSERT INTO u VALUES (1, 2, 3)");

            replication.awaitRows("SELECT a, b FROM minimal_rows.u", "2 3");
            assertThat(replication.rows(
                            "SELECT mysql_table, event, cause FROM tributary.table_states WHERE job = 'minimal_rows'"))
                    .singleElement()
                    .asString()
                    .startsWith("t set aside")
                    .contains("binlog_row_image must be FULL in every session");
        }
    }

    /** The binlog says by which settings of its session a statement is meant. */
    @Test
    void statementsAreReadByTheSettingsOfTheirSession() throws Exception {
        try (Replication replication = started("session_settings")) {
            replication.in(
                    "de",
                    "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
                    "ALTER TABLE \"t\" ADD COLUMN \"my \"\"col\" VARCHAR(20) NOT NULL DEFAULT 'a\\'",
                    "INSERT INTO \"t\" VALUES (2, 20, 200, 'x')");
            replication.in("de", "ALTER TABLE t ADD COLUMN grüße VARCHAR(20) DEFAULT 'ä\\'\"'");

            awaitColumn(replication, "session_settings", "grüße");
            replication.awaitRows(
                    "SELECT id, `my \"col`, `grüße` FROM session_settings.t WHERE _source_database = 'shop_de' ORDER BY id",
                    "1 a\\ ä'\"",
                    "2 x ä'\"");
            assertThat(replication.rows("SELECT * FROM tributary.table_states WHERE job = 'session_settings'"))
                    .as("nothing is read anew")
                    .isEmpty();
        }
    }
}
