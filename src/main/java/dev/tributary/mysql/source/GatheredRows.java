package dev.tributary.mysql.source;

import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.model.ChangeKind;
import dev.tributary.model.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What becomes of the rows of a chunk, until it is enough to be handed over. The rows of a schema lie one behind the other:
 * a record of Flink's for each of them would cost more than they do.
 */
final class GatheredRows implements Consumer<RowChange> {

    /** Bytes of rows that travel as one: few of Flink's buffers of 32 KB end within one, which would be copied once more. */
    private static final int BYTES_TOGETHER = 8 << 10;

    /** Bytes that are handed over at once. */
    private static final int BYTES_AT_ONCE = 64 << 10;

    private final RowBinaryWriter together = new RowBinaryWriter(BYTES_TOGETHER + 1024);
    private List<RowChange> changes = new ArrayList<>();
    private long bytes;

    private long schemaId;
    private int keyLength;
    private int rows;

    @Override
    public void accept(RowChange change) {
        if (!change.isOfSnapshot() || change.kind() != ChangeKind.UPSERT) {
            add(change);
            return;
        }
        if (rows > 0 && schemaId != change.schemaId()) {
            endTogether();
        }
        if (rows == 0) {
            schemaId = change.schemaId();
            keyLength = change.keyLength();
        }
        together.writeRaw(change.row());
        rows++;
        if (together.length() >= BYTES_TOGETHER) {
            endTogether();
        }
    }

    private void endTogether() {
        if (rows > 0) {
            add(new RowChange(schemaId, together.toByteArray(), keyLength, 0, rows));
            rows = 0;
            together.reset();
        }
    }

    private void add(RowChange change) {
        changes.add(change);
        bytes += change.row().length;
    }

    /** Whether there is enough of it. */
    boolean isFull() {
        return bytes >= BYTES_AT_ONCE;
    }

    /** Hands over all that has come, to be told in this order. */
    void handOver(Handover handover) throws InterruptedException {
        endTogether();
        handover.put(changes, bytes, () -> {});
        changes = new ArrayList<>();
        bytes = 0;
    }
}
