package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.Problem;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.model.Column;
import dev.tributary.model.TableSchema;
import dev.tributary.plan.ReplicationPlan.LeftOutTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How the structures of the tables differ from database to database.
 *
 * @param tables one entry per configured table
 * @param leftOut the tables that are set aside, which were not compared
 * @param problems why some databases or tables could not be looked at
 */
public record StructureDrift(List<TableDrift> tables, List<LeftOutTable> leftOut, List<Problem> problems) {

    private static final String MISSING = "missing";

    public StructureDrift {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
        problems = List.copyOf(problems);
    }

    /**
     * @param databases how many have the table
     * @param differences what differs, column by column
     * @param conflicts why no target can hold all of them; empty where one can
     */
    public record TableDrift(String table, int databases, List<Difference> differences, List<Problem> conflicts) {

        public TableDrift {
            differences = List.copyOf(differences);
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * @param subject a column's name, or "primary key"
     * @param forms each form with the databases that have it, the most frequent first
     */
    public record Difference(String subject, List<Form> forms) {

        public Difference {
            forms = List.copyOf(forms);
        }
    }

    /** @param text the type as MySQL writes it, or that there is none */
    public record Form(String text, List<String> databases) {

        public Form {
            databases = List.copyOf(databases);
        }
    }

    /** Whether databases differ, or could not be compared. */
    public boolean isFree() {
        return leftOut.isEmpty()
                && tables.stream()
                        .allMatch(table -> table.differences().isEmpty()
                                && table.conflicts().isEmpty());
    }

    static TableDrift of(TableConfig table, SyncConfig config, List<SourceDatabase> databases) {
        List<SourceDatabase> having = databases.stream()
                .filter(database -> database.table(table.source()).isPresent())
                .sorted(Comparator.comparing(SourceDatabase::name))
                .toList();
        List<Difference> differences = new ArrayList<>();
        compare(
                "primary key",
                schema -> "(" + String.join(", ", schema.primaryKey()) + ")",
                table.source(),
                having,
                differences);
        for (String column : columns(table.source(), having)) {
            compare(column, schema -> form(schema, column), table.source(), having, differences);
        }
        Checklist conflicts = new Checklist();
        if (!having.isEmpty()) {
            new SchemaUnion(table, config.targetOf(table), conflicts).of(having);
        }
        return new TableDrift(table.source(), having.size(), differences, conflicts.problems());
    }

    private static Set<String> columns(String table, List<SourceDatabase> databases) {
        Set<String> names = new LinkedHashSet<>();
        databases.stream()
                .flatMap(database -> database.table(table).stream())
                .flatMap(schema -> schema.columns().stream())
                .forEach(column -> names.add(column.name()));
        return names;
    }

    private static String form(TableSchema schema, String name) {
        return schema.column(name).map(StructureDrift::text).orElse(MISSING);
    }

    private static String text(Column column) {
        String characterSet = column.characterSet() == null ? "" : " " + column.characterSet();
        return column.type() + characterSet + (column.nullable() ? "" : " not null");
    }

    private static void compare(
            String subject,
            Function<TableSchema, String> form,
            String table,
            List<SourceDatabase> databases,
            List<Difference> differences) {
        Map<String, List<String>> forms = new LinkedHashMap<>();
        for (SourceDatabase database : databases) {
            forms.computeIfAbsent(form.apply(database.table(table).orElseThrow()), unused -> new ArrayList<>())
                    .add(database.name());
        }
        if (forms.size() > 1) {
            differences.add(new Difference(
                    subject,
                    forms.entrySet().stream()
                            .map(entry -> new Form(entry.getKey(), entry.getValue()))
                            .sorted(Comparator.comparing(
                                    found -> -found.databases().size()))
                            .toList()));
        }
    }
}
