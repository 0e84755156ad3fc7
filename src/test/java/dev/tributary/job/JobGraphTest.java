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
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** Flink keeps the graph, for instance in the storage of high availability, and its web interface takes apart what it has. */
    @Test
    void passwordsThatAreReferredToDoNotTravelWithTheJob(@TempDir Path folder) throws Exception {
        String planted = "planted-hunter2";
        String variable = "PATH";
        Path file = Files.writeString(folder.resolve("password"), planted + "\n");

        List<String> looked = List.of(file.toString(), planted, System.getenv(variable));
        assertThat(found(looked, "{file: '" + file + "'}", "{env: " + variable + "}"))
                .allMatch(line -> line.endsWith(file.toString()))
                .contains("plan: " + file);
        assertThat(found(List.of(planted), planted, planted))
                .as("written out it travels: the bytes are those that hold it")
                .contains("plan: " + planted, "Merge into ClickHouse: Writer: " + planted)
                .anyMatch(line -> line.contains("sync_results"));
    }

    /** Which of the texts travel, and in what. */
    private static List<String> found(List<String> texts, String ofMySql, String ofClickHouse) throws Exception {
        ReplicationPlan plan = plan(ofMySql, ofClickHouse);
        Map<String, String> bytes = new LinkedHashMap<>(Map.of("plan", text(plan)));
        for (JobVertex vertex : streamGraph(plan).getJobGraph().getVertices()) {
            bytes.put(vertex.getName(), text(vertex.getConfiguration()));
        }
        return texts.stream()
                .flatMap(text -> bytes.entrySet().stream()
                        .filter(part -> part.getValue().contains(text))
                        .map(part -> part.getKey() + ": " + text))
                .toList();
    }

    private static String text(Serializable object) throws IOException {
        return new String(InstantiationUtil.serializeObject(object), StandardCharsets.ISO_8859_1);
    }

    private static StreamGraph streamGraph() throws Exception {
        return streamGraph(plan("p", "p"));
    }

    private static StreamGraph streamGraph(ReplicationPlan plan) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        new ReplicationJob(plan, RunMode.SYNC).build(environment);
        return environment.getStreamGraph();
    }

    private static ReplicationPlan plan(String ofMySql, String ofClickHouse) throws Exception {
        SyncConfig config = ConfigReader.read(
                "test", """
                job: {name: graph}
                service-database: {host: eu, database: service, user: u, password: MYSQL}
                clickhouse: {url: "http://clickhouse:8123", user: u, password: CLICKHOUSE, database: shop}
                connections:
                  - {name: de, host: eu, database: shop_de, user: u, password: MYSQL}
                  - {name: us, host: us, database: shop_us, user: u, password: MYSQL}
                tables: [{source: orders}]
                """.replace("MYSQL", ofMySql).replace("CLICKHOUSE", ofClickHouse), Secrets.ofProcess());
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
                List.of(),
                List.of());
    }
}
