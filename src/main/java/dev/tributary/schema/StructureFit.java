package dev.tributary.schema;

import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema that rows of a structure are encoded with: that of the plan where it fits, else one with the structure's own
 * types, what is new behind what was there.
 */
final class StructureFit {

    private final Overrides overrides;

    StructureFit(Overrides overrides) {
        this.overrides = overrides;
    }

    /**
     * @param planned what the plan has for the target
     * @param source the source table as the plan knew it
     * @param columns the source table's columns as the rows have them
     */
    TargetSchema fit(TargetSchema planned, TableSchema source, List<Column> columns)
            throws IncompatibleStructureException {
        Map<String, Column> byName = new HashMap<>();
        columns.stream()
                .filter(column -> !overrides.excluded().contains(column.name()))
                .forEach(column -> byName.put(overrides.targetName(column.name()), column));
        List<TargetColumn> fitted = new ArrayList<>();
        fitted.add(planned.columns().get(0));
        Set<String> known = new HashSet<>();
        for (int i = 1; i < planned.columns().size(); i++) {
            TargetColumn target = planned.columns().get(i);
            Optional<Column> before = source.columns().stream()
                    .filter(column -> overrides.targetName(column.name()).equals(target.name()))
                    .findFirst();
            known.add(target.name().toLowerCase(Locale.ROOT));
            fitted.add(
                    overrides.constants().containsKey(target.name())
                            ? target
                            : fit(target, before, byName.remove(target.name()), i < planned.keyColumns()));
        }
        for (Column column : columns) {
            String name = overrides.targetName(column.name());
            if (column.equals(byName.get(name))) {
                requireNewName(name, known);
                fitted.add(new TargetColumn(name, TypeMapping.columnType(mapNew(column), true)));
            }
        }
        return new TargetSchema(planned.target(), fitted, planned.keyColumns());
    }

    private TargetColumn fit(TargetColumn target, Optional<Column> before, @Nullable Column now, boolean key)
            throws IncompatibleStructureException {
        if (now == null) {
            if (key) {
                throw new IncompatibleStructureException(
                        "column '" + target.name() + "', by which rows are merged, is gone");
            }
            if (!TypeMapping.canBeNull(target.type())) {
                throw new IncompatibleStructureException("column '" + target.name() + "' is gone, and the "
                        + target.type() + " of the target cannot be NULL");
            }
            return new TargetColumn(target.name(), ClickHouseTypes.nullable(target.type()));
        }
        if (key && now.nullable()) {
            throw new IncompatibleStructureException("column '" + target.name()
                    + "', by which rows are merged, can be NULL now, which identifies no row");
        }
        if (overrides.chosenType(now) != null || TypeMapping.isPrinted(now.type(), target.type())) {
            return chosen(target, now);
        }
        String usual = ClickHouseTypes.core(map(now).clickHouseType());
        boolean sameType = usual.equals(ClickHouseTypes.core(target.type()))
                || before.isPresent() && usual.equals(usual(before.get()));
        if (sameType && isEncodable(now, target)) {
            return now.nullable() ? new TargetColumn(target.name(), ClickHouseTypes.nullable(target.type())) : target;
        }
        if (key && ClickHouseTypes.areWhole(usual, target.type()) && isEncodable(now, target)) {
            return target; // whose values are written as long as they fit
        }
        if (key) {
            throw new IncompatibleStructureException("column '" + target.name() + "', by which rows are merged, is "
                    + now.type() + " now, which becomes " + usual + ", and the target has " + target.type()
                    + ", which ClickHouse cannot change in a sorting key");
        }
        return new TargetColumn(target.name(), TypeMapping.columnType(map(now), now.nullable() || target.nullable()));
    }

    /** A chosen type stays, whatever the source's becomes. */
    private static TargetColumn chosen(TargetColumn target, Column now) throws IncompatibleStructureException {
        if (!isEncodable(now, target) || now.nullable() && !TypeMapping.canBeNull(target.type())) {
            throw new IncompatibleStructureException("column '" + now.name() + "' is " + now.type()
                    + (now.nullable() ? ", and can be NULL," : "") + " now, which cannot be written as " + target.type()
                    + ", the type that is chosen for it");
        }
        return now.nullable() ? new TargetColumn(target.name(), ClickHouseTypes.nullable(target.type())) : target;
    }

    /** A column that the target lacks is nullable there, since other databases do not have it. */
    private MappedType mapNew(Column column) throws IncompatibleStructureException {
        String chosen = overrides.chosenType(column);
        if (chosen == null) {
            return map(column);
        }
        if (!TypeMapping.canBeNull(chosen)) {
            throw new IncompatibleStructureException("column '" + column.name()
                    + "' is new, so that it must be able to be" + " NULL in the target, which " + chosen + " cannot");
        }
        try {
            return TypeMapping.mapInto(column.type(), chosen);
        } catch (UnsupportedTypeException e) {
            throw new IncompatibleStructureException("column '" + column.name() + "': " + e.getMessage());
        }
    }

    /** The type without regard to choices; empty for one that needs a choice. */
    private static String usual(Column column) {
        try {
            return ClickHouseTypes.core(TypeMapping.map(column.type()).clickHouseType());
        } catch (UnsupportedTypeException e) {
            return "";
        }
    }

    private static boolean isEncodable(Column column, TargetColumn target) {
        try {
            TypeMapping.mapInto(column.type(), TypeMapping.withoutNullable(target.type()));
            return true;
        } catch (UnsupportedTypeException e) {
            return false;
        }
    }

    private static void requireNewName(String name, Set<String> known) throws IncompatibleStructureException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (TargetSchema.RESERVED.stream().anyMatch(lower::startsWith)) {
            throw new IncompatibleStructureException("the name of column '" + name + "' is reserved in targets");
        }
        if (!known.add(lower)) {
            throw new IncompatibleStructureException("column '" + name
                    + "' would be in the target twice, or differ from another one in upper and lower" + " case alone");
        }
    }

    private static MappedType map(Column column) throws IncompatibleStructureException {
        try {
            return TypeMapping.map(column.type());
        } catch (UnsupportedTypeException e) {
            throw new IncompatibleStructureException("column '" + column.name() + "': " + e.getMessage());
        }
    }
}
