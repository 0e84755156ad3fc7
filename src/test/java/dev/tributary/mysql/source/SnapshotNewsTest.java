package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.model.TableId;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotNewsTest {

    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final TableId ITEMS = new TableId("shop", "items");

    private final SnapshotProgress progress =
            new SnapshotProgress(List.of(SnapshotProgressTest.route(ORDERS, 0), SnapshotProgressTest.route(ITEMS, 0)));
    private final List<String> said = new ArrayList<>();
    private final SnapshotNews news = news(false);
    private long now;

    private SnapshotNews news(boolean bounded) {
        return new SnapshotNews("db:3306", bounded, () -> now, said::add);
    }

    private void begin(TableId table, int chunks) {
        find(table).begin(SnapshotProgressTest.snapshot(table, 10), SnapshotProgressTest.chunks(table, chunks), null);
    }

    private TableProgress find(TableId table) {
        TableProgress found = progress.find(table);
        if (found == null) {
            throw new AssertionError("no table " + table);
        }
        return found;
    }

    private void read(ChunkTask task) {
        progress.report(List.of(new ChunkReport(task.id(), 10, "")), null);
    }

    @Test
    void snapshotIsToldFromItsBeginningToTheBinlog() {
        news.look(progress);
        begin(ORDERS, 2);
        begin(ITEMS, 1);
        news.look(progress);
        now += Duration.ofSeconds(10).toNanos();
        news.look(progress);
        now += Duration.ofSeconds(5).toNanos();
        List<ChunkTask> tasks = new ArrayList<>();
        for (List<ChunkTask> more = progress.handOut(1); !more.isEmpty(); more = progress.handOut(1)) {
            tasks.addAll(more);
        }
        tasks.forEach(this::read);
        news.look(progress);
        progress.readerSays(
                new BinlogStatus(new ServerIdentity("uuid", 0), Map.of(ORDERS, 0, ITEMS, 0), Map.of(), false));
        news.look(progress);
        news.look(progress);

        assertThat(said)
                .containsExactly(
                        "MySQL server db:3306: the snapshot of 2 tables begins",
                        "MySQL server db:3306: 0 of 2 tables complete; being read: shop.items (1 chunk left), shop.orders"
                                + " (2 chunks left)",
                        "Table shop.items is read, in 15 s",
                        "Table shop.orders is read, in 15 s",
                        "MySQL server db:3306: all tables are complete after 15 s, the binlog is followed");
    }

    @Test
    void tableThatIsReadAnewIsToldAgain() {
        snapshotIsToldFromItsBeginningToTheBinlog();
        said.clear();

        find(ORDERS).readAnew(1);
        news.look(progress);

        assertThat(said).containsExactly("MySQL server db:3306: 1 table of 2 to be read by a snapshot");
    }

    @Test
    void boundedRunIsCompleteWhenAllIsRead() {
        SnapshotNews bounded = news(true);
        bounded.look(progress);
        begin(ORDERS, 0);
        begin(ITEMS, 0);
        bounded.look(progress);

        assertThat(said)
                .containsExactly(
                        "MySQL server db:3306: the snapshot of 2 tables begins",
                        "Table shop.items is read, in 0.0 s",
                        "Table shop.orders is read, in 0.0 s",
                        "MySQL server db:3306: all tables are complete after 0.0 s");
    }

    @Test
    void jobThatGoesOnIsToldInOneLine() {
        begin(ORDERS, 0);
        begin(ITEMS, 0);
        progress.readerSays(
                new BinlogStatus(new ServerIdentity("uuid", 0), Map.of(ORDERS, 0, ITEMS, 0), Map.of(), false));

        news.look(progress);

        assertThat(said).containsExactly("MySQL server db:3306: following the binlog, 2 tables");
    }
}
