package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.mapping.CharacterSets;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.ClickHouseTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a target: the columns of one table over all its databases. A column that some database lacks, or has
 * nullable, is nullable in the target; types of one family
 * become the wider one, but for the columns of the merge key.
 */
final class SchemaUnion {

    /** A column as the databases seen so far have it. */
    private static final class UnionColumn {

        private final String name;
        private final String type;
        private final String firstSeenIn;
        private String clickHouseType;
        private boolean nullable;
        private int databases;

        UnionColumn(String name, Column column, MappedType mapped, String firstSeenIn) {
            this.name = name;
            this.type = column.type().toString();
            this.clickHouseType = mapped.clickHouseType();
            this.firstSeenIn = firstSeenIn;
        }

        TargetColumn target(int ofDatabases) {
            boolean canBeNull = nullable || databases < ofDatabases;
            return new TargetColumn(name, canBeNull ? ClickHouseTypes.nullable(clickHouseType) : clickHouseType);
        }

        /** Databases migrate at different times: the wider of two types of a family holds both. */
        boolean widenTo(String other) {
            Optional<String> union = ClickHouseTypes.union(clickHouseType, other);
            clickHouseType = union.orElse(clickHouseType);
            return union.isPresent();
        }
    }

    private final TableConfig table;
    private final Overrides overrides;
    private final TableId target;
    private final Checklist checklist;
    private final AlikeProblems problems;

    /** By the name in lower case, for MySQL does not tell cases of column names apart. */
    private final Map<String, UnionColumn> columns = new LinkedHashMap<>();

    SchemaUnion(TableConfig table, TableId target, Checklist checklist) {
        this.table = table;
        this.overrides = table.overrides();
        this.target = target;
        this.checklist = checklist;
        this.problems = new AlikeProblems(table.source(), checklist);
    }

    /** Null, after reporting why, where the databases do not fit into one target. */
    @Nullable
    TargetSchema of(List<SourceDatabase> sources) {
        int failures = checklist.failures();
        List<String> key = new MergeKeyChoice(table, problems).decide(sources);
        for (SourceDatabase source : sources) {
            TableSchema schema = source.table(table.source()).orElseThrow();
            schema.columns().forEach(column -> add(source, schema, column, key));
        }
        problems.tell();
        new OverridesCheck(table, checklist).check(sources, key, columns.keySet());
        if (key == null || checklist.failures() > failures) {
            return null;
        }
        List<TargetColumn> targetColumns = new ArrayList<>();
        targetColumns.add(new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"));
        for (String name : key) {
            UnionColumn column = columns.remove(lowerTargetName(name));
            if (column != null) {
                targetColumns.add(column.target(sources.size()));
            }
        }
        columns.values().forEach(column -> targetColumns.add(column.target(sources.size())));
        targetColumns.addAll(ConstantColumns.of(overrides));
        return new TargetSchema(target, targetColumns, 1 + key.size());
    }

    private String lowerTargetName(String sourceColumn) {
        return overrides.targetName(sourceColumn).toLowerCase(Locale.ROOT);
    }

    private MappedType mapped(Column column) throws UnsupportedTypeException {
        String chosen = overrides.chosenType(column);
        if (chosen == null) {
            return TypeMapping.map(column.type());
        }
        if (!TypeMapping.canBeNull(chosen) && column.nullable()) {
            throw new UnsupportedTypeException(
                    "the column can be NULL, which " + chosen + " cannot; make it NOT NULL, or choose another type");
        }
        return TypeMapping.mapInto(column.type(), chosen);
    }

    private void add(SourceDatabase source, TableSchema schema, Column column, @Nullable List<String> key) {
        String name = overrides.targetName(column.name());
        if ((column.name() + name).contains("`") || (column.name() + name).contains("\\")) {
            failed(
                    source,
                    schema,
                    column,
                    "names with a backtick or a backslash cannot be read or written by the drivers; rename the column");
            return;
        }
        if (overrides.excluded().contains(column.name())) {
            return;
        }
        if (TargetSchema.RESERVED.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith)) {
            failed(
                    source,
                    schema,
                    column,
                    "names that begin with "
                            + String.join(
                                    ", ",
                                    TargetSchema.RESERVED.stream().sorted().toList())
                            + " are reserved in targets; rename the column");
            return;
        }
        MappedType mapped;
        try {
            mapped = mapped(column);
        } catch (UnsupportedTypeException e) {
            failed(source, schema, column, String.valueOf(e.getMessage()));
            return;
        }
        if (CharacterSets.needsDecoder(column.characterSet())
                && CharacterSets.decoder(String.valueOf(column.characterSet())) == null) {
            failed(
                    source,
                    schema,
                    column,
                    "its character set " + column.characterSet() + " is not supported; convert the column to utf8mb4");
            return;
        }
        UnionColumn union = columns.computeIfAbsent(
                name.toLowerCase(Locale.ROOT), unused -> new UnionColumn(name, column, mapped, source.name()));
        boolean isKey = key != null && key.contains(column.name());
        union.nullable |= column.nullable() || !isKey && overrides.makesNullable(column);
        union.databases++;
        if (!union.name.equals(name)) {
            failed(
                    source,
                    schema,
                    column,
                    "it is spelt '" + union.name + "' in connection '" + union.firstSeenIn
                            + "', and ClickHouse tells cases apart; spell it the same in both");
        }
        boolean sameType = union.clickHouseType.equals(mapped.clickHouseType());
        // Whole numbers are the same key in any width; of other keys each type has its own texts and order.
        boolean mayWiden = !isKey || ClickHouseTypes.areWhole(union.clickHouseType, mapped.clickHouseType());
        if (!sameType && !(mayWiden && union.widenTo(mapped.clickHouseType()))) {
            failed(
                    source,
                    schema,
                    column,
                    "its type " + column.type() + " becomes " + mapped.clickHouseType()
                            + ", but in connection '" + union.firstSeenIn + "' it is " + union.type + " and becomes "
                            + union.clickHouseType + "; give it the same type in both databases");
        }
    }

    private void failed(SourceDatabase source, TableSchema schema, Column column, String message) {
        problems.add(source, AlikeProblems.WHO + ", table " + schema.id() + ", column " + column.name(), message);
    }
}
