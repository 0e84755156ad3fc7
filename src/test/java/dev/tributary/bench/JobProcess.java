package dev.tributary.bench;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.RunMode;
import dev.tributary.job.ReplicationJob;
import dev.tributary.job.RunOptions;
import dev.tributary.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The main class of a process that replicates until its input ends, and then writes when its source emitted what. Arguments: the
 * configuration, and the file for the {@link SourceTrace}.
 */
public final class JobProcess {

    private JobProcess() {}

    @SuppressWarnings("CatchAndPrintStackTrace") // the log is read when the exit code says so
    public static void main(String[] arguments) {
        int status = 1;
        try {
            run(Path.of(arguments[0]), Path.of(arguments[1]));
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(status); // Flink's threads would keep the process alive
    }

    private static void run(Path configuration, Path traceFile) throws Exception {
        BenchFlink flink = BenchFlink.install(null);
        SourceTrace trace = new SourceTrace();
        CounterReporter.watch(trace);
        CountDownLatch end = endOfInput();
        ReplicationJob.run(
                Planner.plan(ConfigReader.read(configuration)),
                new RunOptions(RunMode.SYNC, false, null, false, false));
        while (!end.await(200, TimeUnit.MILLISECONDS)) {
            flink.requireRunning();
        }
        trace.write(traceFile);
    }

    private static CountDownLatch endOfInput() {
        CountDownLatch end = new CountDownLatch(1);
        Thread reader = new Thread(
                () -> {
                    try {
                        System.in.readAllBytes();
                    } catch (IOException e) {
                        // whoever wrote is gone: the end as well
                    }
                    end.countDown();
                },
                "end-of-input");
        reader.setDaemon(true);
        reader.start();
        return end;
    }
}
