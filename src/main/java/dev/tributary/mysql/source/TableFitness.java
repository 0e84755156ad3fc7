package dev.tributary.mysql.source;

import dev.tributary.mapping.RowFilter;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.TableSchema;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.IncompatibleStructureException;
import dev.tributary.schema.TargetEvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a table can be read as it is now: its rows can be told apart by the merge key, and the target can hold its columns. */
final class TableFitness {

    private final TargetEvolution evolution;

    TableFitness(TargetEvolution evolution) {
        this.evolution = evolution;
    }

    /** What is in the way of reading the table, whose target is made ready for it where nothing is. */
    Optional<String> obstacle(RoutePlan route, TableStructure now) {
        TableSchema schema = schema(now);
        if (schema.equals(route.source())) {
            return Optional.empty();
        }
        if (!schema.isIdentifiedBy(route.sourceKey())) {
            return Optional.of("its rows are merged by " + route.sourceKey() + ", and its keys are " + schema.keys());
        }
        try {
            RowFilter.of(route.overrides().filter(), schema);
            evolution.evolve(route.target(), route.source(), now.columns(), route.overrides());
            return Optional.empty();
        } catch (IncompatibleStructureException | UnsupportedTypeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static TableSchema schema(TableStructure structure) {
        return new TableSchema(
                structure.id(),
                structure.columns(),
                structure.primaryKey(),
                new ArrayList<>(structure.uniqueKeys().values()));
    }

    /** Whether the table has the columns that the plan has seen, each of the same kind. */
    static boolean isAsPlanned(RoutePlan route, TableStructure now) {
        return kinds(route.source().columns()).equals(kinds(now.columns()));
    }

    private static List<String> kinds(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.type().name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
