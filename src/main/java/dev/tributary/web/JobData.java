package dev.tributary.web;

import dev.tributary.clickhouse.Catalog;
import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.ClickHouseException;
import dev.tributary.clickhouse.ExistingTable;
import dev.tributary.config.SyncConfig;
import dev.tributary.config.SyncConfig.ClickHouseOptions;
import dev.tributary.model.TableId;
import dev.tributary.status.DeadLetterReader;
import dev.tributary.status.DeadLetterReader.DeadLetter;
import dev.tributary.status.EventReader;
import dev.tributary.status.EventReader.JobEvent;
import dev.tributary.status.JobStatus;
import dev.tributary.status.MergeResults;
import dev.tributary.status.ResultsReader;
import dev.tributary.status.StatusReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the pages show, read when it is asked for. However many people look, the status is read at most once in two seconds. A
 * ClickHouse that does not answer is given up soon: somebody waits. Used by several threads.
 */
final class JobData implements AutoCloseable {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private final SyncConfig config;
    private @Nullable ClickHouseClient client;
    private @Nullable JobStatus status;
    private long statusReadAt;

    JobData(SyncConfig config) {
        this.config = config;
    }

    String job() {
        return config.job().name();
    }

    synchronized JobStatus status() {
        JobStatus known = status;
        if (known != null && System.nanoTime() - statusReadAt < FRESH.toNanos()) {
            return known;
        }
        JobStatus read = read(clickHouse -> new StatusReader(clickHouse, config).read());
        status = read;
        statusReadAt = System.nanoTime();
        return read;
    }

    /** Oldest first. */
    List<JobEvent> events(Instant since) {
        return read(clickHouse -> new EventReader(clickHouse, config).since(since));
    }

    MergeResults results(Instant since, Instant until) {
        return read(clickHouse -> new ResultsReader(clickHouse, config).read(since, until));
    }

    List<MergeResults.Span> spans(String target, Instant since, Duration length, int count) {
        return read(clickHouse -> new ResultsReader(clickHouse, config).spans(target, since, length, count));
    }

    List<DeadLetter> deadLetters(Collection<String> sourceTables) {
        return read(clickHouse -> new DeadLetterReader(clickHouse, config).newest(sourceTables));
    }

    Optional<ExistingTable> structure(TableId target) {
        return read(clickHouse -> Optional.ofNullable(
                new Catalog(clickHouse).tables(List.of(target)).get(target)));
    }

    private <T> T read(Function<ClickHouseClient, T> reading) {
        ClickHouseClient open = open();
        try {
            return reading.apply(open);
        } catch (ClickHouseException e) {
            discard(open); // its password can have changed
            throw e;
        }
    }

    private synchronized ClickHouseClient open() {
        ClickHouseClient open = client;
        if (open == null) {
            open = new ClickHouseClient(impatient(config.clickHouse()));
            client = open;
        }
        return open;
    }

    private synchronized void discard(ClickHouseClient failed) {
        if (client == failed) {
            client = null;
            failed.close();
        }
    }

    private static ClickHouseOptions impatient(ClickHouseOptions options) {
        return new ClickHouseOptions(
                options.url(),
                options.user(),
                options.password(),
                options.tlsFiles(),
                options.database(),
                options.stagingDatabase(),
                options.controlDatabase(),
                shorter(options.connectTimeout(), CONNECT_TIMEOUT),
                shorter(options.statementTimeout(), ANSWER_TIMEOUT));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
