package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionBufferTest {

    private static final TableId T = new TableId("d", "t");
    private static final TableId U = new TableId("d", "u");

    private final TransactionBuffer buffer = new TransactionBuffer();

    private static RowChange change(int id, int bytes) {
        byte[] row = new byte[bytes + 9];
        row[0] = (byte) id;
        return new RowChange(1, row, 1, 0);
    }

    private void add(TableId table, int... ids) {
        buffer.touch(table);
        for (int id : ids) {
            buffer.accept(change(id, 1));
        }
    }

    private List<Integer> ids() {
        return buffer.changes().stream().map(change -> (int) change.row()[0]).toList();
    }

    @Test
    void whatCameBehindASavepointIsTakenBack() {
        add(T, 1, 2);
        buffer.savepoint("a", false);
        add(U, 3);
        add(T, 4);

        assertThat(buffer.rollBackTo("a")).isTrue();
        add(T, 5);

        assertThat(ids()).containsExactly(1, 2, 5);
        assertThat(buffer.changesByTable()).containsOnlyKeys(T);
        assertThat(buffer.bytes()).isEqualTo(30);
    }

    @Test
    void rollbackThatReachesWhatWasPassedOnIsNotTakenBack() {
        buffer.savepoint("a", false);
        add(T, 1);
        buffer.passedOn();
        add(T, 2);
        buffer.savepoint("b", false);
        add(T, 3);

        assertThat(buffer.rollBackTo("b")).isTrue();
        assertThat(ids()).containsExactly(2);
        assertThat(buffer.rollBackTo("a")).isFalse();
        assertThat(ids()).isEmpty();
    }

    /** Behind it, the reading before this one may have passed changes on. */
    @Test
    void savepointThatIsReadAgainTakesNothingBackThatWasPassedOn() {
        buffer.touch(T);
        buffer.markPartlyPassedOn();
        buffer.savepoint("a", true);
        add(T, 2);

        assertThat(buffer.rollBackTo("a")).isFalse();
    }

    @Test
    void changesAreKnownByTheirTables() {
        add(T, 1);
        add(U, 2, 3);
        add(T, 4);

        assertThat(buffer.changesByTable().get(T)).hasSize(2);
        assertThat(buffer.changesByTable().get(U)).hasSize(2);
    }

    @Test
    void nothingIsLeftOfTheTransactionBefore() {
        buffer.begin("uuid:1", 5);
        buffer.markBegun(true);
        add(T, 1);
        buffer.markPartlyPassedOn();
        buffer.loseChanges();

        buffer.begin(null, 0);

        assertThat(buffer.isBegun()).isFalse();
        assertThat(buffer.isNamed()).isFalse();
        assertThat(buffer.isPartlyPassedOn()).isFalse();
        assertThat(buffer.touched()).isEmpty();
        assertThat(buffer.lost()).isEmpty();
        assertThat(buffer.gtid()).isNull();
        assertThat(buffer.sourceTimeMillis(7)).isEqualTo(7_000);
    }
}
