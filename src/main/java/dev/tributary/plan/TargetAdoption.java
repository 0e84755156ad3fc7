package dev.tributary.plan;

import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.clickhouse.ExistingTable.ExistingColumn;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.Checklist;
import dev.tributary.config.SchemaChangeOptions.Policy;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides whether a table that is there already can be merged into as it is. */
final class TargetAdoption {

    private static final Pattern ENGINE = Pattern.compile("(Replicated|Shared)?(Replacing)?MergeTree");
    private static final Pattern ENGINE_ARGUMENTS = Pattern.compile("^\\w+\\(([^)]*)\\)");
    private static final Pattern CONSTRAINT = Pattern.compile("CONSTRAINT\\s+(\\S+)\\s+CHECK\\b");
    private static final Pattern TTL = Pattern.compile("\\bTTL\\b");

    private final ExistingTable existing;
    private final TargetSchema planned;
    private final Policy addColumn;
    private final Checklist checklist;
    private final List<TargetColumn> added = new ArrayList<>();

    /** @param addColumn what becomes of columns that the table lacks: unless it is FAIL they are added */
    TargetAdoption(ExistingTable existing, TargetSchema planned, Policy addColumn, Checklist checklist) {
        this.existing = existing;
        this.planned = planned;
        this.addColumn = addColumn;
        this.checklist = checklist;
    }

    /** Whether each of several servers has the table and carries its mutations out. */
    static boolean isReplicated(ExistingTable table) {
        Matcher engine = ENGINE.matcher(table.engine());
        return engine.matches() && engine.group(1) != null;
    }

    /** The planned schema with the types of the existing table; problems, if any, are in the checklist. */
    TargetSchema adopt() {
        List<TargetColumn> columns = new ArrayList<>();
        for (int i = 0; i < planned.columns().size(); i++) {
            columns.add(adopt(planned.columns().get(i), i < planned.keyColumns()));
        }
        adopt(new TargetColumn(TargetSchema.VERSION, "UInt64"), true);
        checkEngine();
        noteWhatRemovesOrRefusesRows();
        return new TargetSchema(planned.target(), columns, planned.keyColumns());
    }

    /** The columns that the table must get before it is merged into. */
    List<TargetColumn> added() {
        return added;
    }

    private TargetColumn adopt(TargetColumn column, boolean exactly) {
        Optional<ExistingColumn> found = existing.column(column.name());
        String alter = "; ALTER TABLE " + Identifiers.quote(planned.target());
        String definition = Identifiers.quote(column.name()) + " " + column.type();
        if (found.isEmpty() && !exactly && addColumn != Policy.FAIL) {
            // NULL in the rows that are there, until the statement that added it, or a snapshot, says what they have.
            TargetColumn nullable = new TargetColumn(column.name(), ClickHouseTypes.nullable(column.type()));
            added.add(nullable);
            return nullable;
        }
        if (found.isEmpty()) {
            failed("it has no column " + definition + alter + " ADD COLUMN " + definition);
            return column;
        }
        if (!found.get().insertable()) {
            failed("its column '" + column.name() + "' is " + found.get().defaultKind()
                    + " and takes no values; make it an ordinary column");
        }
        String type = found.get().type();
        if (type.equals(column.type()) || !exactly && type.equals(nullableForm(column.type()))) {
            return new TargetColumn(column.name(), type);
        }
        if (!exactly && ClickHouseTypes.union(type, column.type()).equals(Optional.of(type))) {
            return column; // it was widened for another database, or before this one changed; rows are cast on the way
            // in
        }
        if (exactly
                && !column.name().equals(TargetSchema.VERSION)
                && !ClickHouseTypes.isNullable(type)
                && ClickHouseTypes.areWhole(type, column.type())) {
            noted("its column '" + column.name() + "', by which rows are merged, is " + type
                    + ", which ClickHouse cannot change, and MySQL's can have all of " + column.type()
                    + ": a value that does not fit is treated as job.unencodable-values says; to make room, recreate the"
                    + " target");
            return new TargetColumn(column.name(), type);
        }
        failed("its column '" + column.name() + "' has the type " + type + ", needed is " + column.type()
                + (exactly ? "; recreate the table, or name another target" : alter + " MODIFY COLUMN " + definition));
        return column;
    }

    private static String nullableForm(String type) {
        return type.startsWith("LowCardinality(")
                ? "LowCardinality(Nullable(" + type.substring("LowCardinality(".length(), type.length() - 1) + "))"
                : "Nullable(" + type + ")";
    }

    private void checkEngine() {
        Matcher engine = ENGINE.matcher(existing.engine());
        if (!engine.matches()) {
            failed("its engine is " + existing.engine()
                    + "; rows can be merged into MergeTree and ReplacingMergeTree (also replicated) only,"
                    + " so name another target");
            return;
        }
        if (engine.group(2) == null) {
            return;
        }
        List<String> arguments = engineArguments();
        if (!arguments.isEmpty() && !arguments.equals(List.of(TargetSchema.VERSION))) {
            failed("its engine keeps rows by " + arguments + ", must be ReplacingMergeTree(" + TargetSchema.VERSION
                    + "), else newer rows would be replaced by older; recreate the table, or name another target");
        }
        List<String> sortingKey = splitList(existing.sortingKey());
        if (!new HashSet<>(sortingKey).containsAll(planned.keyColumnNames())) {
            failed("its ORDER BY " + sortingKey + " lacks columns of the merge key " + planned.keyColumnNames()
                    + ", so ReplacingMergeTree would collapse different rows; recreate it with these, or as MergeTree");
        }
    }

    /** They may be meant, and are no obstacle until a row meets them. */
    private void noteWhatRemovesOrRefusesRows() {
        Matcher constraint = CONSTRAINT.matcher(existing.createQuery());
        while (constraint.find()) {
            noted("its constraint " + constraint.group(1)
                    + " refuses rows that MySQL may hold: the target's commits then wait" + " until it is dropped");
        }
        if (TTL.matcher(existing.engineFull()).find()) {
            noted("its TTL removes rows that MySQL still has: 'verify' will miss them");
        }
    }

    /** Without the paths of a replicated engine, which are quoted. */
    private List<String> engineArguments() {
        Matcher matcher = ENGINE_ARGUMENTS.matcher(existing.engineFull());
        return matcher.find()
                ? splitList(matcher.group(1)).stream()
                        .filter(argument -> !argument.startsWith("'"))
                        .toList()
                : List.of();
    }

    private static List<String> splitList(String text) {
        return text.isBlank()
                ? List.of()
                : Pattern.compile("\\s*,\\s*")
                        .splitAsStream(text.trim())
                        .map(item -> item.replaceAll("^`|`$", ""))
                        .toList();
    }

    private void noted(String text) {
        checklist.noted("target " + planned.target(), text);
    }

    private void failed(String message) {
        checklist.failed("target " + planned.target(), message);
    }
}
