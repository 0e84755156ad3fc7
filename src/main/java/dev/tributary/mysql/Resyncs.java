package dev.tributary.mysql;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.SchemaReader;
import dev.tributary.mapping.RowFilter;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.IncompatibleStructureException;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import dev.tributary.schema.TargetEvolution;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the tables of a server that the running job shall read anew: those that await it since a statement on them could not be
 * followed, and those that somebody asked for. A table is due when its structure is one that the job can go on with; until then
 * it stays as it is, and is looked at again.
 */
final class Resyncs implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Resyncs.class);

    private final ServerPlan server;
    private final ServerProbe probe;
    private final TargetEvolution evolution;
    private final ClickHouseOptions clickHouse;
    private final String job;
    private final boolean followsBinlog;

    /** What keeps tables from being read anew, as it was said last. */
    private final Map<TableId, String> obstacles = new ConcurrentHashMap<>();

    Resyncs(ServerPlan server, SyncConfig config, RunMode mode, ServerProbe probe, TargetEvolution evolution) {
        this.server = server;
        this.probe = probe;
        this.evolution = evolution;
        this.clickHouse = config.clickHouse();
        this.job = config.job().name();
        this.followsBinlog = mode == RunMode.SYNC;
    }

    /**
     * Asks both servers; what does not answer is asked again next time.
     *
     * @param known the resyncs that the job knows of, by {@code database.table}
     * @return the tables to be read anew, with the number of their resyncs from then on
     */
    Map<String, Integer> due(Map<String, Integer> known) {
        Map<String, Integer> due = new HashMap<>();
        if (!followsBinlog) {
            return due;
        }
        try (ClickHouseClient client = new ClickHouseClient(clickHouse)) {
            TableStates states = new TableStates(client, clickHouse.controlDatabase(), job);
            List<TableState> all = states.all();
            for (RoutePlan route : server.routes()) {
                TableId table = route.source().id();
                int resyncs = known.getOrDefault(table.toString(), route.resyncs());
                for (TableState state : all) {
                    if (state.isOf(route.sourceDatabase(), table) && isAskedFor(state, resyncs) && isReady(route)) {
                        due.put(table.toString(), begin(state, states));
                    }
                }
            }
        } catch (ClickHouseException | SQLException e) {
            LOG.debug("Tables of {} that may be due are looked at again", probe.address(), e);
        }
        return due;
    }

    private static boolean isAskedFor(TableState state, int known) {
        return state.awaitsResync() ? state.resyncs() >= known : !state.isSetAside() && state.resyncs() > known;
    }

    private static int begin(TableState state, TableStates states) {
        if (!state.awaitsResync()) {
            return state.resyncs();
        }
        states.resync(state.sourceDatabase(), state.table());
        return state.readAnew().resyncs();
    }

    private boolean isReady(RoutePlan route) throws SQLException {
        TableId table = route.source().id();
        Optional<String> obstacle = obstacle(route);
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

    /** What is in the way of reading the table, which is made ready for it where nothing is. */
    private Optional<String> obstacle(RoutePlan route) throws SQLException {
        TableId table = route.source().id();
        try (MySqlSession session = probe.open()) {
            List<TableSchema> found = new SchemaReader(session).read(List.of(table.database()), List.of(table.table()));
            if (found.isEmpty()) {
                return Optional.of("it does not exist");
            }
            TableSchema now = found.get(0);
            if (now.equals(route.source())) {
                return Optional.empty();
            }
            if (!now.isIdentifiedBy(route.sourceKey())
                    || now.primaryKey().isEmpty() != route.source().primaryKey().isEmpty()) {
                return Optional.of("its rows are merged by " + route.sourceKey() + ", and its keys are " + now.keys());
            }
            StatementRules.refuseUnlessReadable(route.source(), now.columns());
            RowFilter.of(route.overrides().filter(), now);
            evolution.evolve(route.target(), route.source(), now.columns());
            return Optional.empty();
        } catch (SchemaChangedException e) {
            return Optional.of(e.change());
        } catch (IncompatibleStructureException | UnsupportedTypeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
