package dev.tributary.mysql;

import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.cdc.connectors.mysql.source.events.BinlogSplitUpdateAckEvent;
import org.jspecify.annotations.Nullable;

/**
 * A reader's word that from here on it follows the tables in the binlog that were read beside it, held back until a checkpoint
 * has it too.
 *
 * <p>The connector takes it as final at once. If the reader dies before a checkpoint holds what it said, it comes back
 * without the tables, is not asked again, and passes over all their changes in silence. As long as the word is held back, the
 * connector asks every reader that comes.
 */
final class HeldAcknowledgement {

    private @Nullable BinlogSplitUpdateAckEvent acknowledgement;
    private int reader;

    /** The first checkpoint that began since. */
    private @Nullable Long checkpoint;

    /** Whether the event is one to be held back, as it is from now on. */
    boolean takes(int from, SourceEvent event) {
        if (!(event instanceof BinlogSplitUpdateAckEvent given)) {
            return false;
        }
        acknowledgement = given;
        reader = from;
        checkpoint = null;
        return true;
    }

    void checkpointBegins(long id) {
        if (acknowledgement != null && checkpoint == null) {
            checkpoint = id;
        }
    }

    /** Passes the word on, if the checkpoint holds it. */
    void checkpointIsComplete(long id, BiConsumer<Integer, SourceEvent> connector) {
        BinlogSplitUpdateAckEvent given = acknowledgement;
        if (given != null && checkpoint != null && id >= checkpoint) {
            forget();
            connector.accept(reader, given);
        }
    }

    /** A reader has failed, or the enumerator is another: it will be said again. */
    void forget() {
        acknowledgement = null;
        checkpoint = null;
    }
}
