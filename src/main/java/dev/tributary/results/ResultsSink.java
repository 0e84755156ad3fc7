package dev.tributary.results;

import dev.tributary.config.SyncConfig.ServiceDatabase;
import dev.tributary.inspect.DriverProperties;
import dev.tributary.sink.CommitResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results through the JDBC connector's connections, beside the stream. While the service database is away they wait,
 * in memory and in each checkpoint, up to a number of them, and replication goes on: the connector's own sink would fail the
 * job. What may have been written is written again, an upsert by commit id.
 */
final class ResultsSink extends RichSinkFunction<CommitResult> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ResultsSink.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Some days of a busy target, or an hour of a hundred. */
    private static final int MOST_WAITING = 20_000;

    /** How long the end of a bounded job waits for the service database. */
    private static final Duration PATIENCE_AT_THE_END = Duration.ofMinutes(1);

    private final ServiceDatabase database;

    private transient @Nullable WaitingResults waiting;

    private transient @Nullable ListState<CommitResult> state;
    private transient volatile @Nullable SimpleJdbcConnectionProvider connections;
    private transient @Nullable ScheduledExecutorService background;
    private transient boolean complained;
    private transient boolean finished;

    ResultsSink(ServiceDatabase database) {
        this.database = database;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<CommitResult> restored = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("waiting", TypeInformation.of(CommitResult.class)));
        WaitingResults results = new WaitingResults(MOST_WAITING);
        restored.get().forEach(results::add);
        waiting = results;
        state = restored;
    }

    @Override
    public void open(Configuration configuration) {
        background = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sync-results");
            thread.setDaemon(true);
            return thread;
        });
        background.scheduleWithFixedDelay(
                this::deliver, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void invoke(CommitResult result, Context context) {
        WaitingResults results = waiting;
        if (results != null) {
            results.add(result);
        }
    }

    private List<CommitResult> copy() {
        WaitingResults results = waiting;
        return results == null ? List.of() : results.all();
    }

    /** Writes what waits, or leaves it all where the database cannot be written. */
    private void deliver() {
        List<CommitResult> results = copy();
        if (results.isEmpty()) {
            return;
        }
        try {
            try (PreparedStatement statement = connection().prepareStatement(SyncResults.UPSERT)) {
                for (CommitResult result : results) {
                    SyncResults.bind(statement, result);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            written(results);
        } catch (SQLException | ClassNotFoundException | RuntimeException e) {
            if (!complained) {
                complained = true;
                LOG.warn("The service database cannot be written, results wait for it and replication goes on", e);
            }
        }
    }

    /** The open connection, or a new one, with the password as it is now. */
    private Connection connection() throws SQLException, ClassNotFoundException {
        SimpleJdbcConnectionProvider open = connections;
        if (open != null && open.isConnectionValid()) {
            return open.getOrEstablishConnection();
        }
        if (open != null) {
            open.closeConnection();
        }
        try (DriverProperties driver = DriverProperties.of(database.endpoint())) {
            SimpleJdbcConnectionProvider provider =
                    new SimpleJdbcConnectionProvider(SyncResults.connection(database, driver));
            connections = provider;
            return provider.getOrEstablishConnection();
        }
    }

    private void written(List<CommitResult> done) {
        WaitingResults results = waiting;
        long lost = results == null ? 0 : results.remove(done);
        if (lost > 0) {
            LOG.warn(
                    "{} results are not in sync_results: more than {} waited while the service database could not be"
                            + " written. The rows themselves are merged",
                    lost,
                    MOST_WAITING);
        }
        if (complained) {
            complained = false;
            LOG.info("The service database is written again");
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (state != null) {
            state.update(copy());
        }
    }

    /** The input of a bounded job has ended; its last results come afterwards, with its last commit. */
    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close() throws InterruptedException {
        if (background != null) {
            background.shutdownNow();
            background.awaitTermination(PATIENCE_AT_THE_END.toSeconds(), TimeUnit.SECONDS);
        }
        long deadline = System.nanoTime() + PATIENCE_AT_THE_END.toNanos();
        while (finished && !copy().isEmpty()) {
            deliver();
            if (!copy().isEmpty() && System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        copy().size() + " results of the job are not in sync_results: the service" + " database "
                                + SyncResults.url(database) + " cannot be written. The rows themselves are merged");
            }
            // The database is away: there is nothing to wait on but the next try.
            Thread.sleep(copy().isEmpty() ? 0 : INTERVAL.toMillis());
        }
        SimpleJdbcConnectionProvider open = connections;
        if (open != null) {
            open.closeConnection();
        }
    }
}
