package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.RunMode;
import dev.tributary.job.ReplicationJob;
import dev.tributary.job.RunOptions;
import dev.tributary.plan.Planner;
import dev.tributary.plan.ReplicationPlan;
import java.nio.file.Files;

/** The main class of a contender's process. */
public final class ContenderProcess {

    private final Assignment assignment;
    private final Stopwatch stopwatch = new Stopwatch();

    private ContenderProcess(Assignment assignment) {
        this.assignment = assignment;
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the log is read when the exit code says so
    public static void main(String[] arguments) {
        int status = 1;
        try {
            new ContenderProcess(Assignment.parse(arguments)).run();
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(status); // Flink's threads would keep the process alive
    }

    private void run() throws Exception {
        ReplicationPlan plan = Planner.plan(ConfigReader.read(assignment.configuration()));
        boolean restored = assignment.phase() == Phase.CHANGES;
        BenchFlink flink = BenchFlink.install(restored ? Files.readString(assignment.savepoint()) : null);
        CounterReporter.watch(stopwatch);
        RunMode mode = assignment.phase() == Phase.SNAPSHOT ? RunMode.ETL : RunMode.SYNC;
        switch (assignment.contender()) {
            case BARE_SOURCE -> {
                BareSource.build(flink, plan, mode);
                if (mode == RunMode.ETL) {
                    flink.execute("bare source");
                } else {
                    flink.executeAsync("bare source");
                    awaitRecords(flink);
                }
            }
            case TRIBUTARY -> {
                ReplicationJob.run(plan, new RunOptions(mode, false, null, false, false));
                if (mode == RunMode.SYNC) {
                    awaitMarker(flink, plan);
                }
            }
        }
        Measurement measurement = stopwatch.end();
        if (assignment.phase() == Phase.PREPARE_CHANGES) {
            Files.writeString(assignment.savepoint(), flink.stopWithSavepoint(assignment.folder()));
        } else {
            measurement.write(assignment.measurement());
        }
    }

    private void awaitRecords(BenchFlink flink) throws Exception {
        while (BareSource.records() < assignment.rows()) {
            flink.requireRunning();
            Thread.sleep(20);
        }
    }

    /** The row that is written last must be there, and since all is merged by epochs, all before it. */
    private void awaitMarker(BenchFlink flink, ReplicationPlan plan) throws Exception {
        try (ClickHouseClient clickHouse = new ClickHouseClient(plan.config().clickHouse())) {
            String query = "SELECT count() FROM " + OrdersTable.TARGET + " WHERE id = "
                    + OrdersTable.marker(assignment.phase());
            while (!"1".equals(clickHouse.queryValue(query))) {
                flink.requireRunning();
                Thread.sleep(50);
            }
        }
    }
}
