package dev.tributary.plan;

import dev.tributary.config.Checklist;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.TableConfig;
import dev.tributary.mapping.DateRange;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableId;
import dev.tributary.model.TargetSchema;
import dev.tributary.schema.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Leads each server's tables to their targets, and deals out the server-ids. */
final class ServerPlanner {

    /** Server-ids per server beyond the job's parallelism, for readers of later scale-ups. */
    private static final int SERVER_ID_SLACK = 16;

    private static final long LAST_SERVER_ID = 4_294_967_295L;

    private final SyncConfig config;
    private final Map<String, TargetSchema> schemas;
    private final List<TableState> states;
    private final DateRange dateTimes;
    private final Checklist checklist;

    /**
     * @param dateTimes the years that DateTime64 has in ClickHouse
     * @param schemas the targets' schemas by source table
     * @param states what is known of source tables beyond the configuration
     */
    ServerPlanner(
            SyncConfig config,
            Map<String, TargetSchema> schemas,
            List<TableState> states,
            DateRange dateTimes,
            Checklist checklist) {
        this.config = config;
        this.schemas = schemas;
        this.states = states;
        this.dateTimes = dateTimes;
        this.checklist = checklist;
    }

    List<ServerPlan> plan(List<ServerGroup> groups, List<SourceDatabase> databases) {
        long idsPerServer = config.job().parallelism() + SERVER_ID_SLACK;
        long firstServerId = config.source().firstServerId();
        List<ServerPlan> servers = new ArrayList<>();
        for (ServerGroup group : groups) {
            List<RoutePlan> routes = databases.stream()
                    .filter(database -> group.connections().contains(database.connection()))
                    .flatMap(this::routes)
                    .toList();
            if (!routes.isEmpty()) {
                servers.add(new ServerPlan(group.name(), group.endpoint(), firstServerId, routes));
            }
            firstServerId += idsPerServer;
        }
        if (servers.isEmpty() && checklist.failures() == 0) {
            checklist.failed(
                    "tables",
                    "none is left: all are set aside, or have no key; take one back with 'resync', or name others");
        }
        if (firstServerId - 1 > LAST_SERVER_ID) {
            checklist.failed(
                    "source.first-server-id",
                    "'" + config.source().firstServerId() + "' leaves too few ids up to " + LAST_SERVER_ID + " for "
                            + groups.size() + " servers; choose a lower one");
        }
        return servers;
    }

    private Stream<RoutePlan> routes(SourceDatabase database) {
        Map<String, Overrides> overrides = config.tables().stream()
                .filter(TableConfig::active)
                .collect(Collectors.toMap(TableConfig::source, TableConfig::overrides, (one, other) -> one));
        Map<String, String> constants = database.connection().constants();
        return database.tables().stream()
                .flatMap(table -> Stream.ofNullable(schemas.get(table.id().table()))
                        .map(schema -> new RoutePlan(
                                database.name(),
                                table,
                                schema,
                                overrides
                                        .getOrDefault(table.id().table(), Overrides.NONE)
                                        .withConstants(constants),
                                resyncs(database.name(), table.id()),
                                database.foreignKeys(table.id()),
                                dateTimes)));
    }

    private int resyncs(String sourceDatabase, TableId table) {
        return states.stream()
                .filter(state -> state.isOf(sourceDatabase, table))
                .mapToInt(TableState::resyncs)
                .findFirst()
                .orElse(0);
    }
}
