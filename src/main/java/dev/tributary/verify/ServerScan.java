package dev.tributary.verify;

import dev.tributary.config.LoadLimits;
import dev.tributary.inspect.ServerLoad;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The first pass over the tables of a server: several connections take range after range until none is left. */
final class ServerScan {

    private final List<RouteCheck> checks;
    private final Sessions sessions;
    private final VerifyOptions options;
    private final VerifyProgress progress;

    private final Set<RouteCheck> told = new HashSet<>();
    private int current;
    private volatile boolean isStopped;

    ServerScan(List<RouteCheck> checks, Sessions sessions, VerifyOptions options, VerifyProgress progress) {
        this.checks = checks;
        this.sessions = sessions;
        this.options = options;
        this.progress = progress;
    }

    /** Compares everything; the first failure ends it. */
    void run() throws SQLException, InterruptedException {
        int connections = options.pace().connections();
        ExecutorService workers = Executors.newFixedThreadPool(connections, work -> {
            Thread thread = new Thread(work, "verify");
            thread.setDaemon(true); // a query of MySQL's cannot be interrupted
            return thread;
        });
        try {
            CompletionService<@Nullable Void> ends = new ExecutorCompletionService<>(workers);
            for (int i = 0; i < connections; i++) {
                ends.submit(() -> {
                    sessions.run(this::compareRanges);
                    return null;
                });
            }
            for (int i = 0; i < connections; i++) {
                ends.take().get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            isStopped = true;
            workers.shutdownNow();
        }
    }

    private static SQLException rethrown(@Nullable Throwable failure) throws InterruptedException {
        if (failure instanceof SQLException ofSource) {
            return ofSource;
        }
        if (failure instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure);
    }

    private void compareRanges(Connection source) throws SQLException, InterruptedException {
        Task task = take(source);
        while (task != null && !isStopped) {
            awaitLoad(source);
            progress.rowsCompared(task.check().compare(source, task.range()));
            tellIfScanned(task.check());
            task = take(source);
        }
    }

    private record Task(RouteCheck check, KeyRange range) {}

    private synchronized @Nullable Task take(Connection source) throws SQLException {
        while (current < checks.size()) {
            RouteCheck check = checks.get(current);
            KeyRange range = check.take(source);
            if (range != null) {
                return new Task(check, range);
            }
            tellIfScanned(check);
            current++;
        }
        return null;
    }

    private synchronized void tellIfScanned(RouteCheck check) {
        if (check.isScanned() && told.add(check)) {
            progress.tableRead(check.report(options.maxDifferences()));
        }
    }

    /** Looks at the server's load, by the connection itself, which so stays alive. */
    private void awaitLoad(Connection source) throws SQLException, InterruptedException {
        LoadLimits limits = options.pace().maxLoad();
        Optional<String> excess = ServerLoad.excess(source, limits);
        excess.ifPresent(progress::waits);
        while (excess.isPresent() && !isStopped) {
            TimeUnit.SECONDS.sleep(1);
            excess = ServerLoad.excess(source, limits);
        }
    }

    /** Opens connections of the server. */
    @FunctionalInterface
    interface Sessions {
        void run(SessionWork work) throws SQLException, InterruptedException;
    }

    /** What is done on one connection of the server. */
    @FunctionalInterface
    interface SessionWork {
        void run(Connection connection) throws SQLException, InterruptedException;
    }
}
