package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.journal.Entry;
import dev.tributary.journal.Event;
import dev.tributary.journal.EventKind;
import dev.tributary.journal.Phase;
import dev.tributary.journal.TableReport;
import dev.tributary.model.TableId;
import dev.tributary.mysql.snapshot.ChunkKey;
import dev.tributary.mysql.snapshot.TableCut;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TableReportsTest {

    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");

    private final SnapshotProgress progress = new SnapshotProgress(List.of(SnapshotProgressTest.route(ORDERS, 0)));
    private final TableProgress orders = Objects.requireNonNull(progress.find(ORDERS));
    private TableReports reports = reports(false);

    private static TableReports reports(boolean bounded) {
        return new TableReports("db:3306", List.of(SnapshotProgressTest.route(ORDERS, 0)), bounded);
    }

    private List<Entry> changes(int seconds, Map<TableId, Long> sizes) {
        return reports.changes(progress.all(), sizes, Map.of(), NOW.plusSeconds(seconds));
    }

    private static TableReport report(List<Entry> entries) {
        return entries.stream()
                .filter(TableReport.class::isInstance)
                .map(TableReport.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<EventKind> kinds(List<Entry> entries) {
        return entries.stream()
                .filter(Event.class::isInstance)
                .map(entry -> ((Event) entry).kind())
                .toList();
    }

    private void begin(int chunks) {
        orders.begin(SnapshotProgressTest.snapshot(ORDERS, 100), SnapshotProgressTest.chunks(ORDERS, chunks), null);
    }

    private void readChunk() {
        ChunkTask task = Objects.requireNonNull(orders.handOut());
        progress.report(List.of(new ChunkReport(task.id(), 100, "")), null);
    }

    @Test
    void snapshotIsCountedInChunks() {
        TableReport waiting = report(changes(0, Map.of()));
        assertThat(waiting.phase()).isEqualTo(Phase.WAITING);
        assertThat(waiting.countedSince()).isNull();

        begin(4);
        List<Entry> begun = changes(1, Map.of(ORDERS, 4_000L));
        assertThat(kinds(begun)).containsExactly(EventKind.SNAPSHOT_BEGUN);
        readChunk();
        TableReport one = report(changes(2, Map.of(ORDERS, 4_000L)));
        assertThat(one.phase()).isEqualTo(Phase.SNAPSHOT);
        assertThat(one.chunksDone()).isEqualTo(1);
        assertThat(one.chunksBefore()).isZero();
        assertThat(one.chunksTotal()).isEqualTo(4);
        assertThat(one.rowsEstimated()).isEqualTo(4_000);
        assertThat(one.countedSince()).isEqualTo(NOW.plusSeconds(1));
        assertThat(one.readAnew()).isFalse();
    }

    @Test
    void chunksThatAreNotCutYetAreEstimatedByTheRows() {
        changes(0, Map.of());
        TableCut more = new TableCut(ORDERS, ChunkKey.none(), 1_000, 2, null, null, false);
        orders.begin(SnapshotProgressTest.snapshot(ORDERS, 100), SnapshotProgressTest.chunks(ORDERS, 2), more);

        assertThat(report(changes(1, Map.of())).chunksTotal()).isNull();
        assertThat(report(changes(2, Map.of(ORDERS, 9_500L))).chunksTotal()).isEqualTo(10);
    }

    @Test
    void whatIsAsItWasIsNotReportedAgain() {
        begin(1);
        assertThat(changes(0, Map.of())).hasSize(1);
        assertThat(changes(1, Map.of())).isEmpty();
        assertThat(reports.all()).hasSize(1);
    }

    @Test
    void phasesBetweenTwoLooksAreTold() {
        changes(0, Map.of());
        begin(1);
        readChunk();
        orders.readerSays(0, null);

        assertThat(kinds(changes(5, Map.of())))
                .containsExactly(EventKind.SNAPSHOT_BEGUN, EventKind.SNAPSHOT_DONE, EventKind.TABLE_CURRENT);
    }

    @Test
    void tableThatIsReadAnewIsToldSo() {
        begin(1);
        readChunk();
        orders.readerSays(0, null);
        assertThat(kinds(changes(0, Map.of()))).isEmpty();

        orders.readAnew(1);
        assertThat(report(changes(1, Map.of())).readAnew()).isTrue();
        orders.readerSays(null, null);
        begin(2);
        assertThat(kinds(changes(2, Map.of()))).containsExactly(EventKind.RESYNC_BEGUN);
        readChunk();
        readChunk();
        orders.readerSays(1, null);
        assertThat(kinds(changes(3, Map.of()))).containsExactly(EventKind.SNAPSHOT_DONE, EventKind.RESYNC_DONE);
    }

    @Test
    void tableThatIsOnItsWayAsideIsAside() {
        begin(1);
        readChunk();
        orders.readerSays(0, null);
        orders.setAside();

        assertThat(orders.phase()).isEqualTo(TablePhase.RELEASING);
        assertThat(report(changes(0, Map.of())).phase()).isEqualTo(Phase.SET_ASIDE);
    }

    @Test
    void boundedRunHasReadTheTable() {
        reports = reports(true);
        changes(0, Map.of());
        begin(1);
        readChunk();

        List<Entry> read = changes(1, Map.of());
        assertThat(report(read).phase()).isEqualTo(Phase.READ);
        assertThat(kinds(read)).containsExactly(EventKind.SNAPSHOT_BEGUN, EventKind.SNAPSHOT_DONE);
    }

    @Test
    void countingGoesOnWithAStateThatWasRestored() {
        begin(4);
        readChunk();
        readChunk();
        TableProgress restored = TableProgress.restored(orders.state());
        TableReport first = report(new TableReports("db:3306", List.of(SnapshotProgressTest.route(ORDERS, 0)), false)
                .changes(List.of(restored), Map.of(), Map.of(), NOW));

        assertThat(first.chunksTotal()).isEqualTo(4);
        assertThat(first.chunksDone()).isEqualTo(2);
        assertThat(first.chunksBefore()).isEqualTo(2);
        assertThat(Duration.between(NOW, first.countedSince())).isZero();
    }
}
