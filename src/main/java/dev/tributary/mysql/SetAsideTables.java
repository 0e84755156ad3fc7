package dev.tributary.mysql;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Retry;
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
import java.util.List;
import java.util.Set;
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
    private final Refusal refusal;
    private final ClickHouseOptions clickHouse;
    private final String job;
    private final Duration retryTimeout;

    SetAsideTables(ServerPlan server, SyncConfig config) {
        this.server = server;
        this.refusal = config.schemaChanges().refusal();
        this.clickHouse = config.clickHouse();
        this.job = config.job().name();
        this.retryTimeout = config.merge().retryTimeout();
    }

    /** Those that are set aside by now. */
    Set<TableId> current() {
        try (ClickHouseClient client = new ClickHouseClient(clickHouse)) {
            List<TableState> setAside = states(client).everSetAside();
            return server.routes().stream()
                    .filter(route -> setAside.stream().anyMatch(state -> holds(state, route)))
                    .map(route -> route.source().id())
                    .collect(Collectors.toSet());
        }
    }

    /** A resync since this plan was made is for plans to come. */
    private static boolean holds(TableState setAside, RoutePlan route) {
        return setAside.resyncs() == route.resyncs()
                && setAside.isOf(route.sourceDatabase(), route.source().id());
    }

    /**
     * Whether the table can be set aside: not before its snapshot is over, since others wait for that.
     *
     * @param state what the reader has yet to read
     */
    boolean canTake(List<MySqlSplit> state) {
        return refusal == Refusal.SET_ASIDE && state.stream().allMatch(MySqlSplit::isBinlogSplit);
    }

    /** Sets the table aside for this attempt, those after it and plans to come. */
    void take(SchemaChangedException refused) throws InterruptedException {
        for (RoutePlan route : server.routes()) {
            TableId table = route.source().id();
            if (table.equals(refused.table())) {
                try (ClickHouseClient client = new ClickHouseClient(clickHouse)) {
                    new Retry(retryTimeout)
                            .run(
                                    "setting aside " + table,
                                    () -> states(client)
                                            .setAside(
                                                    route.sourceDatabase(), table, route.resyncs(), refused.change()));
                }
                LOG.error(
                        "Table {} is set aside, all others go on: {}. Its rows in {} stay as they are. To take it back,"
                                + " run 'tributary resync --source {} --table {}', stop the job with a savepoint and start it"
                                + " from there: the table is then read by a new snapshot",
                        table,
                        refused.change(),
                        route.target().target(),
                        route.sourceDatabase(),
                        table.table());
            }
        }
        if (current().size() == server.routes().size()) {
            throw refused;
        }
    }

    private TableStates states(ClickHouseClient client) {
        return new TableStates(client, clickHouse.controlDatabase(), job);
    }

    /** What is to be read without the tables. */
    static List<MySqlSplit> without(List<MySqlSplit> state, Set<TableId> tables) {
        return state.stream()
                .map(split -> split.isBinlogSplit()
                        ? MySqlBinlogSplit.filterOutdatedSplitInfos(
                                split.asBinlogSplit(),
                                table -> !tables.contains(new TableId(table.catalog(), table.table())))
                        : split)
                .toList();
    }
}
