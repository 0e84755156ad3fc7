package dev.tributary.mysql.row;

import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.Column;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.ddl.RefusedTableException;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.IncompatibleStructureException;
import dev.tributary.schema.TargetEvolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The encoders of one source table: one for each structure that its rows come with, made when it comes. */
public final class StructureEncoders {

    private static final Logger LOG = LoggerFactory.getLogger(StructureEncoders.class);

    private final RoutePlan planned;
    private final UnencodablePolicy policy;
    private final DeadLetters.Box letters;
    private final TargetEvolution evolution;
    private final Map<List<Column>, RouteEncoder> encoders = new HashMap<>();

    private @Nullable List<Column> lastColumns;
    private @Nullable RouteEncoder lastEncoder;

    /** @param evolution makes the target ready for structures that the plan does not know */
    public StructureEncoders(
            RoutePlan planned, UnencodablePolicy policy, DeadLetters.Box letters, TargetEvolution evolution) {
        this.planned = planned;
        this.policy = policy;
        this.letters = letters;
        this.evolution = evolution;
    }

    public RoutePlan planned() {
        return planned;
    }

    /**
     * The encoder for rows of a structure, whose target is ready for them. A structure has one list, so for each row
     * this is a comparison of references.
     *
     * @param columns all columns of the rows, in their order
     * @throws RefusedTableException where the target cannot be made ready for such rows
     */
    public RouteEncoder encoder(List<Column> columns) {
        RouteEncoder encoder = lastEncoder;
        if (columns != lastColumns || encoder == null) {
            encoder = encoders.get(columns);
            if (encoder == null) {
                encoder = newEncoder(columns);
                encoders.put(List.copyOf(columns), encoder);
            }
            lastColumns = columns;
            lastEncoder = encoder;
        }
        return encoder;
    }

    /**
     * The encoder for the same rows, of a target whose column can be NULL; null where the configuration says what becomes of such
     * values.
     */
    private @Nullable RouteEncoder nullable(List<Column> columns, String name) {
        List<Column> widened = new ArrayList<>();
        for (Column column : columns) {
            boolean isIt = column.name().equals(name);
            if (isIt && !planned.overrides().leavesNoDatesOpen(column)) {
                return null;
            }
            widened.add(isIt ? new Column(name, column.type(), true, column.characterSet()) : column);
        }
        try {
            LOG.warn(
                    "Column '{}' of {} has a date that is none: the target's column can be NULL from now on",
                    name,
                    planned.source().id());
            return encoders.computeIfAbsent(List.copyOf(widened), this::newEncoder);
        } catch (RefusedTableException e) {
            LOG.warn("It cannot: {}", e.getMessage());
            return null;
        }
    }

    private RouteEncoder newEncoder(List<Column> columns) {
        TableSchema source = planned.source();
        try {
            TargetSchema target = evolution.evolve(planned.target(), source, columns, planned.overrides());
            TableSchema structure = new TableSchema(source.id(), columns, source.primaryKey(), source.uniqueKeys());
            return new RouteEncoder(
                    planned.withStructure(structure, target), policy, letters, column -> nullable(columns, column));
        } catch (IncompatibleStructureException e) {
            throw new RefusedTableException(source.id(), String.valueOf(e.getMessage()));
        }
    }
}
