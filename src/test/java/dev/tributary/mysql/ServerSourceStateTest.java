package dev.tributary.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedded.GoldenBytes;
import io.debezium.relational.TableId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.cdc.connectors.mysql.source.assigners.AssignerStatus;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.ChunkSplitterState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.HybridPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.PendingSplitsStateSerializer;
import org.apache.flink.cdc.connectors.mysql.source.assigners.state.SnapshotPendingSplitsState;
import org.apache.flink.cdc.connectors.mysql.source.offset.BinlogOffset;
import org.apache.flink.cdc.connectors.mysql.source.split.MySqlSplitSerializer;
import org.junit.jupiter.api.Test;

/** What a savepoint holds of a server, and which plans may go on from it. */
class ServerSourceStateTest {

    private static final RouteIdentity ORDERS =
            new RouteIdentity("shop_de.orders", "de", "analytics.orders", List.of("_source_database", "id"), 0);
    private static final RouteIdentity ITEMS =
            new RouteIdentity("shop_de.items", "de", "analytics.items", List.of("_source_database", "id", "line"), 0);

    private final ServerSourceStateSerializer serializer =
            new ServerSourceStateSerializer(new PendingSplitsStateSerializer(MySqlSplitSerializer.INSTANCE));

    private static ServerSourceState state(AssignerStatus status) {
        return new ServerSourceState(
                "3e11fa47-71ca-11e1-9e33-c80aa9429562",
                List.of(ORDERS),
                Map.of(ORDERS.table(), 1L << 40),
                splits(status));
    }

    private static PendingSplitsState splits(AssignerStatus status, String... others) {
        return new HybridPendingSplitsState(
                new SnapshotPendingSplitsState(
                        Stream.concat(Stream.of("shop_de.orders"), Stream.of(others))
                                .map(TableId::parse)
                                .toList(),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        status,
                        List.of(),
                        false,
                        true,
                        ChunkSplitterState.NO_SPLITTING_TABLE_STATE),
                true);
    }

    @Test
    void stateOfVersionOneKeepsItsBytes() throws IOException {
        assertThat(serializer.deserialize(1, GoldenBytes.of("server-source-state-1")))
                .isEqualTo(state(AssignerStatus.INITIAL_ASSIGNING_FINISHED));
    }

    @Test
    void stateOfVersionTwoKeepsItsBytes() throws IOException {
        ServerSourceState state = state(AssignerStatus.INITIAL_ASSIGNING_FINISHED);
        assertThat(serializer.serialize(state)).isEqualTo(GoldenBytes.of("server-source-state-2"));
        assertThat(serializer.deserialize(2, GoldenBytes.of("server-source-state-2")))
                .isEqualTo(state);
    }

    @Test
    void stateOfAServerThatWasNeverReachedIsReadAsItWasWritten() throws IOException {
        ServerSourceState state = new ServerSourceState(null, List.of(ORDERS, ITEMS), Map.of(), null);
        assertThat(serializer.deserialize(2, serializer.serialize(state))).isEqualTo(state);
    }

