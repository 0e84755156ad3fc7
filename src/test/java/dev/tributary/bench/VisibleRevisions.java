package dev.tributary.bench;

import dev.tributary.clickhouse.ClickHouseClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader who asks ClickHouse for the highest revision about every ten milliseconds, and notes when it saw a higher one. Changes become
 * visible in the order of their numbers, so all up to it are visible then.
 */
final class VisibleRevisions implements AutoCloseable {

    private static final long POLL_MILLIS = 10;

    private record Sight(long revision, long epochMillis) {}

    private final ClickHouseClient clickHouse;
    private final Thread reader = new Thread(this::read, "visible-revisions");
    private final List<Sight> sights = new ArrayList<>();
    private volatile long highest;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    VisibleRevisions(ClickHouseClient clickHouse) {
        this.clickHouse = clickHouse;
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            while (!closed) {
                String answer = clickHouse.queryValue("SELECT max(revision) FROM " + OrdersTable.TARGET);
                long revision = answer == null ? 0 : Long.parseLong(answer);
                if (revision > highest) {
                    synchronized (sights) {
                        sights.add(new Sight(revision, System.currentTimeMillis()));
                    }
                    highest = revision;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            failure = new IllegalStateException(e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Waits until this revision is visible. */
    void await(long revision, RunningJob job) throws Exception {
        while (highest < revision) {
            RuntimeException failed = failure;
            if (failed != null) {
                throw failed;
            }
            job.requireAlive();
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** When each of these revisions, in ascending order, was seen to be visible, in milliseconds since the epoch. */
    long[] epochMillis(long first, int count) {
        long[] visible = new long[count];
        synchronized (sights) {
            int sight = 0;
            for (int index = 0; index < count; index++) {
                while (sights.get(sight).revision < first + index) {
                    sight++;
                }
                visible[index] = sights.get(sight).epochMillis;
            }
        }
        return visible;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
    }
}
