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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The planned tables of a server with the encoders of their rows. Used by one thread, since encoders are. */
final class TableRoutes {

    private final ServerRoutes routes;
    private final Map<TableId, StructureEncoders> encoders = new HashMap<>();
    private final SyncConfig config;
    private final UnencodablePolicy unencodable;
    private final DeadLetters.Box letters;
    private final TargetEvolution evolution;
    private final CascadingKeys cascadingKeys;

    /** The tables whose foreign keys are known. */
    private final Set<TableId> looked = new HashSet<>();

    TableRoutes(ServerRoutes routes, SyncConfig config, RunMode mode, TargetEvolution evolution) {
        this.routes = routes;
        this.config = config;
        this.unencodable = config.job().unencodableValues().in(mode);
        this.letters = DeadLetters.Box.of(
                config.clickHouse().controlDatabase(), config.job().name());
        this.evolution = evolution;
        this.cascadingKeys = new CascadingKeys();
        lookForMore();
    }

    /** Takes note of tables that were taken in since. */
    void lookForMore() {
        for (RoutePlan route : routes.all()) {
            TableId table = route.source().id();
            if (looked.add(table) && cascades(table) == Cascades.FOLLOW) {
                cascadingKeys.add(route);
            }
        }
    }

    /** Which tables there are, the plan's and others. */
    ServerRoutes all() {
        return routes;
    }

    RoutePlan plan(TableId table) {
        RoutePlan plan = routes.find(table);
        if (plan == null) {
            throw new IllegalStateException("no connection of this job replicates " + table);
        }
        return plan;
    }

    boolean isPlanned(TableId table) {
        return routes.find(table) != null;
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
                .findFirst()
                .or(() -> config.patterns().table(table.table()))
                .map(TableConfig::cascades)
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
