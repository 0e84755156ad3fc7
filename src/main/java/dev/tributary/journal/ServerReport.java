package dev.tributary.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one MySQL server is read.
 *
 * @param server its first address, {@code host:port}
 * @param reader the number of the parallel reader that says so
 * @param serverUuid the one whose binlog is read; empty while none is
 * @param followsBinlog whether this reader is the one that reads the binlog
 * @param binlogFile up to where all changes were passed on; empty while nothing was
 * @param readUpTo the time in MySQL up to which all was read: now, where nothing is unread; null where nobody knows
 * @param lag how long ago that is; null where nobody knows
 * @param bytesBehind how much of the binlog is unread; null where nobody knows
 * @param retentionLeft when the server may purge what is unread; null for never, or where nobody knows
 * @param awaySince since when it does not answer; null while it does
 */
public record ServerReport(
        String server,
        int reader,
        String serverUuid,
        boolean followsBinlog,
        String binlogFile,
        long binlogOffset,
        @Nullable Instant readUpTo,
        @Nullable Duration lag,
        @Nullable Long bytesBehind,
        @Nullable Duration retentionLeft,
        @Nullable Instant awaySince)
        implements Entry {

    @Override
    public JournalTable table() {
        return JournalTable.SERVERS;
    }

    @Override
    public List<String> key() {
        return List.of(server, Integer.toString(reader));
    }

    @Override
    public String values(JobRun run) {
        return Literals.row(
                run.job(),
                run.flinkJob(),
                server,
                reader,
                serverUuid,
                followsBinlog,
                binlogFile,
                binlogOffset,
                readUpTo,
                lag == null ? null : Math.max(0, lag.toMillis()),
                bytesBehind == null ? null : Math.max(0, bytesBehind),
                retentionLeft == null ? null : Math.max(0, retentionLeft.toSeconds()),
                awaySince);
    }
}
