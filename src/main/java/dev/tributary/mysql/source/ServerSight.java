package dev.tributary.mysql.source;

import dev.tributary.journal.ServerReport;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a reader knows of its server, and what follows while it does not answer: what was unread then is older now. Knows neither
 * a server nor ClickHouse. Used by any thread.
 */
final class ServerSight {

    /** The server is looked at every few seconds. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final String server;
    private final int reader;

    private @Nullable Instant awaySince;
    private @Nullable Instant readUpTo;
    private Instant lookedAt = Instant.EPOCH;
    private @Nullable Long bytesBehind;
    private @Nullable Duration retentionLeft;
    private @Nullable BinlogSplit split;

    ServerSight(String server, int reader) {
        this.server = server;
        this.reader = reader;
    }

    /** @return whether it did the opposite before */
    synchronized boolean reachable(boolean answers, Instant now) {
        boolean did = awaySince == null;
        if (!answers && awaySince == null) {
            awaySince = now;
        } else if (answers) {
            awaySince = null;
        }
        return did != answers;
    }

    /** @param behind how long ago everything was read; null where nobody knows */
    synchronized void lag(@Nullable Duration behind, Instant now) {
        lookedAt = now;
        readUpTo = behind == null ? null : now.minus(behind);
    }

    synchronized void bytesBehind(long bytes) {
        bytesBehind = bytes;
    }

    /** @param left null for never */
    synchronized void retentionLeft(@Nullable Duration left) {
        retentionLeft = left;
    }

    synchronized void readUpTo(BinlogSplit read) {
        split = read;
    }

    /** Whether there is a binlog that this reader reads. */
    synchronized boolean followsBinlog() {
        return split != null;
    }

    synchronized @Nullable Long bytesBehind() {
        return bytesBehind;
    }

    synchronized @Nullable Duration retentionLeft() {
        return retentionLeft;
    }

    /** As it was when the server was looked at last; older, where that is long ago. */
    synchronized @Nullable Duration lag(Instant now) {
        Instant known = readUpTo;
        if (known == null) {
            return null;
        }
        boolean isFresh = awaySince == null && now.isBefore(lookedAt.plus(FRESH));
        return Duration.between(known, isFresh ? lookedAt : now);
    }

    synchronized ServerReport report(Instant now) {
        BinlogSplit read = split;
        return new ServerReport(
                server,
                reader,
                read == null ? "" : read.server().uuid(),
                read != null,
                read == null ? "" : read.main().start().file(),
                read == null ? 0 : read.main().start().offset(),
                readUpTo,
                lag(now),
                bytesBehind,
                retentionLeft,
                awaySince);
    }
}
