package dev.tributary.mysql.server;

import dev.tributary.model.RowVersion;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader is behind the end of the binlog.
 *
 * @param position up to which it has read
 * @param committedAt when the transaction before the position was committed; null where nobody knows
 * @param head the end of the binlog of the same server
 */
record BinlogLag(BinlogPosition position, @Nullable Instant committedAt, BinlogPosition head) {

    /** Below this share of the server's retention the end is close. */
    private static final int CLOSE_DIVISOR = 4;

    /** A binlog that ends before the position that was read is not the one that was read. */
    boolean endsBeforePosition() {
        int order = Long.compare(RowVersion.fileNumber(head.file()), RowVersion.fileNumber(position.file()));
        return order < 0 || order == 0 && head.offset() < position.offset();
    }

    /** @param binlogs the server's files, of which the last ones may have grown or been added since they were listed */
    long bytes(List<ServerStatus.BinlogFile> binlogs) {
        long ofPosition = RowVersion.fileNumber(position.file());
        long ofHead = RowVersion.fileNumber(head.file());
        if (ofPosition == ofHead) {
            return head.offset() - position.offset();
        }
        long bytes = head.offset();
        for (ServerStatus.BinlogFile binlog : binlogs) {
            long number = RowVersion.fileNumber(binlog.name());
            if (number == ofPosition) {
                bytes += Math.max(0, binlog.size() - position.offset());
            } else if (number > ofPosition && number < ofHead) {
                bytes += binlog.size();
            }
        }
        return bytes;
    }

    /**
     * How long the server will still keep what comes after the position.
     *
     * @param retention zero for ever
     * @return null for ever
     */
    @Nullable
    Duration retentionLeft(Duration retention, Instant now) {
        if (retention.isZero()) {
            return null;
        }
        Duration left = retention.minus(age(now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How long ago all changes before now were read; null where nobody knows. */
    @Nullable
    Duration behind(Instant now) {
        return isAtEnd() || committedAt != null ? age(now) : null;
    }

    private boolean isAtEnd() {
        return head.file().equals(position.file()) && position.offset() >= head.offset();
    }

    boolean isClose(Duration left, Duration retention) {
        return left.compareTo(retention.dividedBy(CLOSE_DIVISOR)) < 0;
    }

    /** The age of what was read last, zero at the end: a server without changes has nothing unread. */
    private Duration age(Instant now) {
        if (isAtEnd() || committedAt == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(committedAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