    @Test
    void unknownVersionIsRefusedByNumber() {
        assertThatThrownBy(() -> serializer.deserialize(7, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 7");
    }

    @Test
    void samePlanGoesOn() {
        assertThatCode(() -> RestoredRoutes.requireCompatible(
                        state(AssignerStatus.INITIAL_ASSIGNING_FINISHED), List.of(ORDERS)))
                .doesNotThrowAnyException();
    }

    @Test
    void tableIsAddedOnceTheSnapshotIsComplete() {
        assertThatCode(() -> RestoredRoutes.requireCompatible(
                        state(AssignerStatus.INITIAL_ASSIGNING_FINISHED), List.of(ORDERS, ITEMS)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RestoredRoutes.requireCompatible(
                        state(AssignerStatus.INITIAL_ASSIGNING), List.of(ORDERS, ITEMS)))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContaining("shop_de.items")
                .hasMessageContaining("middle of the first snapshot");
    }

    @Test
    void otherTargetIsRefused() {
        RouteIdentity moved = new RouteIdentity(ORDERS.table(), "de", "analytics.sales", ORDERS.mergeKey(), 0);
        assertRefused(moved, "analytics.orders", "analytics.sales");
    }

    @Test
    void otherConnectionNameIsRefused() {
        RouteIdentity renamed = new RouteIdentity(ORDERS.table(), "germany", ORDERS.target(), ORDERS.mergeKey(), 0);
        assertRefused(renamed, "'de'", "'germany'");
    }

    @Test
    void otherMergeKeyIsRefused() {
        RouteIdentity rekeyed =
                new RouteIdentity(ORDERS.table(), "de", ORDERS.target(), List.of("_source_database", "number"), 0);
        assertRefused(rekeyed, "id", "number");
    }

    @Test
    void resyncThatTheRunningJobCarriedOutIsNotRepeated() {
        ServerSourceState state = new ServerSourceState(
                "3e11fa47-71ca-11e1-9e33-c80aa9429562",
                List.of(ORDERS.withResyncs(2)),
                Map.of(ORDERS.table(), 1L << 40),
                splits(AssignerStatus.INITIAL_ASSIGNING_FINISHED));

        List<RouteIdentity> known = RestoredRoutes.withKnownResyncs(state, List.of(ORDERS.withResyncs(1), ITEMS));
        assertThat(known).containsExactly(ORDERS.withResyncs(2), ITEMS);
        assertThat(RestoredRoutes.withoutResynced(state, known)).isSameAs(state);

        List<RouteIdentity> asked = RestoredRoutes.withKnownResyncs(state, List.of(ORDERS.withResyncs(3)));
        assertThat(RestoredRoutes.withoutResynced(state, asked).snapshotVersions())
                .isEmpty();
    }

    @Test
    void tableThatIsReadAnewIsNewToTheConnectorOrLeftOverForIt() {
        Set<String> orders = Set.of(ORDERS.table());
        SnapshotPendingSplitsState followed = snapshot(
                RestoredRoutes.without(splits(AssignerStatus.NEWLY_ADDED_ASSIGNING_FINISHED, "shop_de.items"), orders));
        assertThat(followed.getAlreadyProcessedTables()).containsExactly(TableId.parse("shop_de.items"));
        assertThat(followed.getRemainingTables()).isEmpty();
        assertThat(followed.getSnapshotAssignerStatus()).isEqualTo(AssignerStatus.NEWLY_ADDED_ASSIGNING_FINISHED);

        SnapshotPendingSplitsState reading =
                snapshot(RestoredRoutes.without(splits(AssignerStatus.INITIAL_ASSIGNING, "shop_de.items"), orders));
        assertThat(reading.getRemainingTables()).containsExactly(TableId.parse("shop_de.orders"));
    }

    /** Else the connector would take it for a first snapshot, and never tell the reader of the binlog that it ended. */
    @Test
    void onlyTableThatIsReadAnewIsReadBesideTheBinlog() {
        SnapshotPendingSplitsState state = snapshot(
                RestoredRoutes.without(splits(AssignerStatus.INITIAL_ASSIGNING_FINISHED), Set.of(ORDERS.table())));
        assertThat(state.getSnapshotAssignerStatus()).isEqualTo(AssignerStatus.NEWLY_ADDED_ASSIGNING);
    }

    @Test
    void chunkThatIsReadAgainIsWaitedFor() {
        BinlogOffset end = BinlogOffset.ofBinlogFilePosition("binlog.000001", 4);
        SnapshotPendingSplitsState state = snapshot(RestoredRoutes.unread(
                new HybridPendingSplitsState(
                        new SnapshotPendingSplitsState(
                                List.of(),
                                List.of(),
                                Map.of(),
                                Map.of(),
                                Map.of("shop_de.orders:0", end, "shop_de.orders:1", end),
                                AssignerStatus.INITIAL_ASSIGNING,
                                List.of(),
                                false,
                                true,
                                ChunkSplitterState.NO_SPLITTING_TABLE_STATE),
                        false),
                Set.of("shop_de.orders:1")));
        assertThat(state.getSplitFinishedOffsets()).containsOnlyKeys("shop_de.orders:0");
    }

    @Test
    void tablesAreNotTakenOutWhileReadersAreToldOfTheEndOfASnapshot() {
        assertThat(RestoredRoutes.takesTables(splits(AssignerStatus.INITIAL_ASSIGNING)))
                .isTrue();
        assertThat(RestoredRoutes.takesTables(splits(AssignerStatus.NEWLY_ADDED_ASSIGNING_FINISHED)))
                .isTrue();
        assertThat(RestoredRoutes.takesTables(splits(AssignerStatus.NEWLY_ADDED_ASSIGNING_SNAPSHOT_FINISHED)))
                .isFalse();
    }

    private static SnapshotPendingSplitsState snapshot(PendingSplitsState state) {
        return ((HybridPendingSplitsState) state).getSnapshotPendingSplits();
    }

    private static void assertRefused(RouteIdentity now, String before, String after) {
        assertThatThrownBy(() -> RestoredRoutes.requireCompatible(
                        state(AssignerStatus.INITIAL_ASSIGNING_FINISHED), List.of(now)))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContaining("shop_de.orders")
                .hasMessageContaining(before)
                .hasMessageContaining(after);
    }
}
