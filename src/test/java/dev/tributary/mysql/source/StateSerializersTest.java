package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedded.GoldenBytes;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.snapshot.Chunk;
import dev.tributary.mysql.snapshot.ChunkKey;
import dev.tributary.mysql.snapshot.KeyBound;
import dev.tributary.mysql.snapshot.KeyPart;
import dev.tributary.mysql.snapshot.TableCut;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.ServerSplit.SnapshotSplit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** States are read as they were written, now and by later releases. */
class StateSerializersTest {

    private static final TableId T = new TableId("shop", "orders");
    private static final TableId U = new TableId("shop", "items");
    private static final ServerIdentity SERVER = new ServerIdentity("3e11fa47-71ca-11e1-9e33-c80aa9429562", 7);
    private static final ChunkKey KEY = new ChunkKey(
            "PRIMARY",
            List.of(
                    new KeyPart("id", KeyPart.Form.NUMBER, null, 0),
                    new KeyPart("code", KeyPart.Form.TEXT, "latin1", 0)));
    private static final KeyBound BOUND = new KeyBound(List.of("17", "_latin1 X'E9'"));
    private static final Chunk CHUNK = new Chunk(T, 3, KEY, BOUND, null);

    private final SourceStateSerializer states = new SourceStateSerializer();
    private final ServerSplitSerializer splits = new ServerSplitSerializer();

    private static TableSnapshot snapshot() {
        return snapshot("id");
    }

    /** @param counted see {@link TableStructure#counted} */
    private static TableSnapshot snapshot(String counted) {
        TableSnapshot snapshot = SnapshotProgressTest.snapshot(T, 100);
        TableStructure structure = snapshot.structure();
        return new TableSnapshot(
                snapshot.start(),
                snapshot.version(),
                new TableStructure(
                        structure.id(),
                        structure.columns(),
                        structure.primaryKey(),
                        structure.uniqueKeys(),
                        structure.characterSet(),
                        counted),
                snapshot.prepared());
    }

    private static SourceState state(String counted) {
        return state(counted, "", List.of());
    }

    private static SourceState state(String counted, String plan, List<RouteBatch> added) {
        return new SourceState(
                SERVER,
                true,
                List.of(RouteIdentity.of(SnapshotProgressTest.route(T, 0))),
                List.of(
                        new TableProgressState(
                                T,
                                2,
                                TablePhase.READING,
                                TablePhase.WAITING,
                                1,
                                4,
                                snapshot(counted),
                                120,
                                new TableCut(T, KEY, 40_000, 4, BOUND, null, false),
                                List.of(CHUNK),
                                List.of(Chunk.whole(T))),
                        new TableProgressState(
                                U,
                                0,
                                TablePhase.FOLLOWED,
                                TablePhase.WAITING,
                                0,
                                1,
                                null,
                                110,
                                null,
                                List.of(),
                                List.of())),
                plan,
                added);
    }

    private static BinlogSplit binlog() {
        FollowedTable followed = new FollowedTable(snapshot().structure(), 1, 100, 120, Set.of("x'61',x'',1"), true);
        RowChange change = new RowChange(5, new byte[] {1, 2, 0, 0, 0, 0, 0, 0, 0, 9, 0}, 1, 3);
        return new BinlogSplit(
                SERVER,
                new FollowState(
                        new BinlogPosition("binlog.000007", 4711, "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5"),
                        1L << 41,
                        1_700_000_000,
                        Map.of(T, followed),
                        Map.of(U, 3),
                        List.of(new PreparedTransaction("x'62',x'',1", Map.of(T, List.of(change)), Set.of(U)))),
                List.of(new FollowState(
                        new BinlogPosition("", 0, "a:1"),
                        5,
                        0,
                        Map.of(U, new FollowedTable(null, 0, 1, 2, null, false)),
                        Map.of(),
                        List.of())));
    }

    @Test
    void stateKeepsItsBytes() throws IOException {
        SourceState newest = state("id", "of-this-plan", List.of(new RouteBatch(new byte[] {3, 1, 4})));
        assertThat(states.serialize(newest)).isEqualTo(GoldenBytes.of("source-state-5"));
        assertThat(states.deserialize(5, GoldenBytes.of("source-state-5"))).isEqualTo(newest);
        assertThat(states.deserialize(4, GoldenBytes.of("source-state-4"))).isEqualTo(state("id"));
        assertThat(states.deserialize(3, GoldenBytes.of("source-state-3"))).isEqualTo(state(""));
    }

    @Test
    void splitKeepsItsBytes() throws IOException {
        assertThat(splits.serialize(chunks("id"))).isEqualTo(GoldenBytes.of("server-split-5"));
        assertThat(splits.deserialize(5, GoldenBytes.of("server-split-5"))).isEqualTo(chunks("id"));
        assertThat(splits.deserialize(4, GoldenBytes.of("server-split-4"))).isEqualTo(chunks("id"));
        assertThat(splits.deserialize(3, GoldenBytes.of("server-split-3"))).isEqualTo(chunks(""));
    }

    private static SnapshotSplit chunks(String counted) {
        return new SnapshotSplit(
                "chunks-1",
                SERVER,
                List.of(new ChunkTask(new ChunkId(T, 4, 3), CHUNK, snapshot(counted))),
                List.of(new ChunkReport(new ChunkId(U, 1, 0), 77, "column gone")));
    }

    @Test
    void binlogIsReadAsItWasWritten() throws IOException {
        BinlogSplit read = (BinlogSplit) splits.deserialize(5, splits.serialize(binlog()));

        assertThat(read.server()).isEqualTo(binlog().server());
        assertThat(read.catchUps()).isEqualTo(binlog().catchUps());
        assertThat(read.main().tables()).isEqualTo(binlog().main().tables());
        assertThat(read.main().refused()).isEqualTo(binlog().main().refused());
        assertThat(read.main().start()).isEqualTo(binlog().main().start());
        PreparedTransaction prepared = read.main().prepared().get(0);
        assertThat(prepared.lost()).containsExactly(U);
        assertThat(prepared.changes().get(T)).singleElement().satisfies(change -> {
            assertThat(change.row()).isEqualTo(new byte[] {1, 2, 0, 0, 0, 0, 0, 0, 0, 9, 0});
            assertThat(change.sourceTimeMillis()).isEqualTo(3);
        });
    }

    @Test
    void stateOfAServerThatWasNeverReachedIsReadAsItWasWritten() throws IOException {
        SourceState state = new SourceState(null, false, List.of(), List.of());
        assertThat(states.deserialize(5, states.serialize(state))).isEqualTo(state);
    }

    /** Those of the versions 1 and 2 cannot be read, nor those of releases to come, and say what to do. */
    @Test
    void otherVersionIsRefusedByNumber() {
        assertThatThrownBy(() -> states.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("without its state");
        assertThatThrownBy(() -> splits.deserialize(6, new byte[0])).hasMessageContaining("version 6");
        assertThatThrownBy(() -> splits.deserialize(1, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 1");
    }

    /** Longer than Java's own format for texts can hold. */
    @Test
    void longSetOfTransactionsIsKept() throws IOException {
        String gtids = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1" + ":3".repeat(50_000);
        BinlogSplit split = new BinlogSplit(
                SERVER,
                new FollowState(new BinlogPosition("b.1", 4, gtids), 0, 0, Map.of(), Map.of(), List.of()),
                List.of());
        BinlogSplit read = (BinlogSplit) splits.deserialize(5, splits.serialize(split));
        assertThat(read.main().start().gtids()).isEqualTo(gtids);
    }
}
