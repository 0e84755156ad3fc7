package dev.tributary.mysql.source;

import dev.tributary.mysql.source.SourceMessage.HoldReading;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Whether a server is read, or paused by somebody. That stands in ClickHouse and not in the state, which would take it back; so it
 * is asked first, and readers hold until they are told.
 *
 * <pre>
 *   UNASKED ──asked──▶ OPEN ◀──paused, resumed──▶ CLOSED
 *      └──────────────asked────────────────────────▲
 * </pre>
 */
final class ReadingGate {

    /** What is known of it. */
    enum Phase {
        UNASKED,
        OPEN,
        CLOSED
    }

    private final SplitEnumeratorContext<ServerSplit> context;
    /** Also looked at beside the enumerator's thread. */
    private volatile Phase phase;

    /** @param bounded whether it is a run that nobody pauses */
    ReadingGate(SplitEnumeratorContext<ServerSplit> context, boolean bounded) {
        this.context = context;
        this.phase = bounded ? Phase.OPEN : Phase.UNASKED;
    }

    Phase phase() {
        return phase;
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** @return whether it was another before */
    boolean set(boolean paused) {
        Phase before = phase;
        phase = paused ? Phase.CLOSED : Phase.OPEN;
        if (phase == before) {
            return false;
        }
        List.copyOf(context.registeredReaders().keySet()).forEach(this::tell);
        return true;
    }

    /** A reader has begun. */
    void tell(int reader) {
        if (phase != Phase.UNASKED) {
            context.sendEventToSourceReader(reader, new HoldReading(phase == Phase.CLOSED));
        }
    }
}
