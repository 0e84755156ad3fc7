package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads the data, runs the contenders in turn, and prints how they compare. Needs the variables of {@code bin/embedded}. */
@Command(name = "bench", description = "The job against the bare CDC source.")
public final class Bench {

    private static final int QUICK = 50_000;

    private final Map<String, String> environment = System.getenv();
    private final ContenderRunner runner = new ContenderRunner(
            Path.of(require("TRIBUTARY_EMBEDDED_HOME")), environment.getOrDefault("TRIBUTARY_BENCH_JAVA_OPTS", ""));

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            exception.printStackTrace(command.getErr());
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Command(description = "One table, read once.")
    void snapshot(
            @Option(names = "--rows", defaultValue = "1000000") int rows,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--repeat", defaultValue = "1") int repeat,
            @Option(names = "--checkpoint-interval", defaultValue = "10s") String checkpointInterval)
            throws Exception {
        runner.checkpointEvery(checkpointInterval);
        int count = quick ? QUICK : rows;
        try (Connection connection = connect();
                ClickHouseClient clickHouse = clickHouse()) {
            OrdersTable table = new OrdersTable(connection);
            progress("Writing " + count + " rows …");
            table.create(count);
            Results results = new Results();
            for (Contender contender : order(repeat)) {
                dropTargets(clickHouse);
                results.add(contender, runner.measure(contender, Phase.SNAPSHOT, 0));
                if (contender == Contender.TRIBUTARY) {
                    requireEqual(table, clickHouse);
                }
            }
            results.print("Snapshot of " + ResultTable.grouped(count) + " rows", count, repeat);
        }
    }

    @Command(description = "Changes in the binlog, caught up from a savepoint.")
    void changes(
            @Option(names = "--rows", defaultValue = "500000") int rows,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--repeat", defaultValue = "1") int repeat,
            @Option(names = "--checkpoint-interval", defaultValue = "10s") String checkpointInterval)
            throws Exception {
        runner.checkpointEvery(checkpointInterval);
        int count = quick ? QUICK : rows;
        int initial = Math.max(1, count / 2);
        try (Connection connection = connect();
                ClickHouseClient clickHouse = clickHouse()) {
            OrdersTable table = new OrdersTable(connection);
            progress("Writing " + initial + " rows, and a savepoint of either contender behind them …");
            table.create(initial);
            dropTargets(clickHouse);
            table.insertMarker(Phase.PREPARE_CHANGES);
            for (Contender contender : Contender.values()) {
                runner.run(contender, Phase.PREPARE_CHANGES, initial + 1L);
            }
            clickHouse.execute("CREATE TABLE bench.before AS " + OrdersTable.TARGET);
            clickHouse.execute("INSERT INTO bench.before SELECT * FROM " + OrdersTable.TARGET);
            progress("Writing " + count + " changes …");
            table.change(initial, count);
            table.insertMarker(Phase.CHANGES);
            Results results = new Results();
            for (Contender contender : order(repeat)) {
                clickHouse.execute("TRUNCATE TABLE " + OrdersTable.TARGET);
                clickHouse.execute("INSERT INTO " + OrdersTable.TARGET + " SELECT * FROM bench.before");
                results.add(contender, runner.measure(contender, Phase.CHANGES, count + 1L));
                if (contender == Contender.TRIBUTARY) {
                    requireEqual(table, clickHouse);
                }
            }
            results.print(
                    ResultTable.grouped(count) + " changes of a table of " + ResultTable.grouped(initial) + " rows",
                    count,
                    repeat);
        }
    }

    /** Bare, job, job, bare, …: neither is always the one that finds the caches warm. */
    private static List<Contender> order(int repeat) {
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

    private static void dropTargets(ClickHouseClient clickHouse) {
        for (String database : List.of("bench", "tributary_staging", "tributary")) {
            clickHouse.execute("DROP DATABASE IF EXISTS " + database + " SYNC");
        }
    }

    private static void requireEqual(OrdersTable table, ClickHouseClient clickHouse) throws Exception {
        List<BigDecimal> source = table.digest();
        List<BigDecimal> target = clickHouse.query(OrdersTable.DIGEST).get(0).stream()
                .map(number -> new BigDecimal(number).stripTrailingZeros())
                .toList();
        if (!source.equals(target)) {
            throw new IllegalStateException(
                    "source and target differ, count and sums: " + source + " in MySQL, " + target + " in ClickHouse");
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                "jdbc:mysql://" + require("MYSQL_1_HOST") + ":" + require("MYSQL_1_PORT")
                        + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&allowMultiQueries=true",
                "root",
                require("MYSQL_1_ROOT_PASSWORD"));
    }

    private ClickHouseClient clickHouse() {
        return new ClickHouseClient(new ClickHouseOptions(
                require("CLICKHOUSE_URL"),
                require("CLICKHOUSE_USER"),
                new Secret(require("CLICKHOUSE_PASSWORD")),
                "bench",
                "tributary_staging",
                "tributary"));
    }

    private String require(String name) {
        return Objects.requireNonNull(environment.get(name), () -> name + " is not set; start with bin/bench");
    }

    private static void progress(String text) {
        System.err.println(text);
    }

    /** The measurements of both contenders. */
    private static final class Results {
        private final Map<Contender, List<Measurement>> runs = new EnumMap<>(Contender.class);

        void add(Contender contender, Measurement measurement) {
            runs.computeIfAbsent(contender, key -> new ArrayList<>()).add(measurement);
        }

        void print(String title, long rows, int repeat) {
            Map<Contender, Measurement> medians = new EnumMap<>(Contender.class);
            runs.forEach((contender, all) -> medians.put(contender, Measurement.median(all)));
            System.out.print(ResultTable.render(
                    title + (repeat == 1 ? ", one run of each" : ", the median of " + repeat + " runs of each"),
                    rows,
                    medians));
        }
    }
}
