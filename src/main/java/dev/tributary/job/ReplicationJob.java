package dev.tributary.job;

import dev.tributary.config.ConfigurationException;
import dev.tributary.config.Problem;
import dev.tributary.config.RunMode;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSource;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.plan.TargetPlan;
import dev.tributary.results.SyncResults;
import dev.tributary.schema.TargetEvolution;
import dev.tributary.sink.AfterCommit;
import dev.tributary.sink.CommitResult;
import dev.tributary.sink.CommitResultReader;
import dev.tributary.sink.MergeSink;
import dev.tributary.sink.MergeSinkOptions;
import dev.tributary.stream.MergeKeySelector;
import dev.tributary.views.ViewRefreshOperator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replication as a Flink job.
 *
 * <pre>
 *  MySQL server A ─┐
 *  MySQL server B ─┼─ keyed by table and merge fields ─ Merge into ClickHouse ─┬─ sync_results
 *  MySQL server C ─┘                                                           └─ Refresh views
 * </pre>
 */
public final class ReplicationJob {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicationJob.class);

    private final ReplicationPlan plan;
    private final RunMode mode;

    public ReplicationJob(ReplicationPlan plan, RunMode mode) {
        this.plan = plan;
        this.mode = mode;
    }

    /**
     * Creates what is missing in ClickHouse, then submits the job to the environment that Flink's client set up, or, if
     * local, runs it in a Flink of this process, with the web UI, until its end.
     */
    public static void run(ReplicationPlan plan, RunOptions options) throws Exception {
        ReplicationJob job = new ReplicationJob(plan, options.mode());
        if (options.local()) {
            LocalFlink.run(job, options);
            return;
        }
        TargetPreparation.prepare(plan);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        job.build(environment);
        if (options.resume()) {
            resume(plan, environment, options);
        }
        JobClient client = environment.executeAsync(job.name());
        if (options.mode() == RunMode.ETL) {
            client.getJobExecutionResult().get();
        }
    }

    private static void resume(ReplicationPlan plan, StreamExecutionEnvironment environment, RunOptions options)
            throws Exception {
        Optional<String> state = new LatestState(plan.config(), environment.getConfiguration()).find();
        if (state.isPresent()) {
            restore(environment, state.get(), options);
        }
        LOG.info(
                "{}",
                state.map(path -> "Going on from " + path)
                        .orElse("This job never ran up to a checkpoint: starting with a snapshot"));
    }

    /** @throws ConfigurationException if the state has servers that the job lacks, and they may not be left behind */
    static void restore(StreamExecutionEnvironment environment, String path, RunOptions options)
            throws ConfigurationException, IOException {
        List<String> removed = RemovedServers.of(path, environment);
        if (!removed.isEmpty() && !options.leavesRemovedServers()) {
            throw new ConfigurationException(List.of(new Problem(
                    "connections",
                    "the state " + path
                            + " has MySQL servers that the configuration does not have any more, by the names of"
                            + " their connections: " + String.join(", ", removed)
                            + ". Put them back; or, if they shall go, start once with --allow-removed-servers: their"
                            + " rows stay in the targets as they are")));
        }
        removed.forEach(server -> LOG.info("Left behind is the state of a MySQL server: {}", server));
        environment.configure(new Configuration()
                .set(StateRecoveryOptions.SAVEPOINT_PATH, path)
                .set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, !removed.isEmpty()));
    }

    ReplicationPlan plan() {
        return plan;
    }

    String name() {
        return "Tributary " + plan.config().job().name() + " (" + mode.name().toLowerCase(Locale.ROOT) + ")";
    }

    /** Puts the pipeline into the environment without running it. */
    public void build(StreamExecutionEnvironment environment) {
        SyncConfig config = plan.config();
        environment.setParallelism(config.job().parallelism());
        environment.enableCheckpointing(config.job().checkpointInterval().toMillis());
        environment.getConfig().enableObjectReuse();
        environment.configure(new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false));

        changes(environment)
                .keyBy(new MergeKeySelector())
                .sinkTo(new MergeSink(sinkOptions(), afterCommit()))
                .name("Merge into ClickHouse")
                .uid(OperatorUids.MERGE);
    }

    private DataStream<RowChange> changes(StreamExecutionEnvironment environment) {
        List<DataStream<RowChange>> sources = new ArrayList<>();
        for (ServerPlan server : plan.servers()) {
            sources.add(source(environment, server));
        }
        DataStream<RowChange> first = sources.remove(0);
        return sources.isEmpty() ? first : first.union(sources.toArray(size -> newArray(size)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    private static DataStream<RowChange>[] newArray(int size) {
        return new DataStream[size];
    }

    private DataStream<RowChange> source(StreamExecutionEnvironment environment, ServerPlan server) {
        SyncConfig config = plan.config();
        TargetEvolution evolution = evolution(config);
        String databases = server.routes().stream()
                .map(route -> route.sourceDatabase())
                .distinct()
                .collect(Collectors.joining(", "));
        return environment
                .fromSource(
                        new ServerSource(server, config, mode, evolution),
                        WatermarkStrategy.noWatermarks(),
                        "MySQL " + server.endpoint().host() + ":"
                                + server.endpoint().port() + " (" + databases + ")")
                .uid(OperatorUids.source(server));
    }

    static TargetEvolution evolution(SyncConfig config) {
        return new TargetEvolution(config.clickHouse(), config.merge().retryTimeout());
    }

    MergeSinkOptions sinkOptions() {
        SyncConfig config = plan.config();
        var schemas = new ArrayList<>(plan.targetSchemas());
        schemas.add(DeadLetters.schema(config.clickHouse().controlDatabase()));
        schemas.add(DeadLetters.formerSchema(config.clickHouse().controlDatabase()));
        Map<TableId, DeleteMechanism> mechanisms = new HashMap<>();
        for (TargetPlan target : plan.targets()) {
            mechanisms.put(target.schema().target(), target.mechanism());
        }
        return new MergeSinkOptions(
                config.job().name(),
                config.clickHouse(),
                config.batch(),
                mode == RunMode.ETL ? config.merge().withoutParking() : config.merge(),
                schemas,
                mechanisms,
                config.notifications());
    }

    /**
     * Chained to the committer, by equal parallelism and no repartitioning: a bounded job's last results leave the committer
     * at the final checkpoint, when no other task listens any more.
     */
    private AfterCommit afterCommit() {
        MergeSinkOptions options = sinkOptions();
        SyncConfig config = plan.config();
        var views = plan.views();
        return committed -> {
            SingleOutputStreamOperator<CommitResult> results = committed
                    .flatMap(new CommitResultReader(options))
                    .returns(CommitResult.class)
                    .name("Read the ledger")
                    .uid(OperatorUids.COMMIT_RESULTS);
            if (config.serviceDatabase() != null) {
                results.addSink(SyncResults.sink(config.serviceDatabase()))
                        .name("sync_results")
                        .uid(OperatorUids.SYNC_RESULTS);
            }
            results.transform(
                            "Refresh views",
                            TypeInformation.of(CommitResult.class),
                            new ViewRefreshOperator(config.clickHouse(), views))
                    .uid(OperatorUids.VIEWS);
        };
    }
}
