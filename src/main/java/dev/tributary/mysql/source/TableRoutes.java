package dev.tributary.mysql.source;

import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.Cascades;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.DdlDialect;
import dev.tributary.mysql.row.RouteEncoder;
import dev.tributary.mysql.row.StructureEncoders;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.TargetEvolution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The planned tables of a server with the encoders of their rows. Used by one thread, since encoders are. */
final class TableRoutes {

    private final Map<TableId, RoutePlan> plans = new HashMap<>();
    private final Map<TableId, StructureEncoders> encoders = new HashMap<>();
    private final SyncConfig config;
    private final UnencodablePolicy unencodable;
    private final DeadLetters.Box letters;
    private final TargetEvolution evolution;
    private final CascadingKeys cascadingKeys;

    TableRoutes(List<RoutePlan> routes, SyncConfig config, RunMode mode, TargetEvolution evolution) {
        routes.forEach(route -> plans.put(route.source().id(), route));
        this.config = config;
        this.unencodable = config.job().unencodableValues().in(mode);
        this.letters = DeadLetters.Box.of(
                config.clickHouse().controlDatabase(), config.job().name());
        this.evolution = evolution;
        this.cascadingKeys = new CascadingKeys(routes.stream()
                .filter(route -> cascades(route.source().id()) == Cascades.FOLLOW)
                .toList());
    }

    RoutePlan plan(TableId table) {
        RoutePlan plan = plans.get(table);
        if (plan == null) {
            throw new IllegalStateException("no connection of this job replicates " + table);
        }
        return plan;
    }

    boolean isPlanned(TableId table) {
        return plans.containsKey(table);
    }

    /** The encoder for rows of a structure; makes the target ready for it before the first row. */
    RouteEncoder encoder(TableId table, List<Column> columns) {
        return encoders.computeIfAbsent(
                        table, each -> new StructureEncoders(plan(each), unencodable, letters, evolution))
                .encoder(columns);
    }

    /** What is done about rows of the table that change by a foreign key, of which the binlog says nothing. */
    Cascades cascades(TableId table) {
        return config.tables().stream()
                .filter(configured -> configured.source().equals(table.table()))
                .map(TableConfig::cascades)
                .findFirst()
                .orElse(Cascades.REFUSE);
    }

    /** Those of the plan and those that were added since, of tables that are to be read anew for them. */
    CascadingKeys cascadingKeys() {
        return cascadingKeys;
    }

    /** What follows statements on the tables. */
    DdlFollower ddl(DdlDialect dialect) {
        return new DdlFollower(this, config.schemaChanges(), dialect);
    }

    /** Lets go of the encoders of a table of which no row is expected soon. */
    void forget(TableId table) {
        encoders.remove(table);
    }
}
