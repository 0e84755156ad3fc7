package dev.tributary.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What {@code bin/demo} runs beside the job: waits for the snapshot, keeps changing the shops, shows progress, and in the
 * end waits until ClickHouse has caught up. Arguments: {@code --seconds N} to end by itself, {@code --plain} for a screen
 * that cannot be redrawn.
 */
public final class DemoTraffic {

    private static final List<Shop> SHOPS =
            List.of(new Shop("shop_de", 1), new Shop("shop_at", 1), new Shop("shop_us", 2));
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, String> environment = System.getenv();
    private final boolean plain;
    private final long seconds;
    private final AtomicLong transactions = new AtomicLong();
    private int linesShown;

    private DemoTraffic(List<String> arguments) {
        plain = arguments.contains("--plain");
        int at = arguments.indexOf("--seconds");
        seconds = at < 0 ? Long.MAX_VALUE : Long.parseLong(arguments.get(at + 1));
    }

    public static void main(String[] arguments) throws Exception {
        new DemoTraffic(List.of(arguments)).run();
    }

    private void run() throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (Shop shop : SHOPS) {
            connections.add(shop.connect(environment));
        }
        try (ClickHouseQueries clickHouse = new ClickHouseQueries(environment)) {
            ProgressTable table = new ProgressTable(connections, clickHouse);
            awaitMarkers(connections, clickHouse, table, "snapshot");
            changeShops(table);
            awaitMarkers(connections, clickHouse, table, "catching up");
            show(table, "caught up");
        }
    }

    private void changeShops(ProgressTable table) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(SHOPS.size());
        List<Workload> workloads = new ArrayList<>();
        List<Future<?>> running = new ArrayList<>();
        for (Shop shop : SHOPS) {
            Workload workload = new Workload(shop, environment, shop.name().hashCode(), transactions);
            workloads.add(workload);
            running.add(executor.submit(workload));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> workloads.forEach(Workload::stop)));
        long start = System.nanoTime();
        while (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < seconds) {
            show(table, transactions.get() + " transactions in the shops so far");
            Thread.sleep(plain ? 5000 : 1000);
        }
        workloads.forEach(Workload::stop);
        for (Future<?> workload : running) {
            workload.get();
        }
        executor.shutdown();
    }

    /** Changes a customer of every shop last of all, and waits until ClickHouse shows it. */
    private void awaitMarkers(
            List<Connection> connections, ClickHouseQueries clickHouse, ProgressTable table, String phase)
            throws Exception {
        String marker = UUID.randomUUID().toString();
        for (Connection connection : connections) {
            mark(connection, marker);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!seen(clickHouse, marker)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("ClickHouse did not catch up within " + PATIENCE.toMinutes()
                        + " minutes; see .embedded/demo/job.log");
            }
            show(table, phase);
            Thread.sleep(plain ? 2000 : 1000);
        }
    }

    private static void mark(Connection connection, String marker) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE customers SET email = '" + marker + "' WHERE id = 2");
        }
    }

    private static boolean seen(ClickHouseQueries clickHouse, String marker) {
        return clickHouse
                .query("SELECT count() FROM analytics.customers WHERE id = 2 AND email = '" + marker + "'")
                .get(0)
                .get(0)
                .equals(Integer.toString(SHOPS.size()));
    }

    private void show(ProgressTable table, String phase) throws SQLException {
        String text = table.render() + phase + "\n";
        if (!plain && linesShown > 0) {
            System.out.print("\033[" + linesShown + "A\033[J");
        }
        System.out.print(text);
        System.out.flush();
        linesShown = text.split("\n", -1).length - 1;
    }
}
