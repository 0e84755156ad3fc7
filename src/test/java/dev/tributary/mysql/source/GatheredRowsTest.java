package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.RowChange;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GatheredRowsTest {

    private static final int KEY_BYTES = 1;

    private final GatheredRows gathered = new GatheredRows();
    private final Handover handover = new Handover(1 << 30, () -> {});

    @Test
    void rowsOfASchemaLieOneBehindTheOther() throws Exception {
        gathered.accept(row(1, 'a', 0));
        gathered.accept(row(1, 'b', 0));
        gathered.accept(row(2, 'c', 0));
        gathered.accept(row(1, 'd', 0));

        List<RowChange> taken = handedOver();

        assertThat(taken).extracting(RowChange::schemaId).containsExactly(1L, 2L, 1L);
        assertThat(taken).extracting(RowChange::rows).containsExactly(2, 1, 1);
        assertThat(taken).allMatch(change -> change.isOfSnapshot() && change.keyLength() == KEY_BYTES);
        assertThat(taken.get(0).row()).isEqualTo(bytes(row(1, 'a', 0), row(1, 'b', 0)));
        assertThat(taken.get(0).mergeKey()).isEqualTo(row(1, 'a', 0).mergeKey());
    }

    /** Such as a letter that is taken back: its key is what it is about. */
    @Test
    void deletionsAndChangesTravelAlone() throws Exception {
        RowChange deleted = deleted(3);
        RowChange changed = row(1, 'b', 5);
        gathered.accept(row(1, 'a', 0));
        gathered.accept(deleted);
        gathered.accept(changed);
        gathered.accept(row(1, 'c', 0));

        List<RowChange> taken = handedOver();

        assertThat(taken).contains(deleted, changed).hasSize(3);
        assertThat(taken).extracting(RowChange::rows).containsExactlyInAnyOrder(1, 1, 2);
    }

    @Test
    void isFullWhenRowsAreManyOrLarge() throws Exception {
        int rows = 0;
        while (!gathered.isFull()) {
            gathered.accept(row(1, 'a', 0));
            rows++;
        }
        List<RowChange> taken = handedOver();
        assertThat(taken.stream().mapToInt(RowChange::rows).sum()).isEqualTo(rows);
        assertThat(taken).allMatch(change -> change.row().length < 10_000);
        assertThat(gathered.isFull()).isFalse();

        gathered.accept(new RowChange(1, new byte[1 << 20], KEY_BYTES, 0));
        assertThat(gathered.isFull()).isTrue();
        assertThat(handedOver()).extracting(RowChange::rows).containsExactly(1);
        assertThat(handedOver()).isEmpty();
    }

    private List<RowChange> handedOver() throws InterruptedException {
        gathered.handOver(handover);
        return Objects.requireNonNull(handover.take(() -> "")).changes();
    }

    private static RowChange row(long schema, char key, long time) {
        return new RowChange(schema, new byte[] {(byte) key, 'v', 7, 0, 0, 0, 0, 0, 0, 0, 0}, KEY_BYTES, time);
    }

    private static RowChange deleted(long schema) {
        return new RowChange(schema, new byte[] {'k', 7, 0, 0, 0, 0, 0, 0, 0, 1}, KEY_BYTES, 0);
    }

    private static byte[] bytes(RowChange... changes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (RowChange change : changes) {
            out.writeBytes(change.row());
        }
        return out.toByteArray();
    }
}
