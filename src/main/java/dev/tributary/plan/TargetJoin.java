package dev.tributary.plan;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.config.Checklist;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets further databases join those whose rows a target has already, as if all had been planned together: the key must be the
 * same, and columns that the further ones lack must be able to be NULL.
 */
final class TargetJoin {

    private final String table;
    private final ExistingTable existing;
    private final Checklist checklist;

    TargetJoin(String table, ExistingTable existing, Checklist checklist) {
        this.table = table;
        this.existing = existing;
        this.checklist = checklist;
    }

    /**
     * The schema of further databases with what they lack.
     *
     * @param before what rows of the target come with so far; empty where nobody knows
     */
    TargetSchema join(TargetSchema further, List<TargetSchema> before) {
        if (before.isEmpty()) {
            return further;
        }
        Set<String> key = Set.copyOf(further.keyColumnNames());
        if (before.stream().noneMatch(schema -> key.equals(Set.copyOf(schema.keyColumnNames())))) {
            checklist.failed(
                    "table " + table,
                    "its key " + sourceKey(further) + " differs from " + sourceKey(before.get(0))
                            + ", by which the rows of " + further.target()
                            + " are merged; name the columns that identify a row in every database as merge-key");
            return further;
        }
        List<TargetColumn> columns = new ArrayList<>(further.columns());
        Set<String> known = new HashSet<>(further.columnNames());
        for (TargetSchema schema : before) {
            for (TargetColumn column : schema.columns()) {
                if (existing.column(column.name()).isPresent() && known.add(column.name())) {
                    columns.add(new TargetColumn(column.name(), ClickHouseTypes.nullable(column.type())));
                }
            }
        }
        return new TargetSchema(further.target(), columns, further.keyColumns());
    }

    private static List<String> sourceKey(TargetSchema schema) {
        return schema.keyColumnNames().subList(1, schema.keyColumns());
    }
}
