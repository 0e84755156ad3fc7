package dev.tributary.bench;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmarks as a command line. Needs the variables of {@code bin/embedded}; {@code bin/bench} runs it. */
@Command(name = "bench", description = "How fast the job is.")
public final class Bench {

    private static final int QUICK = 20_000;

    /** The checkpoint interval of quick runs, which would wait for checkpoints most of the time otherwise. */
    private static final String OFTEN = "1s";

    private final BenchServers servers = new BenchServers();

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            exception.printStackTrace(command.getErr());
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Command(description = "One table, read once: the job against the bare CDC source.")
    void snapshot(
            @Option(names = "--rows", defaultValue = "1000000") int rows,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--repeat", defaultValue = "1") int repeat,
            @Option(names = "--checkpoint-interval", defaultValue = "10s") String checkpointInterval)
            throws Exception {
        new Comparison(servers, quick ? OFTEN : checkpointInterval, repeat).snapshot(quick ? QUICK : rows);
    }

    @Command(description = "Changes in the binlog, caught up from a savepoint: the job against the bare CDC source.")
    void changes(
            @Option(names = "--rows", defaultValue = "500000") int rows,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--repeat", defaultValue = "1") int repeat,
            @Option(names = "--checkpoint-interval", defaultValue = "10s") String checkpointInterval)
            throws Exception {
        new Comparison(servers, quick ? OFTEN : checkpointInterval, repeat).changes(quick ? QUICK : rows);
    }

    @Command(description = "Many small tables in many databases of some servers, then a changed row in some of them.")
    void tables(
            @Option(names = "--servers", defaultValue = "2") int mySqlServers,
            @Option(names = "--databases", defaultValue = "200") int databases,
            @Option(names = "--tables", defaultValue = "10") int tables,
            @Option(names = "--rows", defaultValue = "50") int rows,
            @Option(names = "--changed-databases", defaultValue = "15") int changed,
            @Option(names = "--repeat", defaultValue = "3") int repeat,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--checkpoint-interval", defaultValue = "10s") String checkpointInterval)
            throws Exception {
        TablesBench.Size size = quick
                ? new TablesBench.Size(mySqlServers, 10, 3, 20, 4)
                : new TablesBench.Size(mySqlServers, databases, tables, rows, Math.min(changed, databases));
        new TablesBench(servers, size, quick ? OFTEN : checkpointInterval).run(quick ? 1 : repeat);
    }

    @Command(description = "Many targets with one changed row each, in one transaction.")
    void merges(
            @Option(names = "--tables", defaultValue = "150") int tables,
            @Option(names = "--rows", defaultValue = "50") int rows,
            @Option(names = "--repeat", defaultValue = "5") int repeat,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--checkpoint-interval", defaultValue = "1s") String checkpointInterval)
            throws Exception {
        TablesBench.Size size =
                quick ? new TablesBench.Size(1, 1, 20, 20, 1) : new TablesBench.Size(1, 1, tables, rows, 1);
        new TablesBench(servers, size, checkpointInterval).run(quick ? 2 : repeat);
    }

    @Command(description = "How long until a change is visible, at a constant rate, by checkpoint interval.")
    void latency(
            @Option(names = "--seconds", defaultValue = "60") int seconds,
            @Option(names = "--rate", defaultValue = "200") int rate,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--checkpoint-interval", defaultValue = "1s,250ms", split = ",") List<String> intervals)
            throws Exception {
        LatencyBench.Load load =
                quick ? new LatencyBench.Load(3, 1, 1, rate) : new LatencyBench.Load(seconds, 10, 10, rate);
        new LatencyBench(servers, load).run(intervals);
    }

    @Command(description = "A table whose rows are all equal, compared by checksums and row by row.")
    void verify(
            @Option(names = "--rows", defaultValue = "10000000") int rows,
            @Option(names = "--quick") boolean quick,
            @Option(names = "--parallelism", defaultValue = "1,2", split = ",") List<Integer> parallelisms)
            throws Exception {
        new VerifyBench(servers).run(quick ? QUICK : rows, parallelisms);
    }
}
