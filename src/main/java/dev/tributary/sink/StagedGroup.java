package dev.tributary.sink;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The staged rows of a commit that are of one schema.
 *
 * @param tables where they lie in ClickHouse
 * @param inline few rows that lie nowhere else, as hexadecimal RowBinary of the columns of a staging table; empty for none
 */
public record StagedGroup(TargetSchema schema, List<StagingTable> tables, String inline) {

    public StagedGroup {
        tables = List.copyOf(tables);
    }

    /** What a SELECT reads the rows from. */
    List<String> sources() {
        List<String> sources = new ArrayList<>();
        tables.forEach(table -> sources.add(Identifiers.quote(table.id())));
        if (!inline.isEmpty()) {
            String structure =
                    schema.stagedColumns().stream().map(StagedGroup::definition).collect(Collectors.joining(", "));
            sources.add("format(RowBinary, " + Identifiers.literal(structure) + ", unhex('" + inline + "'))");
        }
        return sources;
    }

    List<TableId> tableIds() {
        return tables.stream().map(StagingTable::id).toList();
    }

    static String definition(TargetColumn column) {
        return Identifiers.quote(column.name()) + " " + column.type();
    }
}
