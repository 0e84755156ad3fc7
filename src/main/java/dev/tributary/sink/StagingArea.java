package dev.tributary.sink;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The staging ("temp") tables of one job: each belongs to one target, one epoch and one writer, is written once, and never
 * reused. Names begin with the job's name and two underscores, which no other job's names do.
 */
final class StagingArea {

    private static final int TABLES_PER_DROP = 100;

    private static final String PART_SETTINGS = "max_bytes_to_merge_at_max_space_in_pool = 1048576,"
            + " parts_to_delay_insert = 10000, parts_to_throw_insert = 30000";

    private final ClickHouseClient clickHouse;
    private final String database;
    private final String job;

    StagingArea(ClickHouseClient clickHouse, String database, String job) {
        this.clickHouse = clickHouse;
        this.database = database;
        this.job = job;
    }

    /** Names a new staging table without creating it. */
    TableId newTable(TargetSchema schema) {
        String unique = UUID.randomUUID().toString().replace("-", "");
        String target = schema.target().table();
        String shortened = target.length() <= 100 ? target : target.substring(0, 100);
        return new TableId(database, job + "__" + shortened + "__" + unique);
    }

    /**
     * Creates the table if missing. Sorted by key and version, so that the merge reads the changes of a key side by side. It is
     * read once and dropped, so only parts of tiny batches are worth merging, and as many parts as come in an epoch may be there.
     */
    void create(TableId table, TargetSchema schema) {
        String definitions =
                schema.stagedColumns().stream().map(StagedGroup::definition).collect(Collectors.joining(", "));
        clickHouse.execute("CREATE TABLE IF NOT EXISTS " + Identifiers.quote(table) + " (" + definitions
                + ") ENGINE = MergeTree ORDER BY (" + Identifiers.quoteAll(schema.keyColumnNames()) + ", "
                + Identifiers.quote(TargetSchema.VERSION) + ") SETTINGS " + PART_SETTINGS);
    }

    /** Inserts a batch; after a failure it may be inserted again, since equal rows merge into one. */
    void insert(TableId table, TargetSchema schema, InputStream rows) {
        List<String> columns =
                schema.stagedColumns().stream().map(TargetColumn::name).toList();
        boolean hasJson = schema.columns().stream().anyMatch(column -> ClickHouseTypes.isJson(column.type()));
        clickHouse.insertRowBinary(
                Identifiers.quote(table), columns, rows, hasJson ? ClickHouseClient.JSON_AS_TEXT : Map.of());
    }

    /** Where the rows go that a merge writes again: of one name in all attempts at it. */
    TableId carriedTable(MergeCommittable committable) {
        return new TableId(database, job + "__carried__" + committable.commitId());
    }

    /**
     * Copies rows into a table that appears complete or not at all. Of two attempts that copy at the same time the first one
     * counts.
     */
    void copy(TableId from, List<String> columns, String condition, TableId to) {
        TableId partial = new TableId(
                to.database(),
                to.table() + "_partial_" + UUID.randomUUID().toString().substring(0, 8));
        clickHouse.execute(
                "CREATE TABLE " + Identifiers.quote(partial) + " ENGINE = MergeTree ORDER BY tuple() AS SELECT "
                        + Identifiers.quoteAll(columns) + " FROM " + Identifiers.quote(from) + " WHERE " + condition);
        try {
            clickHouse.execute("RENAME TABLE " + Identifiers.quote(partial) + " TO " + Identifiers.quote(to));
        } catch (ClickHouseException e) {
            if (e.code() != ClickHouseException.TABLE_ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    /** Drops all that merges were made from. */
    void dropOf(Collection<MergeCommittable> committables) {
        List<TableId> tables = new ArrayList<>();
        for (MergeCommittable committable : committables) {
            tables.addAll(committable.stagingTables());
            if (!committable.rewrites().isEmpty()) {
                tables.addAll(tableNames("startsWith(name, "
                        + Identifiers.literal(carriedTable(committable).table()) + ")"));
            }
        }
        drop(tables);
    }

    /** The tables that are there, with their numbers of rows. */
    Map<TableId, Long> rows(Collection<TableId> tables) {
        if (tables.isEmpty()) {
            return Map.of();
        }
        Map<TableId, Long> rows = new HashMap<>();
        clickHouse
                .query("SELECT name, total_rows FROM system.tables WHERE database = " + Identifiers.literal(database)
                        + " AND name IN (" + names(tables) + ")")
                .forEach(row -> rows.put(
                        new TableId(database, requireText(row.get(0))), Long.parseLong(requireText(row.get(1)))));
        return rows;
    }

    /** How long the rows of the tables are, uncompressed, as far as the server knows it. */
    long bytes(Collection<TableId> tables) {
        if (tables.isEmpty()) {
            return 0;
        }
        return Long.parseLong(requireText(clickHouse.queryValue(
                "SELECT ifNull(sum(total_bytes_uncompressed), 0) FROM system.tables WHERE database = "
                        + Identifiers.literal(database) + " AND name IN (" + names(tables) + ")")));
    }

    private static String names(Collection<TableId> tables) {
        return tables.stream().map(table -> Identifiers.literal(table.table())).collect(Collectors.joining(", "));
    }

    /** Which of the tables are there. */
    List<TableId> existing(List<TableId> tables) {
        if (tables.isEmpty()) {
            return List.of();
        }
        return tableNames("name IN (" + names(tables) + ")");
    }

    /**
     * All staging tables of this job that were created before a second of the server's clock. A table created in that very
     * second is not among them.
     */
    List<TableId> createdBefore(long serverSeconds) {
        return tableNames("startsWith(name, " + Identifiers.literal(job + "__") + ") AND "
                + createdBeforeCondition(serverSeconds));
    }

    /** Numbers, not texts: the server would read a text in its own time zone. */
    static String createdBeforeCondition(long serverSeconds) {
        return "toUnixTimestamp(metadata_modification_time) < " + serverSeconds;
    }

    /** The server's clock in seconds since the epoch, for {@link #createdBefore}. */
    long serverSeconds() {
        return Long.parseLong(requireText(clickHouse.queryValue("SELECT toUnixTimestamp(now())")));
    }

    void drop(List<TableId> tables) {
        for (int from = 0; from < tables.size(); from += TABLES_PER_DROP) {
            clickHouse.execute("DROP TABLE IF EXISTS "
                    + tables.subList(from, Math.min(from + TABLES_PER_DROP, tables.size())).stream()
                            .map(Identifiers::quote)
                            .collect(Collectors.joining(", "))
                    + " SYNC");
        }
    }

    private List<TableId> tableNames(String condition) {
        return clickHouse
                .query("SELECT name FROM system.tables WHERE database = " + Identifiers.literal(database) + " AND "
                        + condition)
                .stream()
                .map(row -> new TableId(database, requireText(row.get(0))))
                .toList();
    }

    private static String requireText(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException("ClickHouse answered NULL where it never does");
        }
        return value;
    }
}
