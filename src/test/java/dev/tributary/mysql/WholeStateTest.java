package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.cdc.connectors.mysql.source.assigners.AssignerStatus;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.ChunkSplitterState.ChunkBound;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSchemalessSnapshotSplit;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class WholeStateTest {

    private static final TableId ORDERS = TableId.parse("shop.orders");
    private static final TableId ITEMS = TableId.parse("shop.items");

    private static List<MySqlSchemalessSnapshotSplit> chunks(TableId table, int count) {
        RowType key = RowType.of(new BigIntType());
        return IntStream.range(0, count)
                .mapToObj(i -> new MySqlSchemalessSnapshotSplit(table, table + ":" + i, key, null, null, null))
                .toList();
    }

    private static ChunkSplitterState cutting(TableId table, int next) {
        return new ChunkSplitterState(table, ChunkBound.middleOf(next), next);
    }

    private static PendingSplitsState state(
            List<MySqlSchemalessSnapshotSplit> assigned,
            List<MySqlSchemalessSnapshotSplit> remaining,
            ChunkSplitterState cutting,
            TableId... remainingTables) {
        Map<String, MySqlSchemalessSnapshotSplit> byId = new HashMap<>();
        assigned.forEach(split -> byId.put(split.splitId(), split));
        return new HybridPendingSplitsState(
                new SnapshotPendingSplitsState(
                        new ArrayList<>(),
                        remaining,
                        byId,
                        Map.of(),
                        Map.of(),
                        AssignerStatus.INITIAL_ASSIGNING,
                        List.of(remainingTables),
                        false,
                        true,
                        cutting),
                false);
    }

    private static PendingSplitsState of(PendingSplitsState... answers) {
        Deque<PendingSplitsState> left = new ArrayDeque<>(List.of(answers));
        PendingSplitsState whole = WholeState.of(left::remove);
        assertThat(left).isEmpty();
        return whole;
    }

    @Test
    void chunkThatIsCutAndNotYetAmongThoseToBeReadIsWaitedFor() {
        List<MySqlSchemalessSnapshotSplit> three = chunks(ORDERS, 3);
        PendingSplitsState before = state(three.subList(0, 1), three.subList(1, 2), cutting(ORDERS, 3), ORDERS, ITEMS);
        PendingSplitsState after = state(three.subList(0, 1), three.subList(1, 3), cutting(ORDERS, 3), ORDERS, ITEMS);

        assertThat(of(before, after)).isEqualTo(after);
    }

    @Test
    void tableWhoseChunksAreAllThereLeavesTheList() {
        ChunkSplitterState none = ChunkSplitterState.NO_SPLITTING_TABLE_STATE;
        PendingSplitsState before = state(List.of(), chunks(ORDERS, 2), none, ORDERS, ITEMS);
        PendingSplitsState after = state(List.of(), chunks(ORDERS, 2), none, ITEMS);

        assertThat(of(before, after)).isEqualTo(after);
    }

    @Test
    void stateOfNoSnapshotIsTakenAsItIs() {
        PendingSplitsState over = state(chunks(ORDERS, 2), List.of(), ChunkSplitterState.NO_SPLITTING_TABLE_STATE);

        assertThat(of(over)).isEqualTo(over);
    }

    @Test
    void changeDuringTheCopyIsTriedAgain() {
        PendingSplitsState over = state(chunks(ORDERS, 2), List.of(), ChunkSplitterState.NO_SPLITTING_TABLE_STATE);
        boolean[] failed = {false};

        assertThat(WholeState.of(() -> {
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new ConcurrentModificationException();
                    }
                    return over;
                }))
                .isEqualTo(over);
    }

    @Test
    void copyDoesNotChangeWithTheEnumerator() {
        List<MySqlSchemalessSnapshotSplit> remaining = new ArrayList<>(chunks(ORDERS, 1));
        PendingSplitsState answer = state(List.of(), remaining, cutting(ORDERS, 1), ORDERS);

        PendingSplitsState copy = of(answer);
        remaining.addAll(chunks(ITEMS, 1));

        assertThat(((HybridPendingSplitsState) copy).getSnapshotPendingSplits().getRemainingSplits())
                .hasSize(1);
    }
}
