package dev.tributary.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's faults did. */
final class FaultReport {

    /**
     * One strike.
     *
     * @param recovery per MySQL server; null where there was none in time
     * @param restarts of the job
     */
    record Strike(Fault fault, @Nullable List<Duration> recovery, long restarts) {

        boolean recovered() {
            return recovery != null;
        }

        @Override
        public String toString() {
            return fault + ": "
                    + (recovery == null
                            ? "NOT RECOVERED"
                            : "recovered after " + seconds(recovery.get(0)) + " and " + seconds(recovery.get(1))
                                    + " s, " + restarts + (restarts == 1 ? " restart" : " restarts"));
        }
    }

    private final Map<Fault, List<Strike>> strikes = new EnumMap<>(Fault.class);
    private final StringBuilder readers = new StringBuilder();
    private Comparison comparison = Comparison.NOTHING;
    private int rounds;
    private long orphans;

    void add(Strike strike) {
        strikes.computeIfAbsent(strike.fault(), fault -> new ArrayList<>()).add(strike);
    }

    void add(Comparison ofRound, String readersOfRound) {
        rounds++;
        comparison = comparison.plus(ofRound);
        readers.append(readersOfRound);
    }

    /** @param stagingTables that are there though all rows are merged */
    void addOrphans(long stagingTables) {
        orphans += stagingTables;
    }

    /** Nothing lost, doubled or wrong, nothing left behind, and every fault recovered from. */
    boolean isGood() {
        return comparison.isExact()
                && orphans == 0
                && strikes.values().stream().flatMap(List::stream).allMatch(Strike::recovered);
    }

    /** The whole report; its last line is the result. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "Recovery: seconds from a strike, outages included, until a change made after it to each MySQL server\n"
                        + "is seen in ClickHouse; of several strikes the longest. Restarts: of the Flink job, all together.\n");
        text.append("%-24s %7s %10s %10s %9s%n".formatted("fault", "strikes", "server 1", "server 2", "restarts"));
        strikes.forEach((fault, all) -> text.append(line(fault, all)));
        text.append(readers);
        text.append("staging tables left behind: %d%n".formatted(orphans));
        comparison.examples().forEach(example -> text.append(example).append('\n'));
        long faults = strikes.values().stream().mapToLong(List::size).sum();
        text.append("rounds %d, faults %d, lost %d, doubled %d, wrong %d%n"
                .formatted(rounds, faults, comparison.lost(), comparison.doubled(), comparison.wrong()));
        return text.toString();
    }

    private static String line(Fault fault, List<Strike> strikes) {
        long failures = strikes.stream().filter(strike -> !strike.recovered()).count();
        return "%-24s %7d %10s %10s %9d%s%n"
                .formatted(
                        fault,
                        strikes.size(),
                        longest(strikes, 0),
                        longest(strikes, 1),
                        strikes.stream().mapToLong(Strike::restarts).sum(),
                        failures == 0 ? "" : "  " + failures + " NOT RECOVERED");
    }

    private static String longest(List<Strike> strikes, int server) {
        return strikes.stream()
                .map(Strike::recovery)
                .filter(recovery -> recovery != null)
                .map(recovery -> recovery.get(server))
                .max(Duration::compareTo)
                .map(FaultReport::seconds)
                .orElse("-");
    }

    private static String seconds(Duration duration) {
        return "%.1f".formatted(duration.toMillis() / 1000.0);
    }
}
