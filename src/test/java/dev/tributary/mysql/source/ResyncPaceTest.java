package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.TableId;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResyncPaceTest {

    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final ServerIdentity SERVER = new ServerIdentity("uuid", 0);

    private final SnapshotProgress progress = new SnapshotProgress(List.of(SnapshotProgressTest.route(ORDERS, 0)));
    private final long[] now = {0};
    private final ResyncPace pace = new ResyncPace(() -> now[0]);

    private Map<TableId, Integer> due() {
        return pace.due(Map.of(ORDERS, 1), progress);
    }

    private void follow() {
        TableProgress orders = progress.all().iterator().next();
        orders.begin(SnapshotProgressTest.snapshot(ORDERS, 100), SnapshotProgressTest.chunks(ORDERS, 1), null);
        progress.report(
                progress.handOut(1).stream()
                        .map(task -> new ServerSplit.ChunkReport(task.id(), 110, ""))
                        .toList(),
                null);
        progress.readerSays(new BinlogStatus(SERVER, Map.of(ORDERS, 0), Map.of(), false));
        assertThat(orders.phase()).isEqualTo(TablePhase.FOLLOWED);
    }

    @Test
    void followedTableRestsAsLongAsItsSnapshotTook() {
        assertThat(due()).containsOnlyKeys(ORDERS);
        now[0] = 10;
        follow();
        pace.look(progress);

        now[0] = 19;
        assertThat(due()).isEmpty();
        now[0] = 20;
        assertThat(due()).containsOnlyKeys(ORDERS);
    }

    @Test
    void tableThatIsNotFollowedDoesNotRest() {
        due();
        now[0] = 10;
        follow();
        pace.look(progress);
        progress.all().iterator().next().readAnew(1);

        assertThat(due()).containsOnlyKeys(ORDERS);
    }
}
