package dev.tributary.plan;

import dev.tributary.clickhouse.Identifiers;
import dev.tributary.clickhouse.PatchParts;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that make a target. */
final class TargetStatements {

    private TargetStatements() {}

    static String create(TargetSchema schema) {
        String columns = Stream.concat(
                        schema.columns().stream(), Stream.of(new TargetColumn(TargetSchema.VERSION, "UInt64")))
                .map(column -> "    " + Identifiers.quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(",\n"));
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(schema.target()) + "\n(\n" + columns + "\n)\n"
                + "ENGINE = ReplacingMergeTree(" + Identifiers.quote(TargetSchema.VERSION) + ")\n"
                + "ORDER BY (" + Identifiers.quoteAll(schema.keyColumnNames()) + ")\n"
                + "SETTINGS " + PatchParts.SETTINGS;
    }
}
