package dev.tributary.status;

import dev.tributary.embedded.EmbeddedClickHouse;
import dev.tributary.journal.JournalTable;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.schema.ParkedCommits;
import dev.tributary.schema.ServerPauses;
import dev.tributary.schema.TableStates;
import dev.tributary.sink.Lease;
import dev.tributary.sink.Ledger;

/** The control tables of a job {@code shops} as it would leave them, in a database of a test's own. */
public final class ControlTables {

    private final EmbeddedClickHouse clickHouse;
    private final String control;

    public ControlTables(EmbeddedClickHouse clickHouse, String control) {
        this.clickHouse = clickHouse;
        this.control = control;
    }

    public void drop() {
        clickHouse.execute("DROP DATABASE IF EXISTS " + control);
    }

    public void create() {
        clickHouse.execute(
                "CREATE DATABASE " + control,
                Ledger.createStatement(control),
                Lease.createStatement(control),
                TableStates.createStatement(control),
                ParkedCommits.createStatement(control),
                ServerPauses.createStatement(control),
                DeadLetters.createStatement(control));
        JournalTable.createStatements(control).forEach(clickHouse::execute);
    }

    /** 200 databases {@code shop_N} on as many servers, with ten tables each, all of them current. */
    public void ofRunningJob() {
        create();
        clickHouse.execute(
                // For as long as a test may take: nobody gives later signs of life.
                "INSERT INTO " + control + ".leases SELECT 'shops', 1, 'h', 'f00', 0, now64(3) + 3600",
                "INSERT INTO " + control + ".server_progress (job, flink_job, server, reader, follows_binlog, lag_ms,"
                        + " bytes_behind, retention_left_s) SELECT 'shops', 'f00', concat('db', toString(number), ':1'),"
                        + " 0, 1, 0, 0, 86400 FROM numbers(200)",
                "INSERT INTO " + control + ".table_progress (job, flink_job, server, mysql_database, mysql_table,"
                        + " source_database, target, phase, chunks_total)"
                        + " SELECT 'shops', 'f00', concat('db', toString(intDiv(number, 10)), ':1') AS server,"
                        + " concat('s', toString(intDiv(number, 10))) AS d, concat('t', toString(number % 10)) AS t,"
                        + " concat('shop_', toString(intDiv(number, 10))), concat('d.', t), 'streaming', 1"
                        + " FROM numbers(2000)",
                "INSERT INTO " + control + ".rows_read (job, flink_job, server, mysql_database, mysql_table, reader,"
                        + " snapshot_rows, changes, counted_since) SELECT 'shops', 'f00',"
                        + " concat('db', toString(intDiv(number, 10) % 200), ':1'),"
                        + " concat('s', toString(intDiv(number, 10) % 200)), concat('t', toString(number % 10)),"
                        + " intDiv(number, 2000), 100, 1, now64(3) FROM numbers(4000)",
                "INSERT INTO " + control
                        + ".ledger SELECT toString(number), 'shops', concat('d.t', toString(number % 10)),"
                        + " number, 10, 1, now64(3), now64(3), [], now64(3) - number, number % 1000 FROM numbers(50000)");
    }

    /** Puts rows into one of the tables. */
    public void insert(String table, String columns, String values) {
        clickHouse.execute("INSERT INTO " + control + "." + table + " (" + columns + ") VALUES " + values);
    }
}
