package dev.tributary.bench;

import dev.tributary.bench.BenchServers.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** Runs contenders, each in a process of its own. */
final class ContenderRunner {

    private final BenchServers servers;
    private final String configuration;

    /** @param checkpointInterval of both contenders; the job merges after each checkpoint */
    ContenderRunner(BenchServers servers, String checkpointInterval) {
        this.servers = servers;
        this.configuration = servers.configuration(
                checkpointInterval, List.of(new Source(1, OrdersTable.DATABASE)), List.of(OrdersTable.NAME));
    }

    Measurement measure(Contender contender, Phase phase, long rows) throws IOException, InterruptedException {
        Assignment assignment = run(contender, phase, rows);
        Measurement measurement = Measurement.read(assignment.measurement());
        System.err.printf(
                Locale.ROOT,
                "%s: %.1f s to start, %.1f s reading, %.1f s of processor time reading%n",
                contender.title(),
                measurement.start().seconds(),
                measurement.end().seconds(),
                measurement.end().cpuSeconds());
        return measurement;
    }

    Assignment run(Contender contender, Phase phase, long rows) throws IOException, InterruptedException {
        Assignment assignment = new Assignment(contender, phase, servers.folder(), rows);
        Files.writeString(assignment.configuration(), configuration);
        try (JavaProcess process = JavaProcess.start(
                contender.title(),
                ContenderProcess.class,
                servers.javaOptions(),
                assignment.log(),
                assignment.arguments())) {
            process.awaitSuccess();
        }
        return assignment;
    }
}
