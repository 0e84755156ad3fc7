package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.RunMode;
import dev.tributary.embedded.TestServers;
import dev.tributary.journal.Phase;
import dev.tributary.plan.TableControl;
import dev.tributary.status.EventReader;
import dev.tributary.status.EventReader.JobEvent;
import dev.tributary.status.Health;
import dev.tributary.status.JobStatus;
import dev.tributary.status.JobStatus.Liveness;
import dev.tributary.status.JobStatus.Server;
import dev.tributary.status.JobStatus.Table;
import dev.tributary.status.JsonText;
import dev.tributary.status.ResultsReader;
import dev.tributary.status.StatusPrinter;
import dev.tributary.status.StatusReader;
import dev.tributary.web.PageServer;
import dev.tributary.web.Visitor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a job that runs, and of one that does not. */
class StatusIT {

    private static final Health HEALTH = new Health(Duration.ofMinutes(10));

    @TempDir
    private Path savepoints;

    private Replication replication;
    private Receiver receiver;

    /** Beside one that never answers, and holds up nothing of what these tests see. */
    @BeforeEach
    void receive() throws Exception {
        receiver = new Receiver();
    }

    private Replication replication(String name) throws Exception {
        replication = new Replication(name, "[{source: t}, {source: u}]")
                .withOptions("schema-changes: {on-refusal: set-aside}\nnotify: [{url: 'http://127.0.0.1:"
                        + receiver.port() + "/told'}, {url: 'http://127.0.0.1:" + receiver.port()
                        + "/never', min-severity: info}]");
        replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a BIGINT)");
        replication.everywhere("CREATE TABLE u LIKE t");
        replication.everywhere("INSERT INTO t VALUES (1, 10), (2, 20)");
        replication.clickHouse().execute("CREATE DATABASE IF NOT EXISTS tributary");
        for (String table : List.of("events", "server_progress", "table_progress", "rows_read")) {
            if (!replication.value("EXISTS TABLE tributary." + table).equals("0")) {
                replication.clickHouse().execute("DELETE FROM tributary." + table + " WHERE job = '" + name + "'");
            }
        }
        return replication;
    }

    @AfterEach
    void close() throws Exception {
        TestServers.mysql(2);
        replication.close();
        receiver.close();
    }

    private JobStatus status() throws Exception {
        try (ClickHouseClient client = new ClickHouseClient(replication.config().clickHouse())) {
            return new StatusReader(client, replication.config()).read();
        }
    }

    private List<JobEvent> events() throws Exception {
        try (ClickHouseClient client = new ClickHouseClient(replication.config().clickHouse())) {
            return new EventReader(client, replication.config())
                    .since(Instant.now().minus(Duration.ofHours(1)));
        }
    }

    private JobStatus await(String what, Predicate<JobStatus> condition) throws Exception {
        JobStatus[] last = new JobStatus[1];
        try {
            replication.await(what, () -> {
                try {
                    last[0] = status();
                    return condition.test(last[0]);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + JsonText.of(last[0]), e);
        }
        return last[0];
    }

    private void awaitEvent(String kind, String text) throws Exception {
        replication.await("event " + kind + ": " + text, () -> {
            try {
                return events().stream()
                        .anyMatch(event ->
                                event.kind().equals(kind) && event.line().contains(text));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static int port() throws Exception {
        return TestServers.address(1).port();
    }

    private static boolean allStream(JobStatus status) {
        return status.tables().size() == 6 && status.tables().stream().allMatch(Table::isCurrent);
    }

    private static Table table(JobStatus status, String source, String name) {
        return status.tables().stream()
                .filter(table ->
                        table.sourceDatabase().equals(source) && table.name().endsWith("." + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void streamingJobIsWellAndAnIdleServerHasNoLag() throws Exception {
        replication("status_streams").start(RunMode.SYNC);
        await("all tables to stream", StatusIT::allStream);
        replication.in("at", "INSERT INTO t VALUES (3, 30)");
        replication.awaitRows("SELECT count() FROM status_streams.t", "7");
        replication.server("at").execute("FLUSH BINARY LOGS");

        // What is read, merged and said is written each by whoever knows it, and in its own time.
        JobStatus status = await(
                "servers that are read to their end",
                now -> now.servers().size() == 2
                        && table(now, "shop_at", "t").rowsRead() == 2
                        && table(now, "shop_at", "t").changesRead() >= 1
                        && now.targets().stream()
                                        .mapToLong(target -> target.upserts())
                                        .sum()
                                == 7
                        && now.servers().stream()
                                .allMatch(server -> Duration.ZERO.equals(server.lag())
                                        && Long.valueOf(0).equals(server.bytesBehind())
                                        && server.awaySince() == null
                                        && server.retentionLeft() != null));
        assertThat(HEALTH.findings(status)).isEmpty();
        assertThat(status.life().liveness()).isEqualTo(Liveness.RUNNING);
        assertThat(status.targets()).anySatisfy(target -> {
            assertThat(target.name()).isEqualTo("status_streams.t");
            assertThat(target.lastCommit()).isNotNull();
            assertThat(target.upserts()).isEqualTo(7);
            assertThat(target.rows()).isGreaterThanOrEqualTo(7);
        });
        assertThat(StatusPrinter.print(status, List.of(), false)).contains("✓ all is well", "status_streams.t");
        for (String kind : List.of("started", "snapshot begun", "snapshot done", "table current")) {
            awaitEvent(kind, "");
        }
        assertThat(events()).extracting(JobEvent::kind).doesNotContain("failed", "set aside");

        replication.await("the count of merged rows", () -> MetricProbe.sum("status_streams", "mergedRows") == 7);
        for (String gauge : List.of("lastCommitTimestamp", "binlogRetentionLeftSeconds")) {
            replication.await(gauge, () -> MetricProbe.sumOfGauges("status_streams", gauge) > 0);
        }
        assertThat(MetricProbe.names("status_streams"))
                .contains("lagSeconds {server=127.0.0.1:" + port() + ", source_database=shop_at}")
                .contains("snapshotChunksTotal {server=127.0.0.1:" + port() + "}")
                .contains("mergedRows {target=status_streams.t}");

        replication.in("at", "ALTER TABLE t ADD COLUMN b INT");
        awaitEvent("structure followed", "ALTER TABLE t ADD COLUMN b INT");

        try (ClickHouseClient client = new ClickHouseClient(replication.config().clickHouse())) {
            var results = new ResultsReader(client, replication.config())
                    .read(Instant.now().minus(Duration.ofDays(1)), Instant.now());
            assertThat(results.days().stream()
                            .filter(day -> day.target().equals("status_streams.t"))
                            .mapToLong(day -> day.upserts())
                            .sum())
                    .isEqualTo(7);
            assertThat(results.slowest()).isNotEmpty();
            assertThat(results.text()).contains("status_streams.t");
        }

        try (PageServer page = new PageServer(replication.config(), "127.0.0.1", 0)) {
            Visitor visitor = new Visitor(page.address());
            assertThat(visitor.visitAll(20)).hasSizeGreaterThan(8);
            assertThat(visitor.page("").text()).contains("✓ all is well", "shop_at", "status_streams.t");
            assertThat(visitor.page("table?name=status_streams.t").text())
                    .contains(
                            "3 streaming", "ALTER TABLE t ADD COLUMN b INT", "_source_database", "ReplacingMergeTree");
        }

        replication.stop();
        assertThat(HEALTH.findings(await("the end", now -> now.life().liveness() == Liveness.STOPPED)))
                .singleElement()
                .asString()
                .contains("stopped");
    }

    @Test
    void snapshotUnderWayAndAServerThatIsAway() throws Exception {
        Replication shops = replication("status_snapshot");
        try (Connection connection = shops.server("us").rootConnection(shops.database("us"));
                Statement lock = connection.createStatement()) {
            shops.start(RunMode.SYNC, () -> {
                try {
                    lock.execute("LOCK TABLES u WRITE");
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            JobStatus status = await(
                    "one snapshot under way",
                    now -> now.tables().size() == 6
                            && now.tables().stream().filter(Table::isCurrent).count() == 5
                            && table(now, "shop_us", "u").phase() == Phase.SNAPSHOT);
            assertThat(table(status, "shop_us", "u").chunksDone()).isZero();
            assertThat(table(status, "shop_us", "u").chunksTotal()).isEqualTo(1);
            assertThat(HEALTH.findings(status)).isEmpty();
            assertThat(StatusPrinter.print(status, List.of(), true)).contains("snapshot 0 % (0 of 1 chunks)");
            lock.execute("UNLOCK TABLES");
        }
        await("all tables to stream", StatusIT::allStream);

        TestServers.mysql(2).kill();
        JobStatus away = await(
                "the server to be away", now -> now.servers().stream().anyMatch(server -> server.awaySince() != null));
        assertThat(HEALTH.findings(away)).singleElement().asString().matches("server 127.0.0.1:\\d+ is away for .*");
        awaitEvent("server away", "does not answer");

        TestServers.mysql(2);
        await(
                "the server to be back",
                now -> now.servers().stream().map(Server::awaySince).allMatch(java.util.Objects::isNull)
                        && HEALTH.findings(now).isEmpty());
        awaitEvent("server back", "answers again");
    }

    @Test
    void tableThatIsSetAsideAndReadAnew() throws Exception {
        Replication shops = replication("status_aside");
        shops.start(RunMode.SYNC);
        await("all tables to stream", StatusIT::allStream);

        shops.in("at", "SET sql_mode = ''", "ALTER TABLE t MODIFY a INT", "INSERT INTO t VALUES (4, 40)");
        JobStatus aside = await(
                "the table to be set aside", now -> table(now, "shop_at", "t").phase() == Phase.SET_ASIDE);
        assertThat(HEALTH.findings(aside))
                .singleElement()
                .asString()
                .contains("shop_at: status_aside_at.t is set aside: column 'a' changed");
        awaitEvent("set aside", "run 'tributary resync --source shop_at --table t'");

        new TableControl(shops.config(), "shop_at", "t").resync();
        shops.awaitRows("SELECT count() FROM status_aside.t WHERE _source_database = 'shop_at'", "3");
        awaitEvent("resync begun", "read anew");
        awaitEvent("resync done", "current again");
        shops.await("the alarm and its all-clear", () -> receiver.told().size() == 2);
        assertThat(receiver.told().get(0)).contains("\"kind\":\"set aside\"", "\"mysql_table\":\"status_aside_at.t\"");
        assertThat(receiver.told().get(1)).contains("\"kind\":\"resync done\"", "\"all_clear\":true");
        assertThat(HEALTH.findings(await("all tables to stream", StatusIT::allStream)))
                .isEmpty();

        shops.goOnFromSavepoint(savepoints, () -> shops.configure("[{source: t}]"));
        JobStatus fewer = await("the tables that are left", now -> now.tables().size() == 3);
        assertThat(fewer.tables()).allMatch(table -> table.name().endsWith(".t"));
        awaitEvent("restarted", "goes on from checkpoint");
    }
}
