package dev.tributary.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Waits, for each MySQL server, until a change made after a strike is seen in ClickHouse. The clock runs from the strike,
 * outages included.
 */
final class Recovery {

    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final long PAUSE_MILLIS = 100;

    private final TestStand stand;
    private final long struckAt = System.nanoTime();
    private final Map<Integer, CompletableFuture<Duration>> servers = new TreeMap<>();
    private volatile boolean givenUp;

    private Recovery(TestStand stand) {
        this.stand = stand;
        for (int server = 1; server <= 2; server++) {
            int number = server;
            servers.put(number, CompletableFuture.supplyAsync(() -> awaitChangeOf(number)));
        }
    }

    /** The strike is now. */
    static Recovery begin(TestStand stand) {
        return new Recovery(stand);
    }

    /**
     * Waits for both servers.
     *
     * @return how long each took, in the order of their numbers; null where the job did not recover in time, or ended
     */
    @Nullable
    List<Duration> await() throws InterruptedException {
        long deadline = struckAt + PATIENCE.toNanos();
        CompletableFuture<Void> all = CompletableFuture.allOf(servers.values().toArray(CompletableFuture[]::new));
        while (!all.isDone()) {
            if (System.nanoTime() > deadline || stand.hasEnded()) {
                givenUp = true;
                return null;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        List<Duration> durations = new ArrayList<>();
        servers.values().forEach(server -> durations.add(server.join()));
        return durations;
    }

    private Duration awaitChangeOf(int server) {
        Tenant tenant = Tenant.of(server);
        String note = UUID.randomUUID().toString();
        boolean written = false;
        while (!givenUp) {
            try {
                written = written || write(tenant, note);
                if (written && isSeen(tenant, note)) {
                    return Duration.ofNanos(System.nanoTime() - struckAt);
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        }
        return PATIENCE;
    }

    private boolean write(Tenant tenant, String note) {
        try (Connection connection = stand.mysql(tenant.server()).rootConnection(tenant.name())) {
            Bank.mark(connection, "accounts", note);
            return true;
        } catch (SQLException e) {
            return false; // the server is away
        }
    }

    private boolean isSeen(Tenant tenant, String note) {
        return ClickHouse.answers(
                stand,
                "SELECT count() > 0 FROM bank.accounts WHERE _source_database = '" + tenant.name()
                        + "' AND id = 0 AND note = '" + note + "'");
    }
}
