package dev.tributary.bench;

import dev.tributary.bench.BenchServers.Source;
import dev.tributary.clickhouse.ClickHouseClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long after its commit in MySQL a change is visible in ClickHouse, at a constant rate of changes, and what that costs. */
final class LatencyBench {

    private static final int ROWS = 10_000;
    private static final String TIMES = "%-10s %6s %6s %6s   %6s %6s %6s   %6s %6s %6s   %8s %9s%n";
    private static final String COSTS = "%-10s %9s %11s   %9s %11s%n";

    /**
     * @param seconds that are measured
     * @param warmUpSeconds of the same changes before, which are not
     * @param idleSeconds before these, with the reader but without changes
     */
    record Load(int seconds, int warmUpSeconds, int idleSeconds, int rate) {}

    /** Processor time of both processes, in percent of one processor. */
    private record Cost(double job, double clickHouse) {}

    private record Result(
            String interval,
            Distribution visible,
            Distribution read,
            MergeStatistics merges,
            double changesPerSecond,
            Cost idle,
            Cost busy) {}

    private final BenchServers servers;
    private final Load load;

    LatencyBench(BenchServers servers, Load load) {
        this.servers = servers;
        this.load = load;
    }

    void run(List<String> checkpointIntervals) throws Exception {
        List<Result> results = new ArrayList<>();
        for (String interval : checkpointIntervals) {
            System.err.println("Checkpoint interval " + interval + " …");
            results.add(measure(interval));
        }
        print(results);
    }

    private Result measure(String interval) throws Exception {
        try (Connection connection = servers.mySql(1);
                Statement statement = connection.createStatement();
                ClickHouseClient clickHouse = servers.clickHouse()) {
            OrdersTable table = new OrdersTable(connection);
            table.create(ROWS);
            BenchServers.dropTargets(clickHouse);
            String configuration = servers.configuration(
                    interval, List.of(new Source(1, OrdersTable.DATABASE)), List.of(OrdersTable.NAME));
            try (RunningJob job = RunningJob.start(servers, configuration)) {
                job.await(clickHouse, "SELECT count() FROM system.tables WHERE database = 'bench'", 1, 50);
                job.await(clickHouse, "SELECT count() FROM " + OrdersTable.TARGET, ROWS, 50);
                Result result = measure(interval, job, new PacedWriter(statement, ROWS, load.rate), clickHouse);
                table.requireEqual(clickHouse);
                return result;
            }
        }
    }

    private Result measure(String interval, RunningJob job, PacedWriter writer, ClickHouseClient clickHouse)
            throws Exception {
        try (VisibleRevisions reader = new VisibleRevisions(clickHouse)) {
            writer.write(1); // goes over from the snapshot to the binlog
            reader.await(writer.lastChange(), job);
            Processors beforeIdle = new Processors(job);
            Thread.sleep(load.idleSeconds * 1000L);
            Cost idle = new Processors(job).since(beforeIdle);
            writer.write(load.warmUpSeconds);
            long first = writer.lastChange() + 1;
            long start = System.currentTimeMillis();
            Processors before = new Processors(job);
            long[] committed = writer.write(load.seconds);
            reader.await(writer.lastChange(), job);
            Cost busy = new Processors(job).since(before);
            MergeStatistics merges = MergeStatistics.since(clickHouse, start);
            long[] visible = reader.epochMillis(first, committed.length);
            reader.close();
            SourceTrace trace = job.end();
            // Each change is one record, and nothing came after them.
            long recordsBefore = trace.records() - writer.lastChange();
            long[] read = new long[committed.length];
            for (int index = 0; index < committed.length; index++) {
                read[index] = trace.epochMillis(recordsBefore + first + index) - committed[index];
                visible[index] -= committed[index];
            }
            return new Result(
                    interval,
                    Distribution.of(visible),
                    Distribution.of(read),
                    merges,
                    committed.length * 1e3 / (committed[committed.length - 1] - start),
                    idle,
                    busy);
        }
    }

    private void print(List<Result> results) {
        System.out.printf(
                Locale.ROOT,
                "%n%d changes a second for %d s, each a transaction, of a table of %s rows; %d processors%n%n" + TIMES
                        + TIMES,
                load.rate,
                load.seconds,
                ResultTable.grouped(ROWS),
                Runtime.getRuntime().availableProcessors(),
                "checkpoint",
                "ms until",
                "visible",
                "",
                "ms until",
                "read",
                "",
                "ms of a",
                "merge",
                "",
                "",
                "changes/s",
                "interval",
                "p50",
                "p99",
                "max",
                "p50",
                "p99",
                "max",
                "p50",
                "p99",
                "max",
                "merges",
                "written");
        for (Result result : results) {
            Distribution visible = result.visible;
            Distribution read = result.read;
            Distribution merge = result.merges.durations();
            System.out.printf(
                    Locale.ROOT,
                    TIMES,
                    result.interval,
                    visible.median(),
                    visible.percentile99(),
                    visible.maximum(),
                    read.median(),
                    read.percentile99(),
                    read.maximum(),
                    merge.median(),
                    merge.percentile99(),
                    merge.maximum(),
                    result.merges.merges(),
                    ResultTable.tenths(result.changesPerSecond));
        }
        System.out.printf(
                Locale.ROOT,
                "%nProcessor time in %% of one processor; the reader's queries are in ClickHouse's%n%n" + COSTS + COSTS,
                "checkpoint",
                "changes",
                "",
                "none",
                "",
                "interval",
                "job",
                "ClickHouse",
                "job",
                "ClickHouse");
        for (Result result : results) {
            System.out.printf(
                    Locale.ROOT,
                    COSTS,
                    result.interval,
                    ResultTable.tenths(result.busy.job),
                    ResultTable.tenths(result.busy.clickHouse),
                    ResultTable.tenths(result.idle.job),
                    ResultTable.tenths(result.idle.clickHouse));
        }
    }

    /** What both processes have used at a moment. */
    private final class Processors {
        private final long nanos = System.nanoTime();
        private final double job;
        private final double clickHouse;

        Processors(RunningJob running) throws IOException {
            job = running.process().cpuSeconds();
            clickHouse = servers.clickHouseProcess().cpuSeconds();
        }

        Cost since(Processors earlier) {
            double percent = 100 / ((nanos - earlier.nanos) / 1e9);
            return new Cost((job - earlier.job) * percent, (clickHouse - earlier.clickHouse) * percent);
        }
    }
}
