package dev.tributary.clickhouse;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the answers to statements for as long as the server gets on with them. A statement that takes longer than the
 * deadline would otherwise be begun again, would take as long again, and never end. That the server executes it is not
 * enough, since it can be stuck: it has to show something else at each look, in what it has read or written, or in the
 * mutations that it may be waiting for.
 */
final class LongStatements implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LongStatements.class);

    private final Duration deadline;
    private final Function<String, @Nullable String> ask;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "clickhouse-statement");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param deadline between two looks
     * @param ask answers a query with its first value, null where it has no row; within a deadline of its own
     */
    LongStatements(Duration deadline, Function<String, @Nullable String> ask) {
        this.deadline = deadline;
        this.ask = ask;
    }

    /**
     * @param queryId names the statement in {@code system.processes}
     * @throws TimeoutException when the server does not execute it, or does not get on with it
     */
    <T> T await(String queryId, Callable<T> statement) throws Exception {
        Future<T> answer = executor.submit(statement);
        String seen = "";
        while (true) {
            try {
                return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw e;
            } catch (TimeoutException e) {
                String now = progress(queryId);
                if (now == null || now.equals(seen)) {
                    answer.cancel(true);
                    throw new TimeoutException("no answer for " + deadline.toSeconds() + " s, and the server "
                            + (now == null ? "does not execute it" : "does not get on with it"));
                }
                LOG.info("Statement {} takes more than {} s and is waited for", queryId, deadline.toSeconds());
                seen = now;
            }
        }
    }

    private @Nullable String progress(String queryId) {
        try {
            return ask.apply(
                    "SELECT toString((read_rows, written_rows, (SELECT count() FROM system.mutations WHERE NOT is_done),"
                            + " (SELECT sum(rows_read) FROM system.merges WHERE is_mutation))) FROM system.processes WHERE query_id = "
                            + Identifiers.literal(queryId));
        } catch (ClickHouseException e) {
            return null; // it cannot be asked, so nobody knows: the answer counts as lost
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
