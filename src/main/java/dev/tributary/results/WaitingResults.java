package dev.tributary.results;

import dev.tributary.sink.CommitResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Results on their way to the service database, the oldest first. No more than a number of them wait: they are in memory and in
 * every checkpoint, and a database can be away for days. Then the oldest goes for the newest. Safe for use by several threads.
 */
final class WaitingResults {

    private final int maximum;
    private final Deque<CommitResult> results = new ArrayDeque<>();
    private long dropped;

    WaitingResults(int maximum) {
        this.maximum = maximum;
    }

    synchronized void add(CommitResult result) {
        results.add(result);
        if (results.size() > maximum) {
            results.remove();
            dropped++;
        }
    }

    synchronized List<CommitResult> all() {
        return List.copyOf(results);
    }

    /**
     * Takes away what was written.
     *
     * @param written what {@link #all} gave, of which the oldest may have been dropped meanwhile
     * @return how many were dropped since the last time
     */
    synchronized long remove(List<CommitResult> written) {
        Set<CommitResult> done = new HashSet<>(written);
        while (!results.isEmpty() && done.contains(results.element())) {
            results.remove();
        }
        long lost = dropped;
        dropped = 0;
        return lost;
    }
}
