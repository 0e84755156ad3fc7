package dev.tributary.job;

import dev.tributary.embedded.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Looks at the rows of a target all the time: a row of a lower version than it once had is one that went back in time. */
final class VersionWatch implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    /** Of the time that a look takes, so that looking at many rows leaves the processors to the job. */
    private static final int REST = 2;

    private static final long END_MILLIS = 30_000;

    private final String query;
    private final Map<String, Long> highest = new HashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "versions");
    private volatile boolean stopped;

    /** @param target with a column {@code id} that is its key */
    VersionWatch(String target) {
        query = "SELECT _source_database, id, _version FROM " + target;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            long begun = System.nanoTime();
            for (List<String> row : TestServers.clickHouse().query(query)) {
                String key = row.get(0) + " " + row.get(1);
                long version = Long.parseLong(row.get(2));
                long before = highest.getOrDefault(key, 0L);
                if (version < before) {
                    violations.add(key + " went from " + before + " to " + version);
                }
                highest.put(key, version);
            }
            try {
                long taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                Thread.sleep(Math.max(PAUSE_MILLIS, REST * taken));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The rows that went back, as they are found. */
    List<String> violations() {
        return violations;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(END_MILLIS);
    }
}
