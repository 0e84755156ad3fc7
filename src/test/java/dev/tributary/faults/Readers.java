package dev.tributary.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A reader that looks at every tenant's accounts all the time, as people do, without {@code FINAL}. There is always the
 * same number of accounts, and the sum of their balances never changes: what it sees of anything else is a torn state.
 */
final class Readers implements AutoCloseable {

    private static final String QUERY =
            "SELECT _source_database, count(), sum(balance) FROM bank.accounts GROUP BY 1 ORDER BY 1";

    /** In which way a state is torn. */
    enum Tear {
        /** Fewer rows than there are accounts. */
        MISSING("rows missing"),
        /** More rows than there are accounts. */
        DOUBLED("rows doubled"),
        /** All rows there, but the sum is another: a transaction is seen in part. */
        TOTAL("total off");

        private final String text;

        Tear(String text) {
            this.text = text;
        }
    }

    /** How often and how long something was seen. */
    private static final class Sightings {
        private long times;
        private Duration total = Duration.ZERO;
        private Duration longest = Duration.ZERO;

        void add(Duration duration) {
            times++;
            total = total.plus(duration);
            longest = duration.compareTo(longest) > 0 ? duration : longest;
        }
    }

    private record Since(Tear tear, long nanos) {}

    private final TestStand stand;
    private final String mechanism;
    private final Duration pause;
    private final Map<String, Since> torn = new HashMap<>();
    private final Map<Tear, Sightings> sightings = new EnumMap<>(Tear.class);
    private final Thread thread = new Thread(this::run, "readers");
    private long answers;
    private volatile boolean stopped;

    /**
     * Begins to read; what it should see must be there.
     *
     * @param pause between two looks
     */
    Readers(TestStand stand, String mechanism, Duration pause) {
        this.stand = stand;
        this.mechanism = mechanism;
        this.pause = pause;
        for (Tear tear : Tear.values()) {
            sightings.put(tear, new Sightings());
        }
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            List<List<String>> rows = ClickHouse.rows(stand, QUERY);
            long now = System.nanoTime();
            if (!rows.isEmpty()) {
                answers++;
                for (Tenant tenant : Tenant.ALL) {
                    saw(tenant.name(), tear(tenant.name(), rows), now);
                }
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        Tenant.ALL.forEach(tenant -> saw(tenant.name(), null, System.nanoTime()));
    }

    private static @Nullable Tear tear(String tenant, List<List<String>> rows) {
        for (List<String> row : rows) {
            if (row.get(0).equals(tenant)) {
                long count = Long.parseLong(row.get(1));
                if (count != Bank.ACCOUNTS + 1) {
                    return count < Bank.ACCOUNTS + 1 ? Tear.MISSING : Tear.DOUBLED;
                }
                return Long.parseLong(row.get(2)) == Bank.ACCOUNTS * Bank.BALANCE ? null : Tear.TOTAL;
            }
        }
        return Tear.MISSING;
    }

    private void saw(String tenant, @Nullable Tear tear, long now) {
        Since since = torn.get(tenant);
        if (since != null && since.tear() == tear) {
            return;
        }
        if (since != null) {
            sightings.get(since.tear()).add(Duration.ofNanos(now - since.nanos()));
            torn.remove(tenant);
        }
        if (tear != null) {
            torn.put(tenant, new Since(tear, now));
        }
    }

    /** Stops reading and says what was seen, one line for each kind. */
    String report() {
        close();
        StringBuilder text = new StringBuilder("readers, delete mechanism %s: %d answers for %d databases%n"
                .formatted(mechanism, answers, Tenant.ALL.size()));
        sightings.forEach((tear, seen) -> text.append("  %-13s %4d times, %.2f s in all, the longest %.2f s%n"
                .formatted(tear.text, seen.times, seconds(seen.total), seconds(seen.longest))));
        return text.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
