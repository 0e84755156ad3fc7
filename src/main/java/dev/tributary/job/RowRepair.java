package dev.tributary.job;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigurationException;
import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Problem;
import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.Column;
import dev.tributary.model.RowChange;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.row.RouteEncoder;
import dev.tributary.mysql.row.StructureEncoders;
import dev.tributary.mysql.server.FailureKind;
import dev.tributary.mysql.server.ServerFailureException;
import dev.tributary.mysql.snapshot.ChunkReader;
import dev.tributary.mysql.snapshot.TextRow;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.sink.DirectMerge;
import dev.tributary.sink.LeaseHeldException;
import dev.tributary.verify.KeyCondition;
import dev.tributary.verify.Repairer;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings single rows into their targets as they are in MySQL now, by the same encoders and merges as the job, which must be
 * stopped: beside it, a row that was read before a change could be merged after it. When the job goes on from its state, it
 * reads again what changed since, and ends in the newest rows.
 */
public final class RowRepair implements Repairer, AutoCloseable {

    private final ReplicationPlan plan;
    private final ClickHouseClient clickHouse;
    private final DirectMerge merge;

    private RowRepair(ReplicationPlan plan, ClickHouseClient clickHouse, DirectMerge merge) {
        this.plan = plan;
        this.clickHouse = clickHouse;
        this.merge = merge;
    }

    /**
     * Takes the job's right to merge, until it is closed.
     *
     * @throws ConfigurationException if the job runs, or has something to finish
     */
    public static RowRepair begin(ReplicationPlan plan) throws ConfigurationException {
        SyncConfig config = plan.config();
        TargetPreparation.prepareBesideStoppedJob(plan);
        ClickHouseClient clickHouse = new ClickHouseClient(config.clickHouse());
        try {
            StoppedJob.requireNothingStaged(clickHouse, config, "repair");
            DirectMerge merge =
                    DirectMerge.begin(new ReplicationJob(plan, RunMode.ETL).sinkOptions(), "verify --repair");
            return new RowRepair(plan, clickHouse, merge);
        } catch (LeaseHeldException e) {
            clickHouse.close();
            throw new ConfigurationException(List.of(new Problem("job.name", String.valueOf(e.getMessage()))));
        } catch (ConfigurationException | RuntimeException e) {
            clickHouse.close();
            throw e;
        }
    }

    @Override
    public void repair(ServerPlan server, RoutePlan route, List<KeyCondition> keys) throws Exception {
        long version = Math.max(1, new BinlogVersions(plan, clickHouse).next(server, List.of(route)));
        List<Column> columns = route.source().columns();
        RouteEncoder encoder = new StructureEncoders(
                        route,
                        plan.config().job().unencodableValues().in(RunMode.ETL),
                        DeadLetters.Box.of(
                                plan.config().clickHouse().controlDatabase(),
                                plan.config().job().name()),
                        ReplicationJob.evolution(plan.config()))
                .encoder(columns);
        TextRow row = new TextRow(columns);
        try (ChunkReader reader = open(server)) {
            for (KeyCondition some : keys) {
                List<RowChange> changes = new ArrayList<>();
                reader.readWhere(route.source().id(), columns, some.source(), packet -> {
                    row.read(packet);
                    encoder.snapshot(row, version, changes::add);
                });
                merge(route.target(), some.target(), version, changes);
            }
        }
    }

    private void merge(TargetSchema target, String replaced, long version, List<RowChange> changes) {
        TargetSchema letters = DeadLetters.schema(plan.config().clickHouse().controlDatabase());
        List<RowChange> rows = new ArrayList<>();
        List<RowChange> ofLetters = new ArrayList<>();
        for (RowChange change : changes) {
            if (change.schemaId() == target.id()) {
                rows.add(change);
            } else if (change.schemaId() == letters.id()) {
                ofLetters.add(change);
            } else {
                throw new IllegalStateException(
                        "a row of " + target.target() + " has another structure than the plan's: the target was altered"
                                + " meanwhile, as for the first date that is none; run the command again");
            }
        }
        merge.replace(target, replaced, version, rows);
        if (!ofLetters.isEmpty()) {
            merge.replace(letters, null, version, ofLetters);
        }
    }

    /** The first of the server's addresses that answers. */
    private ChunkReader open(ServerPlan server) throws ServerFailureException {
        ServerFailureException first = null;
        for (MySqlEndpoint endpoint : server.endpoint().each()) {
            try {
                return ChunkReader.open(endpoint, plan.config().source().connectTimeout());
            } catch (ServerFailureException e) {
                if (e.kind() != FailureKind.AWAY) {
                    throw e;
                }
                first = first == null ? e : first;
            }
        }
        if (first == null) {
            throw new IllegalStateException("MySQL server " + server.name() + " has no address");
        }
        throw first;
    }

    @Override
    public void close() {
        merge.close();
        clickHouse.close();
    }
}
