package dev.tributary.mysql.binlog;

import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import org.jspecify.annotations.Nullable;

/**
 * Passes over what comes before an offset beyond 4 GiB. A server can be asked for 32 bits of an offset only, so that such a file,
 * which one huge transaction made, is read from its first event on.
 */
final class FarOffset {

    private final Start start;
    private boolean reached;

    FarOffset(Start start) {
        this.start = start;
        this.reached = !(start instanceof Start.At at) || at.offset() == at.requestedOffset();
    }

    /** The event as it is to be seen; null for one before the offset. */
    @Nullable
    BinlogEvent pass(BinlogEvent event) throws BinlogFailure {
        if (reached || !(start instanceof Start.At at)) {
            return event;
        }
        if (event instanceof FileBegan began && began.file().equals(at.file())) {
            return new FileBegan(began.head(), began.file(), at.offset());
        }
        if (event instanceof Heartbeat && event.head().end() < at.offset()) {
            throw tooShort(at);
        }
        reached = event.head().start() >= at.offset();
        if (!reached && event instanceof FileBegan) {
            throw tooShort(at);
        }
        return reached ? event : null;
    }

    private static BinlogFailure tooShort(Start.At at) {
        return new BinlogFailure(
                Kind.GONE,
                "the server's file '" + at.file() + "' ends before position " + at.offset()
                        + ", at which it was read before");
    }
}
