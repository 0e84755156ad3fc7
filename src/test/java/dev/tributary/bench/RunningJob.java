package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.config.ConfigReader;
import dev.tributary.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A job in a process of its own that replicates until it is told to end. */
final class RunningJob implements AutoCloseable {

    private final JavaProcess process;
    private final Path trace;
    private final Duration checkpointInterval;
    private final long startedMillis = System.currentTimeMillis();
    private long threads;

    private RunningJob(JavaProcess process, Path trace, Duration checkpointInterval) {
        this.process = process;
        this.trace = trace;
        this.checkpointInterval = checkpointInterval;
    }

    static RunningJob start(BenchServers servers, String configuration) throws IOException, ConfigurationException {
        Path file = Files.writeString(servers.folder().resolve("job.yaml"), configuration);
        Path trace = servers.folder().resolve("job.trace");
        Files.deleteIfExists(trace);
        return new RunningJob(
                JavaProcess.start(
                        Contender.TRIBUTARY.title(),
                        JobProcess.class,
                        servers.javaOptions(),
                        servers.folder().resolve("job.log"),
                        file.toString(),
                        trace.toString()),
                trace,
                ConfigReader.read(file).job().checkpointInterval());
    }

    long startedMillis() {
        return startedMillis;
    }

    LinuxProcess process() {
        return process.inLinux();
    }

    /** The most threads that were seen while waiting. */
    long threads() {
        return threads;
    }

    /**
     * Waits until a query answers this; fails if the job ends before.
     *
     * @return when it did, in milliseconds since the epoch
     */
    long await(ClickHouseClient clickHouse, String query, long expected, long pollMillis)
            throws IOException, InterruptedException {
        while (!Long.toString(expected).equals(clickHouse.queryValue(query))) {
            process.requireAlive();
            threads = Math.max(threads, process().threads());
            Thread.sleep(pollMillis);
        }
        return System.currentTimeMillis();
    }

    /** Waits until no merge has entered the ledger for two checkpoints: what the snapshot left to do is done as well. */
    void awaitQuiet(ClickHouseClient clickHouse) throws IOException, InterruptedException {
        long quietMillis = 2 * checkpointInterval.toMillis() + 1000;
        String merges = "";
        for (long since = System.nanoTime(); System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(quietMillis); ) {
            String now = String.valueOf(clickHouse.queryValue("SELECT count() FROM tributary.ledger"));
            if (!now.equals(merges)) {
                merges = now;
                since = System.nanoTime();
            }
            process.requireAlive();
            Thread.sleep(100);
        }
    }

    void requireAlive() throws IOException {
        process.requireAlive();
    }

    /** Ends the job and tells when its source emitted what. */
    SourceTrace end() throws IOException, InterruptedException {
        process.closeInput();
        process.awaitSuccess();
        return SourceTrace.read(trace);
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
