package dev.tributary.mysql;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Retry;
import dev.tributary.config.RunMode;
import dev.tributary.config.SchemaChangeOptions.Refusal;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.model.TableId;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TableState;
import dev.tributary.schema.TableStates;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlBinlogSplit;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a server that are read no further, since a statement on them cannot be followed, while all others are. A reader
 * starts without them, so that no row of theirs is decoded by a structure that may be wrong.
 */
final class SetAsideTables implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SetAsideTables.class);

    private final ServerPlan server;
    private final boolean followsBinlog;
    private final Refusal refusal;
    private final ClickHouseOptions clickHouse;
    private final String job;
    private final Duration retryTimeout;

    /** How often each table was asked to be read anew, by {@code database.table}; what the enumerator does not know, the plan does. */
    private final Map<String, Integer> resyncs = new ConcurrentHashMap<>();

    SetAsideTables(ServerPlan server, SyncConfig config, RunMode mode) {
        this.followsBinlog = mode == RunMode.SYNC;
        this.server = server;
        this.refusal = config.schemaChanges().refusal();
        this.clickHouse = config.clickHouse();
        this.job = config.job().name();
        this.retryTimeout = config.merge().retryTimeout();
    }

    /**
     * Takes note of how often each table was asked to be read anew.
     *
     * @param byTable as the enumerator knows it, by {@code database.table}
     * @return the tables that are to be read anew from now on
     */
    Set<String> begin(Map<String, Integer> byTable) {
        Set<String> changed = byTable.entrySet().stream()
                .filter(table -> !table.getValue().equals(resyncs.getOrDefault(table.getKey(), table.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        resyncs.putAll(byTable);
        return changed;
    }

    /** All that was ever set aside, of any server. */
    List<TableState> read() {
        try (ClickHouseClient client = new ClickHouseClient(clickHouse)) {
            return states(client).everSetAside();
        }
    }

    /** Which of the server's tables are set aside, and were not taken back. */
    Set<TableId> among(List<TableState> everSetAside) {
        return server.routes().stream()
                .filter(route -> everSetAside.stream().anyMatch(state -> holds(state, route)))
                .map(route -> route.source().id())
                .collect(Collectors.toSet());
    }

    private boolean holds(TableState setAside, RoutePlan route) {
        return setAside.resyncs() == resyncs(route)
                && setAside.isOf(route.sourceDatabase(), route.source().id());
    }

    private int resyncs(RoutePlan route) {
        return resyncs.getOrDefault(route.source().id().toString(), route.resyncs());
    }

    /**
     * Whether the table can be set aside: not before its snapshot is over, since others wait for that, unless it is read anew.
     *
     * @param state what the reader has yet to read
     */
    boolean canTake(SchemaChangedException refused, List<MySqlSplit> state) {
        return refusal == Refusal.RESYNC && refused.mendable() && followsBinlog
                || refusal != Refusal.END_JOB && state.stream().allMatch(MySqlSplit::isBinlogSplit);
    }

    /** The tables that are not in the binlog that is followed, since their snapshot is not complete. */
    List<TableId> readBesideTheBinlog(List<MySqlSplit> state, List<TableState> everSetAside) {
        Set<TableId> others = new HashSet<>(among(everSetAside));
        for (MySqlSplit split : state) {
            if (split.isBinlogSplit() && split.asBinlogSplit().isCompletedSplit()) {
                split.asBinlogSplit()
                        .getFinishedSnapshotSplitInfos()
                        .forEach(chunk -> others.add(id(chunk.getTableId())));
                return server.routes().stream()
                        .map(route -> route.source().id())
                        .filter(table -> !others.contains(table))
                        .toList();
            }
        }
        return List.of();
    }

    /** Sets tables aside, for this attempt, those after it and plans to come. */
    void take(List<SchemaChangedException> refused) throws InterruptedException {
        for (SchemaChangedException each : refused) {
            take(each);
        }
        List<TableState> states = read();
        if (!leavesAny(states) && states.stream().noneMatch(this::comesBack)) {
            throw refused.get(0);
        }
    }

    private void take(SchemaChangedException refused) throws InterruptedException {
        boolean resync = refusal == Refusal.RESYNC && refused.mendable();
        for (RoutePlan route : server.routes()) {
            if (route.source().id().equals(refused.table())) {
                try (ClickHouseClient client = new ClickHouseClient(clickHouse)) {
                    TableStates states = states(client);
                    new Retry(retryTimeout)
                            .run("setting aside " + refused.table(), () -> record(states, route, refused, resync));
                }
                tell(route, refused, resync);
            }
        }
    }

    /** Whether there is anything left to be read. */
    boolean leavesAny(List<TableState> everSetAside) {
        return among(everSetAside).size() < server.routes().size();
    }

    private boolean comesBack(TableState state) {
        return state.awaitsResync() && server.routes().stream().anyMatch(route -> holds(state, route));
    }

    private void record(TableStates states, RoutePlan route, SchemaChangedException refused, boolean resync) {
        if (resync) {
            states.awaitResync(route.sourceDatabase(), refused.table(), resyncs(route), refused.change());
        } else {
            states.setAside(route.sourceDatabase(), refused.table(), resyncs(route), refused.change());
        }
    }

    private static void tell(RoutePlan route, SchemaChangedException refused, boolean resync) {
        if (resync) {
            LOG.warn(
                    "Table {} is read anew by a snapshot, all others go on: {}. Until then its rows in {} stay as they are",
                    refused.table(),
                    refused.change(),
                    route.target().target());
        } else {
            LOG.error(
                    "Table {} is set aside, all others go on: {}. Its rows in {} stay as they are. To take it back, run"
                            + " 'tributary resync --source {} --table {}', which has it read by a new snapshot",
                    refused.table(),
                    refused.change(),
                    route.target().target(),
                    route.sourceDatabase(),
                    refused.table().table());
        }
    }

    private TableStates states(ClickHouseClient client) {
        return new TableStates(client, clickHouse.controlDatabase(), job);
    }

    /** What is to be read without the tables. */
    static List<MySqlSplit> without(List<MySqlSplit> state, Set<TableId> tables) {
        return state.stream()
                .filter(split -> split.isBinlogSplit()
                        || !tables.contains(id(split.asSnapshotSplit().getTableId())))
                .map(split -> split.isBinlogSplit()
                        ? MySqlBinlogSplit.filterOutdatedSplitInfos(
                                split.asBinlogSplit(), table -> !tables.contains(id(table)))
                        : split)
                .toList();
    }

    private static TableId id(io.debezium.relational.TableId table) {
        return new TableId(table.catalog(), table.table());
    }
}
