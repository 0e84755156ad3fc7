package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs both contenders on the same data in turn, and prints how they compare. */
final class Comparison {

    private final BenchServers servers;
    private final ContenderRunner runner;
    private final int repeat;
    private final Map<Contender, List<Measurement>> runs = new EnumMap<>(Contender.class);

    /**
     * @param checkpointInterval of both contenders
     * @param repeat how often each of them runs
     */
    Comparison(BenchServers servers, String checkpointInterval, int repeat) {
        this.servers = servers;
        this.runner = new ContenderRunner(servers, checkpointInterval);
        this.repeat = repeat;
    }

    void snapshot(int rows) throws Exception {
        try (Connection connection = servers.mySql(1);
                ClickHouseClient clickHouse = servers.clickHouse()) {
            OrdersTable table = new OrdersTable(connection);
            progress("Writing " + rows + " rows …");
            table.create(rows);
            for (Contender contender : order()) {
                BenchServers.dropTargets(clickHouse);
                measure(contender, Phase.SNAPSHOT, 0);
                if (contender == Contender.TRIBUTARY) {
                    table.requireEqual(clickHouse);
                }
            }
            print("Snapshot of " + ResultTable.grouped(rows) + " rows", rows);
        }
    }

    void changes(int changes) throws Exception {
        int initial = Math.max(1, changes / 2);
        try (Connection connection = servers.mySql(1);
                ClickHouseClient clickHouse = servers.clickHouse()) {
            OrdersTable table = new OrdersTable(connection);
            progress("Writing " + initial + " rows, and a savepoint of either contender behind them …");
            table.create(initial);
            BenchServers.dropTargets(clickHouse);
            table.insertMarker(Phase.PREPARE_CHANGES);
            for (Contender contender : Contender.values()) {
                runner.run(contender, Phase.PREPARE_CHANGES, initial + 1L);
            }
            clickHouse.execute("CREATE TABLE bench.before AS " + OrdersTable.TARGET);
            clickHouse.execute("INSERT INTO bench.before SELECT * FROM " + OrdersTable.TARGET);
            progress("Writing " + changes + " changes …");
            table.change(initial, changes);
            table.insertMarker(Phase.CHANGES);
            for (Contender contender : order()) {
                clickHouse.execute("TRUNCATE TABLE " + OrdersTable.TARGET);
                clickHouse.execute("INSERT INTO " + OrdersTable.TARGET + " SELECT * FROM bench.before");
                measure(contender, Phase.CHANGES, changes + 1L);
                if (contender == Contender.TRIBUTARY) {
                    table.requireEqual(clickHouse);
                }
            }
            print(
                    ResultTable.grouped(changes) + " changes of a table of " + ResultTable.grouped(initial) + " rows",
                    changes);
        }
    }

    /** Bare, job, job, bare, …: neither is always the one that finds the caches warm. */
    private List<Contender> order() {
        List<Contender> order = new ArrayList<>();
        for (int round = 0; round < repeat; round++) {
            List<Contender> both = new ArrayList<>(List.of(Contender.values()));
            if (round % 2 == 1) {
                Collections.reverse(both);
            }
            order.addAll(both);
        }
        return order;
    }

    private void measure(Contender contender, Phase phase, long rows) throws Exception {
        runs.computeIfAbsent(contender, key -> new ArrayList<>()).add(runner.measure(contender, phase, rows));
    }

    private void print(String title, long rows) {
        Map<Contender, Measurement> medians = new EnumMap<>(Contender.class);
        runs.forEach((contender, all) -> medians.put(contender, Measurement.median(all)));
        System.out.print(ResultTable.render(
                title + (repeat == 1 ? ", one run of each" : ", the medians of " + repeat + " runs of each"),
                rows,
                medians));
    }

    private static void progress(String text) {
        System.err.println(text);
    }
}
