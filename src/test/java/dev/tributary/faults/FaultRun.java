package dev.tributary.faults;

import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of strikes. Each round plays on while its faults strike one after the other, then the workload stops, and when
 * ClickHouse has caught up every value is compared. The faults are shuffled and dealt out, five a
 * round, and then again.
 */
final class FaultRun implements AutoCloseable {

    /**
     * How much is in the databases, and how fast it changes.
     *
     * @param events rows of the largest table of each at first
     * @param bulkRows rows of a large transaction
     * @param writerPause between two transactions of a writer
     * @param readerPause between two looks at the totals
     */
    record Volume(int events, int bulkRows, Duration writerPause, Duration readerPause) {
        static final Volume FULL = new Volume(20_000, 50_000, Duration.ofMillis(8), Duration.ofMillis(25));
        static final Volume SMALL = new Volume(2_000, 5_000, Duration.ofMillis(25), Duration.ofMillis(100));
    }

    private static final int FAULTS_OF_A_ROUND = 5;

    /** A large transaction takes longer to catch up with than most faults do. */
    private static final int FAULTS_PER_BULK = 4;

    private static final Duration PATIENCE_WITH_THE_SNAPSHOT = Duration.ofMinutes(4);
    private static final Duration PATIENCE_WITH_STAGING = Duration.ofMinutes(2);

    private final TestStand stand;
    private final Volume volume;
    private final Random random;
    private final FaultReport report = new FaultReport();
    private final List<Workload> workloads = new ArrayList<>();
    private @Nullable Sabotage sabotage;
    private boolean submitted;

    FaultRun(TestStand stand, long seed, Volume volume) {
        this.stand = stand;
        this.volume = volume;
        this.random = new Random(seed);
        for (Tenant tenant : Tenant.ALL) {
            Bank bank = new Bank(tenant, volume.events());
            bank.create(stand.mysql(tenant.server()));
            workloads.add(new Workload(bank, () -> stand.mysql(tenant.server()), random.nextLong(), volume));
        }
    }

    /** Falsifies the targets before each comparison. */
    void sabotage(Sabotage bySabotage) {
        sabotage = bySabotage;
    }

    FaultReport report() {
        return report;
    }

    /** Plays rounds with the faults chosen, each round with the next of the delete mechanisms, of which the first is set. */
    void play(int rounds, Collection<Fault> chosen, List<String> deleteMechanisms) throws Exception {
        Deque<Fault> deck = new ArrayDeque<>();
        int hand = Math.min(chosen.size(), FAULTS_OF_A_ROUND);
        for (int round = 1; round <= rounds; round++) {
            List<Fault> faults = new ArrayList<>();
            while (faults.size() < hand) {
                if (deck.isEmpty() && !deck.addAll(shuffled(chosen))) {
                    break;
                }
                faults.add(deck.remove());
            }
            String mechanism = deleteMechanisms.get((round - 1) % deleteMechanisms.size());
            if (round > 1 && deleteMechanisms.size() > 1) {
                stand.changeDeleteMechanism(mechanism);
            }
            say("round " + round + ", delete mechanism " + mechanism + ": " + faults);
            Comparison comparison = play(faults, mechanism);
            say("round " + round + ": " + comparison.rows() + " rows compared, lost " + comparison.lost() + ", doubled "
                    + comparison.doubled() + ", wrong " + comparison.wrong());
        }
    }

    /** After so many rounds each of the faults has struck. */
    static int roundsFor(Collection<Fault> faults) {
        return (faults.size() + FAULTS_OF_A_ROUND - 1) / FAULTS_OF_A_ROUND;
    }

    /** The death in the snapshot phase begins the job, so it can only come first, and once. */
    private List<Fault> shuffled(Collection<Fault> chosen) {
        List<Fault> shuffled = new ArrayList<>(chosen);
        Collections.shuffle(shuffled, random);
        if (shuffled.remove(Fault.DIE_IN_SNAPSHOT) && !submitted) {
            shuffled.add(0, Fault.DIE_IN_SNAPSHOT);
        }
        return shuffled;
    }

    /** One round: the faults while the workload runs, then the comparison. */
    Comparison play(List<Fault> faults, String mechanism) throws Exception {
        workloads.forEach(Workload::start);
        Deque<Fault> left = new ArrayDeque<>(faults);
        if (!submitted) {
            begin(left);
        }
        Readers readers = new Readers(stand, mechanism, volume.readerPause());
        while (!left.isEmpty()) {
            if (left.size() % FAULTS_PER_BULK == 0) {
                workloads.get(random.nextInt(workloads.size())).wantBulk();
            }
            report.add(strike(left.remove()));
        }
        workloads.forEach(Workload::close);
        Comparison.awaitCaughtUp(stand);
        if (sabotage != null) {
            sabotage.commit(stand);
        }
        Comparison comparison = sabotage == null ? Comparison.of(stand) : Comparison.ofFalsified(stand);
        report.add(comparison, readers.report());
        report.addOrphans(orphans());
        return comparison;
    }

    /** The job's staging tables, when there has been time to drop those that were merged or died. */
    private long orphans() throws InterruptedException {
        String query =
                "SELECT count() FROM system.tables WHERE database = 'tributary_staging' AND startsWith(name, 'faults__')";
        long deadline = System.nanoTime() + PATIENCE_WITH_STAGING.toNanos();
        String left;
        do {
            Thread.sleep(200);
            left = stand.clickHouse().query(query).get(0).get(0);
        } while (!left.equals("0") && System.nanoTime() < deadline);
        return Long.parseLong(left);
    }

    /** Starts the job, and waits until its snapshot is complete. */
    private void begin(Deque<Fault> faults) throws Exception {
        if (faults.peek() == Fault.DIE_IN_SNAPSHOT) {
            report.add(strike(faults.remove()));
        } else {
            stand.submit();
        }
        submitted = true;
        String complete = "SELECT count() = " + Tenant.ALL.size() * (Bank.ACCOUNTS + 1) + " FROM bank.accounts";
        long deadline = System.nanoTime() + PATIENCE_WITH_THE_SNAPSHOT.toNanos();
        while (!ClickHouse.answers(stand, complete)) {
            if (System.nanoTime() > deadline || stand.hasEnded()) {
                throw new IllegalStateException("the snapshot is not complete, and the job is "
                        + stand.job().status() + "\n" + stand.job().lastFailure());
            }
            Thread.sleep(100);
        }
    }

    private FaultReport.Strike strike(Fault fault) throws Exception {
        long before = stand.restarts();
        Recovery recovery = fault.strike().inflict(stand, random);
        List<Duration> durations = recovery.await();
        long restarts = Math.max(0, stand.restarts() - before);
        FaultReport.Strike strike = new FaultReport.Strike(fault, durations, restarts);
        say("  " + strike);
        if (durations == null) {
            say("  the job is " + stand.job().status() + ": " + stand.job().lastFailure());
            if (stand.hasEnded()) {
                stand.resume();
            }
        }
        return strike;
    }

    private static void say(String text) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }

    /** Stops the workload; the stand is the caller's. */
    @Override
    public void close() {
        workloads.forEach(Workload::close);
    }
}
