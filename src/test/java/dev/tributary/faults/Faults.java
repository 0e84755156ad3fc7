package dev.tributary.faults;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Inflicts faults on a running replication and counts what was lost, doubled or wrong; {@code bin/faults} runs it. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Kills, cuts and disturbs everything while a workload runs, and then compares every value.",
            "The last line is the result; exit code 0 only if nothing was lost, doubled or wrong, and every fault was"
                    + " recovered from."
        })
public final class Faults implements Callable<Integer> {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many rounds, of five faults each (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Decides faults, moments and workload; printed, and random where it is not given.")
    private @Nullable Long seed;

    @Option(
            names = "--only",
            paramLabel = "FAULT",
            split = ",",
            description = "Only these faults, separated by commas; --list names them.")
    private List<String> only = List.of();

    @Option(
            names = "--delete-mechanism",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "patch-parts,lightweight-mutation",
            description = "How merges delete; of several, each round takes the next (default: ${DEFAULT-VALUE}).")
    private List<String> deleteMechanisms = List.of();

    @Option(names = "--list", description = "Name the faults, and do nothing.")
    private boolean list;

    @Option(
            names = "--sabotage",
            paramLabel = "HOW",
            hidden = true,
            description = "Falsify a row before each comparison, to see it found: lose, double or falsify.")
    private @Nullable String sabotage;

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Faults());
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Arrays.stream(Fault.values()).forEach(fault -> System.out.printf("%-24s %s%n", fault, fault.description()));
            return 0;
        }
        EnumSet<Fault> chosen = EnumSet.allOf(Fault.class);
        if (!only.isEmpty()) {
            chosen.clear();
            only.forEach(name -> chosen.add(Fault.named(name)));
        }
        long used = seed == null ? new Random().nextInt(1_000_000) : seed;
        System.out.println("seed " + used);
        Path root = Path.of(System.getenv("TRIBUTARY_EMBEDDED_HOME"), "faults");
        try (TestStand stand = new TestStand(root, deleteMechanisms.get(0));
                FaultRun run = new FaultRun(stand, used, FaultRun.Volume.FULL)) {
            if (sabotage != null) {
                run.sabotage(Sabotage.named(sabotage));
            }
            run.play(rounds, chosen, deleteMechanisms);
            System.out.print(run.report().text());
            return run.report().isGood() ? 0 : 1;
        }
    }
}
