package dev.tributary.bench;

import dev.tributary.bench.BenchServers.Source;
import dev.tributary.cli.Main;
import dev.tributary.clickhouse.ClickHouseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What it takes to verify a table whose rows are all equal, by checksums and row by row. */
final class VerifyBench {

    private static final long POLL_MILLIS = 20;

    private final BenchServers servers;

    VerifyBench(BenchServers servers) {
        this.servers = servers;
    }

    /** @param parallelisms numbers of connections to MySQL */
    void run(long rows, List<Integer> parallelisms) throws Exception {
        Path configuration = servers.folder().resolve("verify.yaml");
        Files.writeString(
                configuration,
                servers.configuration("10s", List.of(new Source(1, OrdersTable.DATABASE)), List.of(OrdersTable.NAME)));
        try (Connection connection = servers.mySql(1);
                ClickHouseClient clickHouse = servers.clickHouse()) {
            BenchServers.dropTargets(clickHouse);
            System.out.printf(
                    Locale.ROOT, "Writing and replicating %,d rows of %d columns%n", rows, OrdersTable.COLUMNS);
            OrdersTable table = new OrdersTable(connection);
            table.create(rows);
            replicate(configuration);
            table.requireEqual(clickHouse);
        }
        System.out.printf(
                "%n%-10s %12s %9s %12s %13s %12s%n",
                "method", "connections", "seconds", "rows/s", "CPU µs/row", "peak memory");
        for (String method : List.of("rows", "checksums")) {
            for (int parallelism : parallelisms) {
                verify(configuration, method, parallelism, rows);
            }
        }
    }

    private void replicate(Path configuration) throws Exception {
        try (JavaProcess job = start(
                "the job",
                "run",
                "--local",
                "--mode",
                "etl",
                "--state",
                servers.folder().resolve("savepoint-verify").toString(),
                "--config",
                configuration.toString())) {
            job.awaitSuccess();
        }
    }

    private JavaProcess start(String title, String... arguments) throws IOException {
        Path log = servers.folder().resolve("verify-" + arguments[0] + ".log");
        return JavaProcess.start(title, Main.class, servers.javaOptions(), log, arguments);
    }

    private void verify(Path configuration, String method, int parallelism, long rows) throws Exception {
        long start = System.nanoTime();
        List<String> arguments = new ArrayList<>(List.of("verify", "--config", configuration.toString()));
        arguments.addAll(List.of("--method", method, "--parallelism", String.valueOf(parallelism)));
        try (JavaProcess verify = start("verify", arguments.toArray(String[]::new))) {
            long peak = 0;
            double cpu = 0;
            while (verify.isAlive()) {
                try {
                    peak = Math.max(peak, verify.inLinux().peakBytes());
                    cpu = Math.max(cpu, verify.inLinux().cpuSeconds());
                } catch (IOException e) {
                    break; // it has just ended
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            verify.awaitSuccess(); // so no row differs
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %12d %9.1f %,12.0f %13.2f %9d MB%n",
                    method,
                    parallelism,
                    seconds,
                    rows / seconds,
                    cpu * 1e6 / rows,
                    peak >> 20);
        }
    }
}
