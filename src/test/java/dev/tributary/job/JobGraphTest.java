package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.RunMode;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.DeleteMechanism;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.plan.TargetPlan;
import dev.tributary.plan.ViewPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph that Flink's web UI shows, and the identities that savepoints depend on. */
class JobGraphTest {

    @Test
    void operatorUidsNeverChange() throws Exception {
        List<String> uids = new ArrayList<>();
        for (StreamNode node : streamGraph().getStreamNodes()) {
            uids.add(node.getTransformationUID());
        }
        assertThat(uids)
                .containsExactlyInAnyOrder(
                        "source-eu_3306",
                        "source-us_3306",
                        "merge",
                        "merge: gather-staged-batches",
                        "Sink Committer: merge",
                        "merge: commit-results",
                        "merge: sync-results",
                        "merge: views");
    }

    @Test
    void verticesTellAStrangerWhatTheyDo() throws Exception {
        JobGraph graph = streamGraph().getJobGraph();
        List<String> names = new ArrayList<>();
        for (JobVertex vertex : graph.getVerticesSortedTopologicallyFromSources()) {
            names.add(vertex.getName());
        }
        assertThat(names)
                .containsExactly(
                        "Source: MySQL eu:3306 (de)",
                        "Source: MySQL us:3306 (us)",
                        "Merge into ClickHouse: Writer",
                        "Merge into ClickHouse: Gather staged batches",
                        "Merge into ClickHouse: Committer -> Merge into ClickHouse: Read the ledger ->"
                                + " (Sink: Merge into ClickHouse: sync_results,"
                                + " Merge into ClickHouse: Refresh views)");
    }

    private static StreamGraph streamGraph() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        new ReplicationJob(plan(), RunMode.SYNC).build(environment);
        return environment.getStreamGraph();
    }

    private static ReplicationPlan plan() throws Exception {
        SyncConfig config = ConfigReader.read("test", """
                job: {name: graph}
                service-database: {host: eu, database: service, user: u, password: p}
                clickhouse: {url: "http://clickhouse:8123", user: u, password: p, database: shop}
                connections:
                  - {name: de, host: eu, database: shop_de, user: u, password: p}
                  - {name: us, host: us, database: shop_us, user: u, password: p}
                tables: [{source: orders}]
                """, new Secrets(Map.of()));
        TargetSchema target = new TargetSchema(
                new TableId("shop", "orders"),
                List.of(
                        new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"),
                        new TargetColumn("id", "Int32")),
                2);
        List<ServerPlan> servers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var connection = config.connections().get(i);
            TableSchema source = new TableSchema(
                    new TableId(connection.database(), "orders"),
                    List.of(new Column("id", MySqlType.parse("int"), false)),
                    List.of("id"),
                    List.of());
            servers.add(new ServerPlan(
                    connection.endpoint().host() + "_3306",
                    connection.endpoint(),
                    5400 + 20L * i,
                    List.of(new RoutePlan(connection.name(), source, target))));
        }
        return new ReplicationPlan(
                config,
                servers,
                List.of(new TargetPlan(target, "CREATE TABLE", false, List.of(), DeleteMechanism.PATCH_PARTS)),
                List.of(new ViewPlan(new TableId("shop", "v"), List.of(target.target()), Duration.ofSeconds(1))),
                List.of(),
                List.of());
    }
}
