package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableCutTest {

    private static final TableId TABLE = new TableId("shop", "orders");
    private static final ChunkKey KEY = new ChunkKey(
            "PRIMARY",
            List.of(KeyPart.of("id", MySqlType.parse("int"), null, null).orElseThrow()));

    @Test
    void chunksBeginWhereTheLastEnded() {
        TableCut cut = TableCut.begin(TABLE, KEY, 10);
        List<Chunk> chunks = new ArrayList<>();
        for (int id : new int[] {5, 9}) {
            chunks.add(cut.chunkUpTo(bound(id)));
            cut = cut.after(bound(id));
        }
        chunks.add(cut.chunkUpTo(null));

        assertThat(chunks)
                .containsExactly(
                        new Chunk(TABLE, 0, KEY, null, bound(5)),
                        new Chunk(TABLE, 1, KEY, bound(5), bound(9)),
                        new Chunk(TABLE, 2, KEY, bound(9), null));
        assertThat(cut.done()).isFalse();
        assertThat(cut.finished().done()).isTrue();
        assertThat(cut.finished().next()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "0, 7", "5, 1", "5, 3", "100, 64", "1000, 999"})
    void cuttingThatGoesRoundInACircleEnds(int before, int length) {
        assertThatThrownBy(() -> {
                    TableCut cut = TableCut.begin(TABLE, KEY, 10);
                    for (int i = 0; i < 10_000; i++) {
                        cut = cut.after(bound(i < before ? i : before + (i - before) % length));
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("shop.orders", "PRIMARY", "a second time", "CHECK TABLE");
    }

    @Test
    void longTablesAreCutToTheirEnd() {
        TableCut cut = TableCut.begin(TABLE, KEY, 10);
        for (int i = 0; i < 100_000; i++) {
            cut = cut.after(bound(i));
        }
        assertThat(cut.next()).isEqualTo(100_000);
    }

    @Test
    void chunksAreAsLargeAsRowsAndBytesAllow() {
        ChunkSize size = new ChunkSize(40_000, 64 << 20);

        assertThat(size.rowsOf(new TableSize(TABLE, 1_000_000, 100_000_000))).isEqualTo(40_000);
        assertThat(size.rowsOf(new TableSize(TABLE, 1_000, 10_000_000_000L))).isEqualTo(6);
        assertThat(size.rowsOf(new TableSize(TABLE, 1, 10_000_000_000L))).isEqualTo(1);
        assertThat(size.rowsOf(new TableSize(TABLE, 0, 0))).isEqualTo(40_000);
        assertThat(size.holds(new TableSize(TABLE, 40_000, 64 << 20))).isTrue();
        assertThat(size.holds(new TableSize(TABLE, 40_001, 1))).isFalse();
        assertThat(size.holds(new TableSize(TABLE, 1, (64 << 20) + 1))).isFalse();
    }

    private static KeyBound bound(int id) {
        return new KeyBound(List.of(Integer.toString(id)));
    }
}
