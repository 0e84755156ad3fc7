package dev.tributary.mysql.source;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.server.StructureReader;
import dev.tributary.plan.RoutePlan;
import dev.tributary.schema.ServerPauses;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what was decided about tables beside the job: those that await their resync since a statement on them could not be
 * followed, those that somebody wants to be read anew, or set aside, and whether the server is paused. Used by one thread.
 */
final class TableStatesWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableStatesWatch.class);

    private final ServerRoutes routes;
    private final ServerAccess access;
    private final TableFitness fitness;
    private final SyncConfig config;

    /** What keeps tables from being read anew, as it was said last. */
    private final Map<TableId, String> obstacles = new HashMap<>();

    private @Nullable ClickHouseClient client;

    TableStatesWatch(SourceParts parts) {
        this.routes = parts.routes();
        this.access = parts.access(0);
        this.fitness = new TableFitness(parts.evolution());
        this.config = parts.config();
    }

    /**
     * What was decided.
     *
     * @param reading whether the server is to be read at all; null where nobody answered
     * @param readAnew the tables to be read anew, with the number of their resyncs from then on
     * @param setAside those to be left alone
     */
    record Decisions(@Nullable Reading reading, Map<TableId, Integer> readAnew, Set<TableId> setAside) {}

    /** @param cause why it is paused; empty where it is not */
    record Reading(boolean paused, String cause) {}

    /**
     * Asks ClickHouse, and the server where a table awaits its resync. What does not answer is asked again next time.
     *
     * @param uuid of the server, null where it was never reached
     * @param resyncs how often each table was asked to be read anew, as far as the job knows
     */
    Decisions look(@Nullable String uuid, Map<TableId, Integer> resyncs) {
        Reading reading = null;
        try {
            reading = reading();
            TableStates states = states();
            List<TableState> all = states.all();
            Map<TableId, Integer> readAnew = new HashMap<>();
            Set<TableId> setAside = new HashSet<>();
            Map<RoutePlan, TableState> awaiting = new HashMap<>();
            for (RoutePlan route : routes.all()) {
                TableId table = route.source().id();
                int known = resyncs.getOrDefault(table, route.resyncs());
                for (TableState state : all) {
                    if (!state.isOf(route.sourceDatabase(), table)) {
                        continue;
                    }
                    if (state.awaitsResync() && state.resyncs() >= known) {
                        awaiting.put(route, state);
                    } else if (state.isSetAside() && state.resyncs() >= known) {
                        setAside.add(table);
                    } else if (!state.isSetAside() && state.resyncs() > known) {
                        readAnew.put(table, state.resyncs());
                    }
                }
            }
            if (uuid != null && !awaiting.isEmpty() && !reading.paused()) {
                takeBack(uuid, awaiting, states, readAnew);
            }
            return new Decisions(reading, readAnew, setAside);
        } catch (ClickHouseException | SQLException e) {
            LOG.debug("Tables of {} that may be due are looked at again", access.address(), e);
            return new Decisions(reading, Map.of(), Set.of());
        }
    }

    /** One connection that is paused pauses the server, which all of them are read from by one reader. */
    private Reading reading() {
        Set<String> connections =
                routes.all().stream().map(RoutePlan::sourceDatabase).collect(Collectors.toSet());
        return new ServerPauses(
                        client(),
                        config.clickHouse().controlDatabase(),
                        config.job().name())
                .all().stream()
                        .filter(pause -> connections.contains(pause.sourceDatabase()))
                        .findFirst()
                        .map(pause -> new Reading(true, pause.cause()))
                        .orElse(new Reading(false, ""));
    }

    private TableStates states() {
        return new TableStates(
                client(), config.clickHouse().controlDatabase(), config.job().name());
    }

    private ClickHouseClient client() {
        ClickHouseClient open = client;
        if (open == null) {
            open = new ClickHouseClient(config.clickHouse());
            client = open;
        }
        return open;
    }

    private void takeBack(
            String uuid, Map<RoutePlan, TableState> awaiting, TableStates states, Map<TableId, Integer> readAnew)
            throws SQLException {
        Optional<ServerSession> session = access.session(uuid);
        if (session.isEmpty()) {
            return;
        }
        Map<TableId, TableStructure> structures;
        try (ServerSession open = session.get()) {
            structures = new StructureReader(open)
                    .read(awaiting.keySet().stream()
                            .map(route -> route.source().id())
                            .collect(Collectors.toSet()));
        }
        awaiting.forEach((route, state) -> {
            TableStructure now = structures.get(route.source().id());
            if (isReady(route, now == null ? Optional.of("it does not exist") : fitness.obstacle(route, now))) {
                states.resync(state.sourceDatabase(), state.table());
                readAnew.put(state.table(), state.readAnew().resyncs());
            }
        });
    }

    private boolean isReady(RoutePlan route, Optional<String> obstacle) {
        TableId table = route.source().id();
        if (obstacle.isEmpty()) {
            obstacles.remove(table);
        } else if (!obstacle.get().equals(obstacles.put(table, obstacle.get()))) {
            LOG.error(
                    "Table {} stays set aside, and is read anew when this is over: {}. Where that is to stay, change the"
                            + " configuration or the target and start the job anew from a savepoint",
                    table,
                    obstacle.get());
        }
        return obstacle.isEmpty();
    }

    @Override
    public void close() {
        ClickHouseClient open = client;
        if (open != null) {
            open.close();
        }
    }
}
