package dev.tributary.schema;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.InsertableColumn;
import dev.tributary.clickhouse.Retry;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes targets ready for structures that the plan did not know: adds columns, widens types, and registers the schema of the
 * rows to come. All of it can be repeated, and be done by several readers at the same time: each looks at the target again
 * after its statements. Nothing is ever narrowed or dropped.
 */
public final class TargetEvolution implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TargetEvolution.class);

    private final ClickHouseOptions clickHouse;
    private final Duration retryTimeout;

    /** @param retryTimeout how long a passing failure of ClickHouse is retried */
    public TargetEvolution(ClickHouseOptions clickHouse, Duration retryTimeout) {
        this.clickHouse = clickHouse;
        this.retryTimeout = retryTimeout;
    }

    /**
     * The schema for rows of a structure; when it returns, the target can take them and the sink can know the schema.
     *
     * @param source the source table as the plan knew it
     * @param columns its columns as the rows have them
     * @param overrides what the configuration makes of its columns
     */
    public TargetSchema evolve(TargetSchema planned, TableSchema source, List<Column> columns, Overrides overrides)
            throws IncompatibleStructureException {
        TargetSchema schema = new StructureFit(overrides).fit(planned, source, columns);
        if (schema.equals(planned)) {
            return planned;
        }
        try (ClickHouseClient client = new ClickHouseClient(clickHouse)) {
            Catalog catalog = new Catalog(client);
            List<String> conflicts = new ArrayList<>();
            new Retry(retryTimeout).run("adapting " + schema.target(), () -> {
                conflicts.clear();
                Map<String, InsertableColumn> existing = catalog.insertableColumns(schema.target());
                for (String clause : clauses(schema, existing, conflicts)) {
                    String statement = "ALTER TABLE " + Identifiers.quote(schema.target()) + " " + clause;
                    LOG.info("A source table changed: {}", statement);
                    client.execute(statement);
                }
                if (conflicts.isEmpty()) {
                    requireRoom(schema, catalog.insertableColumns(schema.target()), conflicts);
                }
                if (conflicts.isEmpty()) {
                    new SchemaRegistry(client, clickHouse.controlDatabase()).register(schema);
                }
            });
            if (!conflicts.isEmpty()) {
                throw new IncompatibleStructureException(String.join("; ", conflicts));
            }
            return schema;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while adapting " + schema.target(), e);
        }
    }

    /** What the target lacks. Columns that are new are nullable, since other databases do not have them yet. */
    private static List<String> clauses(
            TargetSchema schema, Map<String, InsertableColumn> existing, List<String> conflicts) {
        List<String> clauses = new ArrayList<>();
        for (TargetColumn column :
                schema.columns().subList(schema.keyColumns(), schema.columns().size())) {
            InsertableColumn found = existing.get(column.name());
            String name = Identifiers.quote(column.name());
            if (found == null) {
                clauses.add("ADD COLUMN IF NOT EXISTS " + name + " " + ClickHouseTypes.nullable(column.type()));
                continue;
            }
            Optional<String> union = ClickHouseTypes.union(found.type(), column.type());
            if (union.isEmpty()) {
                conflicts.add(conflict(schema, column, found));
            } else if (!union.get().equals(found.type())) {
                clauses.add("MODIFY COLUMN " + name + " " + union.get());
            }
        }
        return conflicts.isEmpty() ? clauses : List.of();
    }

    /** Another reader may have added a column of the same name and another type in between. */
    private static void requireRoom(
            TargetSchema schema, Map<String, InsertableColumn> existing, List<String> conflicts) {
        for (TargetColumn column : schema.columns()) {
            InsertableColumn found = existing.get(column.name());
            if (found == null
                    || !ClickHouseTypes.union(found.type(), column.type()).equals(Optional.of(found.type()))) {
                conflicts.add(
                        found == null
                                ? "the target " + schema.target() + " has no column '" + column.name()
                                        + "' that takes values"
                                : conflict(schema, column, found));
            }
        }
    }

    private static String conflict(TargetSchema schema, TargetColumn column, InsertableColumn found) {
        return "column '" + column.name() + "' becomes " + column.type() + ", but in the target " + schema.target()
                + " it is " + found.type() + ", and no type of this family holds both";
    }
}
