package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparedTransactionTest {

    private static final TableId T = new TableId("d", "t");
    private static final TableId U = new TableId("d", "u");

    private static RowChange change(int key, int value) {
        return new RowChange(1, new byte[] {(byte) key, (byte) value, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 1, 0);
    }

    @Test
    void lastChangeOfEachKeyIsPassedOnInTheVersionOfTheCommit() {
        PreparedTransaction prepared =
                new PreparedTransaction("x", Map.of(T, List.of(change(1, 10), change(2, 20), change(1, 11))), Set.of());

        List<RowChange> committed = prepared.committed(0x0102030405L, 77, table -> true);

        assertThat(committed).hasSize(2);
        assertThat(committed).allSatisfy(change -> {
            assertThat(change.version()).isEqualTo(0x0102030405L);
            assertThat(change.sourceTimeMillis()).isEqualTo(77);
        });
        assertThat(committed.stream().map(change -> change.row()[0] + "=" + change.row()[1]))
                .containsExactlyInAnyOrder("1=11", "2=20");
    }

    @Test
    void changesOfTablesThatAreNotFollowedStayBehind() {
        PreparedTransaction prepared = new PreparedTransaction("x", Map.of(T, List.of(change(1, 10))), Set.of())
                .and(new PreparedTransaction("x", Map.of(U, List.of(change(2, 20))), Set.of(U)));

        assertThat(prepared.lost()).containsExactly(U);
        assertThat(prepared.committed(5, 0, T::equals))
                .singleElement()
                .satisfies(change -> assertThat(change.row()[0]).isEqualTo((byte) 1));
    }
}
