package dev.tributary.schema;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that rows came with beyond those of the plan, in ClickHouse's control database. A schema is registered before
 * the first row of it is sent, so whoever meets a row finds its schema here. Entries never change: an id is the hash of what
 * it stands for.
 */
public final class SchemaRegistry {

    private final ClickHouseClient clickHouse;
    private final TableId table;

    public SchemaRegistry(ClickHouseClient clickHouse, String controlDatabase) {
        this.clickHouse = clickHouse;
        this.table = new TableId(controlDatabase, "schemas");
    }

    /** The CREATE TABLE of the registry, which also stands in clickhouse_schema.sql. */
    public static String createStatement(String controlDatabase) {
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(new TableId(controlDatabase, "schemas"))
                + " (schema_id Int64, target_database String, target_table String, key_columns UInt32, position UInt32,"
                + " column_name String, column_type String, registered_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'))"
                + " ENGINE = MergeTree ORDER BY (schema_id, position)";
    }

    /** Registers a schema if it is not there. */
    public void register(TargetSchema schema) {
        if (find(schema.id()) == null) {
            insert(List.of(schema));
        }
    }

    /** Registers those of the schemas that are not there. */
    public void registerAll(Collection<TargetSchema> schemas) {
        Set<Long> known = new HashSet<>();
        clickHouse
                .query("SELECT DISTINCT schema_id FROM " + Identifiers.quote(table))
                .forEach(row -> known.add(Long.parseLong(text(row, 0))));
        List<TargetSchema> missing = schemas.stream()
                .distinct()
                .filter(schema -> !known.contains(schema.id()))
                .toList();
        if (!missing.isEmpty()) {
            insert(missing);
        }
    }

    private void insert(List<TargetSchema> schemas) {
        List<String> rows = new ArrayList<>();
        for (TargetSchema schema : schemas) {
            for (int i = 0; i < schema.columns().size(); i++) {
                TargetColumn column = schema.columns().get(i);
                rows.add("(" + schema.id() + ", "
                        + Identifiers.literal(schema.target().database()) + ", "
                        + Identifiers.literal(schema.target().table()) + ", " + schema.keyColumns() + ", " + i + ", "
                        + Identifiers.literal(column.name()) + ", " + Identifiers.literal(column.type()) + ")");
            }
        }
        clickHouse.execute("INSERT INTO " + Identifiers.quote(table)
                + " (schema_id, target_database, target_table, key_columns, position, column_name, column_type) VALUES "
                + rows.stream().collect(Collectors.joining(", ")));
    }

    /** All schemas that rows of a target ever came with, as far as they are registered. */
    public List<TargetSchema> ofTarget(TableId target) {
        return clickHouse
                .query("SELECT DISTINCT schema_id FROM " + Identifiers.quote(table) + " WHERE target_database = "
                        + Identifiers.literal(target.database()) + " AND target_table = "
                        + Identifiers.literal(target.table()) + " ORDER BY schema_id")
                .stream()
                .flatMap(row -> Stream.ofNullable(find(Long.parseLong(text(row, 0)))))
                .toList();
    }

    /** The schema of an id; null where it was never registered. */
    public @Nullable TargetSchema find(long id) {
        // Two readers can register a schema at the same time, and a lost answer repeats an insert.
        List<List<@Nullable String>> rows =
                clickHouse.query("SELECT target_database, target_table, key_columns, column_name, column_type FROM "
                        + Identifiers.quote(table) + " WHERE schema_id = " + id
                        + " ORDER BY position LIMIT 1 BY position");
        if (rows.isEmpty()) {
            return null;
        }
        List<TargetColumn> columns = rows.stream()
                .map(row -> new TargetColumn(text(row, 3), text(row, 4)))
                .toList();
        TargetSchema schema = new TargetSchema(
                new TableId(text(rows.get(0), 0), text(rows.get(0), 1)),
                columns,
                Integer.parseInt(text(rows.get(0), 2)));
        if (schema.id() != id) {
            throw new IllegalStateException("what " + table + " holds for schema " + id + " is not that schema: "
                    + schema + "; delete its rows, and the job registers it again");
        }
        return schema;
    }

    private static String text(List<@Nullable String> row, int index) {
        return Objects.requireNonNull(row.get(index));
    }
}
