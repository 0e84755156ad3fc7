package dev.tributary.journal;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of the journal. Of the reports the newest of each key counts, so they are as many as there are servers and tables;
 * those of servers and tables that are gone go after a month, events after three. Those of the run that reported last are those
 * that are configured.
 */
public enum JournalTable {
    /** Who reads a server says how far that is, every few seconds. */
    SERVERS(
            "server_progress",
            "job String, flink_job String, server String, reader UInt32, server_uuid String, follows_binlog UInt8, binlog_file String,"
                    + " binlog_offset UInt64, read_up_to Nullable(DateTime64(3, 'UTC')), lag_ms Nullable(UInt64),"
                    + " bytes_behind Nullable(UInt64), retention_left_s Nullable(UInt64),"
                    + " away_since Nullable(DateTime64(3, 'UTC'))",
            "reported_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')",
            "ENGINE = ReplacingMergeTree(reported_at) ORDER BY (job, server, reader)"
                    + " TTL toDateTime(reported_at) + INTERVAL 1 MONTH"),
    /** Who hands a server's tables out says where each stands, when that changes. */
    TABLES(
            "table_progress",
            "job String, flink_job String, server String, mysql_database String, mysql_table String, source_database String, target String,"
                    + " phase LowCardinality(String), read_anew UInt8, resyncs UInt32, chunks_done UInt64, chunks_before UInt64,"
                    + " chunks_total Nullable(UInt64), rows_estimated Nullable(UInt64),"
                    + " counted_since Nullable(DateTime64(3, 'UTC')), obstacle String",
            "reported_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')",
            "ENGINE = ReplacingMergeTree(reported_at) ORDER BY (job, server, mysql_database, mysql_table)"
                    + " TTL toDateTime(reported_at) + INTERVAL 1 MONTH"),
    /** Each parallel reader counts what it has read of a table since its attempt began. */
    ROWS(
            "rows_read",
            "job String, flink_job String, server String, mysql_database String, mysql_table String, reader UInt32, snapshot_rows UInt64,"
                    + " changes UInt64, counted_since DateTime64(3, 'UTC')",
            "reported_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')",
            "ENGINE = ReplacingMergeTree(reported_at) ORDER BY (job, server, mysql_database, mysql_table, reader)"
                    + " TTL toDateTime(reported_at) + INTERVAL 1 MONTH"),
    EVENTS(
            "events",
            "time DateTime64(3, 'UTC'), job String, severity LowCardinality(String), kind LowCardinality(String),"
                    + " server String, source_database String, mysql_table String, text String, remedy String",
            "",
            "ENGINE = MergeTree ORDER BY (job, time) TTL toDateTime(time) + INTERVAL 3 MONTH");

    private final String tableName;
    private final String columns;
    private final String reportedAt;
    private final String engine;

    JournalTable(String tableName, String columns, String reportedAt, String engine) {
        this.tableName = tableName;
        this.columns = columns;
        this.reportedAt = reportedAt;
        this.engine = engine;
    }

    public TableId in(String controlDatabase) {
        return new TableId(controlDatabase, tableName);
    }

    /** The CREATE TABLE, which also stands in clickhouse_schema.sql. */
    String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(in(controlDatabase)) + " (" + columns
                + (reportedAt.isEmpty() ? "" : ", " + reportedAt) + ") " + engine;
    }

    /** Makes the tables. One of before that lacks a column is made anew: nothing depends on what is in it. */
    public static void prepare(ClickHouseClient client, String controlDatabase) {
        for (JournalTable table : values()) {
            String known = client.queryValue("SELECT groupArray(name) FROM system.columns WHERE database = "
                    + Identifiers.literal(controlDatabase) + " AND table = " + Identifiers.literal(table.tableName));
            if (known != null && !known.equals("[]") && table.lacksColumns(known)) {
                client.execute("DROP TABLE " + Identifiers.quote(table.in(controlDatabase)));
            }
            client.execute(table.createStatement(controlDatabase));
        }
    }

    private boolean lacksColumns(String known) {
        return Arrays.stream(columnNames().split(", ", -1)).anyMatch(name -> !known.contains("'" + name + "'"));
    }

    public static List<String> createStatements(String controlDatabase) {
        return Arrays.stream(values())
                .map(table -> table.createStatement(controlDatabase))
                .toList();
    }

    /** The columns that a row gives values of, in their order. */
    String columnNames() {
        return Arrays.stream(columns.split(", (?=[a-z_]+ [A-Z])", -1))
                .map(column -> column.substring(0, column.indexOf(' ')))
                .collect(Collectors.joining(", "));
    }
}
