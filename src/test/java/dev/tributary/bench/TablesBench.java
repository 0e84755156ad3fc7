package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many small tables: how long until all are visible, and then how long until one changed row in each of some is. */
final class TablesBench {

    private static final long POLL_MILLIS = 50;
    private static final String ROUND = "%7s %9s %12s %9s %12s %12s %12s %10s %10s%n";

    /**
     * @param databases each with all tables
     * @param rows per table
     * @param changedDatabases in each of whose tables a round changes one row
     */
    record Size(int servers, int databases, int tables, int rows, int changedDatabases) {}

    private record Round(double visibleSeconds, MergeStatistics merges) {}

    private final BenchServers servers;
    private final Size size;
    private final String checkpointInterval;
    private final ManyTables tables;

    TablesBench(BenchServers servers, Size size, String checkpointInterval) {
        this.servers = servers;
        this.size = size;
        this.checkpointInterval = checkpointInterval;
        this.tables = new ManyTables(servers, size.servers, size.databases, size.tables, size.rows);
    }

    void run(int rounds) throws Exception {
        System.err.println("Writing " + tables.count() + " tables of " + size.rows + " rows …");
        tables.create();
        try (ClickHouseClient clickHouse = servers.clickHouse()) {
            BenchServers.dropTargets(clickHouse);
            try (RunningJob job = RunningJob.start(servers, tables.configuration(checkpointInterval))) {
                job.await(
                        clickHouse,
                        "SELECT count() FROM system.tables WHERE database = '" + BenchServers.TARGET_DATABASE + "'",
                        size.tables,
                        POLL_MILLIS);
                long visible =
                        job.await(clickHouse, "SELECT count() FROM " + ManyTables.TARGETS, tables.rows(), POLL_MILLIS);
                double cpuSeconds = job.process().cpuSeconds();
                System.err.println("All rows are visible; changing one row in each of "
                        + size.changedDatabases * size.tables + " tables, " + rounds + " times …");
                List<Round> changes = new ArrayList<>();
                for (int round = 1; round <= rounds; round++) {
                    changes.add(change(job, clickHouse, round));
                }
                long peakBytes = job.process().peakBytes();
                long liveBytes = job.process().liveHeapBytes();
                tables.requireEqual(clickHouse);
                long firstRecord = job.end().epochMillis(1);
                print(
                        (firstRecord - job.startedMillis()) / 1e3,
                        (visible - firstRecord) / 1e3,
                        cpuSeconds,
                        job.threads(),
                        liveBytes,
                        peakBytes);
                print(changes);
            }
        }
    }

    private Round change(RunningJob job, ClickHouseClient clickHouse, int revision) throws Exception {
        job.awaitQuiet(clickHouse);
        tables.changeOneRowEach(size.changedDatabases, revision);
        long changed = System.currentTimeMillis();
        long visible = job.await(
                clickHouse,
                "SELECT count() FROM " + ManyTables.TARGETS + " WHERE revision = " + revision,
                (long) size.changedDatabases * size.tables,
                POLL_MILLIS);
        // A merge enters the ledger after its rows are visible, and the last one has to be in it.
        job.await(
                clickHouse,
                "SELECT sum(upserts) >= " + size.changedDatabases * size.tables
                        + " FROM tributary.ledger WHERE toUnixTimestamp64Milli(committed_at) > " + changed,
                1,
                POLL_MILLIS);
        return new Round((visible - changed) / 1e3, MergeStatistics.since(clickHouse, changed));
    }

    private void print(
            double startSeconds,
            double visibleSeconds,
            double cpuSeconds,
            long threads,
            long liveBytes,
            long peakBytes) {
        System.out.printf(
                Locale.ROOT,
                "%n%d databases on %d MySQL servers, %d tables each, %d rows each; checkpoint interval %s, %d processors%n%n"
                        + "from the start of the process to the first record: %.1f s%n"
                        + "from the first record until all rows are visible:  %.1f s%n"
                        + "tables/s: %.1f%n"
                        + "rows/s: %s%n"
                        + "processor time of the job's process until then: %.1f s%n"
                        + "threads, at most: %d%n"
                        + "heap that is in use, with the changes below: %s%n"
                        + "peak memory, likewise: %s%n",
                size.databases,
                size.servers,
                size.tables,
                size.rows,
                checkpointInterval,
                Runtime.getRuntime().availableProcessors(),
                startSeconds,
                visibleSeconds,
                tables.count() / visibleSeconds,
                ResultTable.grouped(Math.round(tables.rows() / visibleSeconds)),
                cpuSeconds,
                threads,
                ResultTable.megabytes(liveBytes),
                ResultTable.megabytes(peakBytes));
    }

    private void print(List<Round> rounds) {
        System.out.printf(
                Locale.ROOT,
                "%nOne changed row in each of %d tables of %d databases, one transaction per server%n%n" + ROUND
                        + ROUND,
                size.tables,
                size.changedDatabases,
                "",
                "s until",
                "targets",
                "",
                "s from first",
                "s from first",
                "s, sum of",
                "ms, median",
                "ms of the",
                "round",
                "visible",
                "(checkpoints)",
                "merges",
                "merge's start",
                "to last commit",
                "merges",
                "merge",
                "longest");
        for (int index = 0; index < rounds.size(); index++) {
            MergeStatistics merges = rounds.get(index).merges;
            System.out.printf(
                    Locale.ROOT,
                    ROUND,
                    index + 1,
                    ResultTable.hundredths(rounds.get(index).visibleSeconds),
                    merges.targets() + " (" + merges.checkpoints() + ")",
                    merges.merges(),
                    ResultTable.hundredths(merges.spanMillis() / 1e3),
                    ResultTable.hundredths(merges.commitsSpanMillis() / 1e3),
                    ResultTable.hundredths(merges.sumMillis() / 1e3),
                    merges.durations().median(),
                    merges.durations().maximum());
        }
    }
}
