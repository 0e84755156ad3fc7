package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.RunMode;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TargetEvolution;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of chunks whose server does not answer: nobody listens on port 1. */
class SnapshotWorkerTest {

    private static final TableId TABLE = new TableId("shop", "orders");
    private static final ServerIdentity DEAD = new ServerIdentity("dead", 0);

    private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();
    private final Handover handover = new Handover(1 << 20, () -> woken.add("something to take"));
    private SnapshotWorker worker;

    @BeforeEach
    void start() throws Exception {
        SyncConfig config = ConfigReader.read("test", """
                job: {name: test}
                clickhouse: {url: 'http://127.0.0.1:1', user: u, password: p}
                connections: [{name: a, host: 127.0.0.1, port: 1, database: shop, user: u, password: p}]
                tables: [{source: orders}]
                """, new Secrets(Map.of()));
        List<RoutePlan> routes = List.of(SnapshotProgressTest.route(TABLE, 0));
        ServerPlan plan = new ServerPlan("server", config.connections().get(0).endpoint(), 100, routes);
        TargetEvolution evolution =
                new TargetEvolution(config.clickHouse(), config.merge().retryTimeout());
        worker = SourceParts.of(plan, config, RunMode.SYNC, evolution, "plan", false)
                .snapshotWorker(handover, new RowCounts(), 0, () -> {});
        worker.start();
    }

    @AfterEach
    void close() throws Exception {
        worker.close();
    }

    private static SnapshotSplit split(ServerIdentity server, int number) {
        ChunkTask task = new ChunkTask(
                new ChunkId(TABLE, 1, number),
                SnapshotProgressTest.chunks(TABLE, number + 1).get(number),
                SnapshotProgressTest.snapshot(TABLE, 3));
        return new SnapshotSplit("split-" + number, server, List.of(task), List.of());
    }

    @Test
    void chunksOfAServerThatWasReplacedAreGivenUpAndThoseOfItsSuccessorAreNot() throws Exception {
        worker.read(split(DEAD, 0));
        assertThat(woken.poll(1, TimeUnit.SECONDS)).as("it may come back").isNull();

        worker.replaced(new ServerIdentity("successor", 1));

        assertThat(woken.poll(2, TimeUnit.MINUTES)).isNotNull();
        Handover.Taken<List<ChunkReport>> taken = Objects.requireNonNull(handover.take(worker::takeFinished));
        assertThat(taken.state())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).contains("another server took the place"));
        worker.read(split(new ServerIdentity("the next one", 2), 1));
        assertThat(woken.poll(1, TimeUnit.SECONDS)).isNull();
        assertThat(worker.unread()).isEqualTo(1);
    }
}
