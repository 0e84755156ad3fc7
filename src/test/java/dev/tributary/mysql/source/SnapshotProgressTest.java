package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.Overrides;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.snapshot.Chunk;
import dev.tributary.mysql.snapshot.ChunkKey;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import dev.tributary.plan.RoutePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotProgressTest {

    private static final TableId ORDERS = new TableId("shop", "orders");
    private static final TableId ITEMS = new TableId("shop", "items");
    private static final ServerIdentity SERVER = new ServerIdentity("uuid", 0);

    static RoutePlan route(TableId table, int resyncs) {
        List<Column> columns = List.of(new Column("id", new MySqlType("int", List.of(), false), false));
        return new RoutePlan(
                "de",
                new TableSchema(table, columns, List.of("id"), List.of()),
                new TargetSchema(
                        new TableId("an", table.table()),
                        List.of(
                                new TargetColumn("_source_database", "LowCardinality(String)"),
                                new TargetColumn("id", "Int32")),
                        2),
                Overrides.NONE,
                resyncs);
    }

    static TableSnapshot snapshot(TableId table, long version) {
        return new TableSnapshot(
                new BinlogPosition("binlog.000001", version, ""),
                version,
                new TableStructure(table, route(table, 0).source().columns(), List.of("id"), Map.of(), "utf8mb4"),
                Set.of());
    }

    static List<Chunk> chunks(TableId table, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Chunk(table, number, ChunkKey.none(), null, null))
                .toList();
    }

    private static BinlogStatus status(Map<TableId, Integer> followed, Map<TableId, Integer> refused) {
        return new BinlogStatus(SERVER, followed, refused, false);
    }

    private final SnapshotProgress progress = new SnapshotProgress(List.of(route(ORDERS, 0), route(ITEMS, 0)));
    private final TableProgress orders = table(ORDERS);

    private TableProgress table(TableId id) {
        TableProgress table = progress.find(id);
        if (table == null) {
            throw new AssertionError(id);
        }
        return table;
    }

    private void read(TableProgress table, long version, long end) {
        table.begin(snapshot(table.table(), version), chunks(table.table(), 1), null);
        ChunkTask task = table.handOut();
        assertThat(task).isNotNull();
        progress.report(List.of(new ChunkReport(task.id(), end, "")), null);
    }

    @Test
    void tableIsReadWhenItsLastChunkIs() {
        orders.begin(snapshot(ORDERS, 100), chunks(ORDERS, 2), null);
        List<ChunkTask> tasks = new ArrayList<>(progress.handOut(10));
        tasks.addAll(progress.handOut(10));
        assertThat(tasks).hasSize(2);

        progress.report(List.of(new ChunkReport(tasks.get(1).id(), 120, "")), null);
        assertThat(orders.phase()).isEqualTo(TablePhase.READING);
        progress.report(List.of(new ChunkReport(tasks.get(0).id(), 110, "")), null);
        assertThat(orders.phase()).isEqualTo(TablePhase.READ);
        assertThat(orders.toFollow().snapshotEnd()).isEqualTo(120);
        assertThat(orders.toFollow().snapshotVersion()).isEqualTo(100);
    }

    @Test
    void smallTablesAreHandedOutTogetherAndLargeOnesChunkByChunk() {
        orders.begin(snapshot(ORDERS, 1), chunks(ORDERS, 1), null);
        table(ITEMS).begin(snapshot(ITEMS, 1), chunks(ITEMS, 3), null);

        assertThat(progress.handOut(10)).extracting(task -> task.id().number()).containsExactly(0);
        assertThat(progress.handOut(10)).extracting(task -> task.id().number()).containsExactly(1);
        assertThat(progress.handOut(10))
                .as("the last of one, and all of the other")
                .hasSize(2);
    }

    @Test
    void reportOfAnEarlierPlanningCountsForNothing() {
        orders.begin(snapshot(ORDERS, 100), chunks(ORDERS, 1), null);
        ChunkTask old = progress.handOut(1).get(0);
        progress.report(List.of(new ChunkReport(old.id(), 0, "column gone")), null);
        assertThat(orders.phase()).isEqualTo(TablePhase.WAITING);

        orders.begin(snapshot(ORDERS, 200), chunks(ORDERS, 1), null);
        progress.handOut(1);
        progress.report(List.of(new ChunkReport(old.id(), 100, "")), null);
        assertThat(orders.phase()).isEqualTo(TablePhase.READING);
    }

    /** Rows of an old snapshot that come late would stand beside those of the new one. */
    @Test
    void tableIsNotPlannedAgainBeforeAllItsChunksAreBack() {
        orders.begin(snapshot(ORDERS, 100), chunks(ORDERS, 3), null);
        ChunkTask first = progress.handOut(1).get(0);
        ChunkTask second = progress.handOut(1).get(0);

        orders.readAnew(1);
        assertThat(orders.phase()).isEqualTo(TablePhase.DRAINING);
        assertThat(progress.handOut(1)).isEmpty();
        progress.report(List.of(new ChunkReport(first.id(), 100, "")), null);
        assertThat(orders.phase()).isEqualTo(TablePhase.DRAINING);
        progress.takeBack(List.of(second.id()));
        assertThat(orders.phase()).isEqualTo(TablePhase.WAITING);
        assertThat(orders.resyncs()).isEqualTo(1);
    }

    @Test
    void tableThatIsFollowedIsPlannedAgainWhenItsReaderLetGo() {
        read(orders, 100, 110);
        progress.readerSays(status(Map.of(ORDERS, 0), Map.of()));
        assertThat(orders.phase()).isEqualTo(TablePhase.FOLLOWED);

        orders.readAnew(1);
        assertThat(orders.released()).isZero();
        progress.readerSays(status(Map.of(ORDERS, 0), Map.of()));
        assertThat(orders.phase()).isEqualTo(TablePhase.RELEASING);
        progress.readerSays(status(Map.of(), Map.of()));
        assertThat(orders.phase()).isEqualTo(TablePhase.WAITING);
    }

    @Test
    void tableThatItsReaderRefusedIsLeftAloneUntilAResyncIsDue() {
        read(orders, 100, 110);
        progress.readerSays(status(Map.of(), Map.of()));
        assertThat(orders.phase()).as("it was not told yet").isEqualTo(TablePhase.READ);
        progress.readerSays(status(Map.of(), Map.of(ORDERS, 0)));
        assertThat(orders.phase()).isEqualTo(TablePhase.ASIDE);

        orders.readAnew(1);
        assertThat(orders.phase()).isEqualTo(TablePhase.WAITING);
        read(orders, 200, 210);
        progress.readerSays(status(Map.of(), Map.of(ORDERS, 0)));
        assertThat(orders.phase()).as("that was the one before").isEqualTo(TablePhase.READ);
    }

    @Test
    void boundedRunReadsAgainWhatAReaderLost() {
        orders.begin(snapshot(ORDERS, 100), chunks(ORDERS, 1), null);
        ChunkTask task = progress.handOut(1).get(0);
        progress.report(List.of(new ChunkReport(task.id(), 100, "")), 3);
        assertThat(orders.phase()).isEqualTo(TablePhase.READ);

        progress.readerBeganAgain(2);
        assertThat(orders.phase()).isEqualTo(TablePhase.READ);
        progress.readerBeganAgain(3);
        assertThat(orders.phase()).isEqualTo(TablePhase.READING);
        progress.report(List.of(new ChunkReport(task.id(), 100, "")), 3);
        assertThat(orders.phase()).isEqualTo(TablePhase.READ);

        progress.takeBack(List.of(task.id()));
        assertThat(progress.handOut(1)).extracting(ChunkTask::id).containsExactly(task.id());
    }

    @Test
    void restoredStateKnowsAddedAndForgottenAndResyncedTables() {
        read(orders, 100, 110);
        progress.readerSays(status(Map.of(ORDERS, 0), Map.of()));
        SourceState state =
                new SourceState(SERVER, true, List.of(RouteIdentity.of(route(ORDERS, 0))), progress.state());

        assertThat(SnapshotProgress.restored(List.of(route(ITEMS, 0)), state).in(TablePhase.WAITING))
                .extracting(TableProgress::table)
                .containsExactly(ITEMS);
        assertThat(SnapshotProgress.restored(List.of(route(ORDERS, 0)), state).allIn(TablePhase.FOLLOWED))
                .isTrue();
        assertThat(SnapshotProgress.restored(List.of(route(ORDERS, 1)), state).allIn(TablePhase.RELEASING))
                .isTrue();
    }

    @Test
    void tablesThatGoElsewhereAreRefused() {
        SourceState state =
                new SourceState(SERVER, true, List.of(RouteIdentity.of(route(ORDERS, 0))), progress.state());
        RoutePlan before = route(ORDERS, 0);
        TargetSchema elsewhere =
                new TargetSchema(new TableId("an", "other"), before.target().columns(), 2);

        assertThatThrownBy(() ->
                        SnapshotProgress.restored(List.of(new RoutePlan("de", before.source(), elsewhere)), state))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContaining("was replicated into an.orders and now is into an.other");
        assertThatThrownBy(() -> SnapshotProgress.restored(
                        List.of(new RoutePlan("germany", before.source(), before.target())), state))
                .hasMessageContaining("'de'")
                .hasMessageContaining("'germany'");
        TargetSchema otherKey = new TargetSchema(
                before.target().target(),
                List.of(
                        before.target().columns().get(0),
                        new TargetColumn("number", "Int32"),
                        before.target().columns().get(1)),
                2);
        assertThatThrownBy(
                        () -> SnapshotProgress.restored(List.of(new RoutePlan("de", before.source(), otherKey)), state))
                .hasMessageContaining("number");
    }

    @Test
    void highestVersionOutlivesTheSnapshotThatHadIt() {
        assertThat(progress.highestVersion()).isZero();
        read(orders, 100, 110);
        read(table(ITEMS), 50, 60);
        orders.readAnew(1);
        progress.readerSays(status(Map.of(), Map.of()));
        assertThat(orders.phase()).isEqualTo(TablePhase.WAITING);

        assertThat(progress.highestVersion()).isEqualTo(110);
        SourceState state = new SourceState(SERVER, true, List.of(), progress.state());
        assertThat(SnapshotProgress.restored(List.of(route(ORDERS, 1)), state).highestVersion())
                .isEqualTo(110);
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 300).boxed().toList();
    }

    /**
     * Readers that fail and go back to their checkpoints, in any order, beside resyncs: every chunk is read in the end, by one
     * reader at a time, and a table counts as read only when all chunks of its last planning are in complete checkpoints.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyChunkIsReadWhateverFails(int seed) {
        Random random = new Random(seed);
        Map<Integer, Set<ChunkId>> reading = new HashMap<>();
        Set<ChunkId> durable = new HashSet<>();
        int resyncs = 0;
        for (int step = 0; step < 400; step++) {
            for (TableProgress table : progress.in(TablePhase.WAITING).toList()) {
                table.begin(snapshot(table.table(), step + 1), chunks(table.table(), 1 + random.nextInt(4)), null);
            }
            int reader = random.nextInt(3);
            Set<ChunkId> mine = reading.computeIfAbsent(reader, each -> new HashSet<>());
            switch (random.nextInt(step < 300 ? 6 : 3)) {
                case 0, 1 -> {
                    for (ChunkTask task : progress.handOut(2)) {
                        assertThat(reading.values()).noneMatch(chunks -> chunks.contains(task.id()));
                        assertThat(durable).doesNotContain(task.id());
                        mine.add(task.id());
                    }
                }
                case 2, 3 -> {
                    List<ChunkId> finished =
                            mine.stream().filter(id -> random.nextBoolean()).toList();
                    finished.forEach(mine::remove);
                    durable.addAll(finished);
                    progress.report(
                            finished.stream()
                                    .map(id -> new ChunkReport(id, 5, ""))
                                    .toList(),
                            null);
                }
                case 4 -> {
                    progress.takeBack(List.copyOf(mine));
                    mine.clear();
                }
                default -> {
                    if (random.nextInt(8) == 0) {
                        table(random.nextBoolean() ? ORDERS : ITEMS).readAnew(++resyncs);
                        progress.in(TablePhase.RELEASING).toList().forEach(TableProgress::releaseWithoutReader);
                    }
                }
            }
            progress.in(TablePhase.READ)
                    .forEach(table -> assertThat(table.chunksHandedOut()).isEmpty());
        }
        for (int i = 0; i < 100; i++) {
            for (TableProgress table : progress.in(TablePhase.WAITING).toList()) {
                table.begin(snapshot(table.table(), 1_000), chunks(table.table(), 1), null);
            }
            progress.handOut(10)
                    .forEach(task ->
                            reading.computeIfAbsent(0, each -> new HashSet<>()).add(task.id()));
            reading.values().forEach(chunks -> {
                progress.report(
                        chunks.stream().map(id -> new ChunkReport(id, 5, "")).toList(), null);
                chunks.clear();
            });
        }
        assertThat(progress.allIn(TablePhase.READ)).isTrue();
    }
}
