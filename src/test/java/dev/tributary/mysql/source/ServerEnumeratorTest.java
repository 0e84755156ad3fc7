package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.RunMode;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.server.StateMismatchException;
import dev.tributary.mysql.source.ServerSplit.BinlogSplit;
import dev.tributary.mysql.source.ServerSplit.ChunkReport;
import dev.tributary.mysql.source.ServerSplit.ChunkTask;
import dev.tributary.mysql.source.SourceMessage.BinlogStatus;
import dev.tributary.mysql.source.SourceMessage.ChunksFinished;
import dev.tributary.mysql.source.SourceMessage.FollowTables;
import dev.tributary.mysql.source.SourceMessage.HoldReading;
import dev.tributary.mysql.source.SourceMessage.RaiseVersions;
import dev.tributary.mysql.source.SourceMessage.ReleaseTables;
import dev.tributary.mysql.source.SourceMessage.RoutesAdded;
import dev.tributary.mysql.source.SourceMessage.ServerReplaced;
import dev.tributary.mysql.source.SourceMessage.TablesRejected;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TargetEvolution;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the enumerator makes of a reader of the binlog that follows another server. */
class ServerEnumeratorTest {

    private static final TableId FOLLOWED = new TableId("shop", "orders");
    private static final TableId ANEW = new TableId("shop", "items");
    private static final List<RoutePlan> ROUTES =
            List.of(SnapshotProgressTest.route(FOLLOWED, 0), SnapshotProgressTest.route(ANEW, 0));
    private static final ServerIdentity BEFORE = new ServerIdentity("before", 0);

    private final EnumeratorContext context = new EnumeratorContext();
    private final SnapshotProgress progress = new SnapshotProgress(ROUTES);

    private ServerEnumerator enumerator(RunMode mode) throws Exception {
        ServerEnumerator made = enumerator(mode, "0", "plan", null);
        context.register(0);
        made.reached(BEFORE);
        return made;
    }

    /** @param discover whether, and how often, it takes in what appears */
    private ServerEnumerator enumerator(RunMode mode, String discover, String planned, @Nullable SourceState state)
            throws Exception {
        SyncConfig config = ConfigReader.read("test", """
                job: {name: test, discover: %s}
                clickhouse: {url: 'http://127.0.0.1:1', user: u, password: p}
                connections: [{name: a, host: 127.0.0.1, port: 1, database: shop, user: u, password: p}]
                tables: [{source: orders}, {source: items}]
                """.formatted(discover), new Secrets(Map.of()));
        ServerPlan plan = new ServerPlan("server", config.connections().get(0).endpoint(), 100, ROUTES);
        TargetEvolution evolution =
                new TargetEvolution(config.clickHouse(), config.merge().retryTimeout());
        SourceParts parts = SourceParts.of(plan, config, mode, evolution, planned, false);
        return new ServerEnumerator(context, progress, parts, state);
    }

    private TableProgress table(TableId id) {
        return Objects.requireNonNull(progress.find(id));
    }

    private void read(TableId id, long start, long end) {
        table(id).begin(SnapshotProgressTest.snapshot(id, start), SnapshotProgressTest.chunks(id, 1), null);
        ChunkTask task = Objects.requireNonNull(table(id).handOut());
        progress.report(List.of(new ChunkReport(task.id(), end, "")), null);
    }

    private static long version(long file) {
        return RowVersion.version(file, 500, 0);
    }

    private static BinlogStatus status(ServerIdentity server, boolean restored) {
        return new BinlogStatus(server, Map.of(FOLLOWED, 0), Map.of(), restored);
    }

    /** A job that follows one table, and has told the reader to follow the other one. */
    private ServerEnumerator followingOneAndToldOfTheOther() throws Exception {
        ServerEnumerator enumerator = enumerator(RunMode.SYNC);
        read(FOLLOWED, version(3), version(3));
        enumerator.goOn();
        assertThat(context.assigned()).hasOnlyElementsOfType(BinlogSplit.class).hasSize(1);
        enumerator.handleSourceEvent(0, status(BEFORE, true));
        assertThat(table(FOLLOWED).phase()).isEqualTo(TablePhase.FOLLOWED);
        read(ANEW, version(4), version(5));
        enumerator.goOn();
        assertThat(context.takeSent()).hasOnlyElementsOfType(FollowTables.class).hasSize(1);
        return enumerator;
    }

    @Test
    void tableThatTheReaderWasToldOfIsPlannedAgainOnTheOtherServer() throws Exception {
        ServerEnumerator enumerator = followingOneAndToldOfTheOther();

        enumerator.handleSourceEvent(0, status(new ServerIdentity("other", 9), false));

        assertThat(enumerator.server()).isEqualTo(new ServerIdentity("other", 9));
        assertThat(table(ANEW).phase())
                .as("nobody follows it, so nobody need let go")
                .isEqualTo(TablePhase.WAITING);
        assertThat(table(FOLLOWED).phase()).isEqualTo(TablePhase.FOLLOWED);
        enumerator.handleSourceEvent(0, new TablesRejected(Map.of(ANEW, 0)));
        assertThat(table(ANEW).phase()).isEqualTo(TablePhase.WAITING);
        assertThat(context.takeSent())
                .as("nobody waits for the server before any more")
                .containsExactly(new ServerReplaced(new ServerIdentity("other", 9)));

        table(ANEW).begin(SnapshotProgressTest.snapshot(ANEW, version(10)), SnapshotProgressTest.chunks(ANEW, 1), null);
        ChunkTask task = Objects.requireNonNull(table(ANEW).handOut());
        enumerator.handleSourceEvent(0, new ChunksFinished(List.of(new ChunkReport(task.id(), version(10), ""))));
        assertThat(context.takeSent())
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                FollowTables.class,
                                follow -> assertThat(follow.server().uuid()).isEqualTo("other")));
    }

    /** A job that begins again must not read a server that is paused before it has asked whether it is. */
    @Test
    void readersHoldUntilTheyAreToldAndNothingIsHandedOutWhileTheServerIsPaused() throws Exception {
        ServerEnumerator enumerator = enumerator(RunMode.SYNC);
        table(ANEW).begin(SnapshotProgressTest.snapshot(ANEW, version(3)), SnapshotProgressTest.chunks(ANEW, 1), null);
        enumerator.addReader(0);
        enumerator.handleSplitRequest(0, null);
        assertThat(context.takeSent()).isEmpty();
        assertThat(context.assigned()).isEmpty();

        assertThat(enumerator.gate().set(true)).isTrue();
        enumerator.goOn();
        assertThat(context.takeSent()).containsExactly(new HoldReading(true));
        assertThat(context.assigned()).isEmpty();
        enumerator.addReader(0);
        assertThat(context.takeSent()).containsExactly(new HoldReading(true));

        assertThat(enumerator.gate().set(false)).isTrue();
        assertThat(enumerator.gate().set(false)).isFalse();
        enumerator.goOn();
        assertThat(context.takeSent()).containsExactly(new HoldReading(false));
        assertThat(context.assigned()).hasSize(1);
    }

    /** When it dies, the wait for its return begins with that of the readers, and not behind it. */
    @Test
    void serverIsAskedForWhileItsChunksAreRead() throws Exception {
        ServerEnumerator enumerator = enumerator(RunMode.SYNC);
        enumerator.gate().set(false);
        for (TableId table : List.of(FOLLOWED, ANEW)) {
            table(table)
                    .begin(
                            SnapshotProgressTest.snapshot(table, version(3)),
                            SnapshotProgressTest.chunks(table, 1),
                            null);
            Objects.requireNonNull(table(table).handOut());
        }

        enumerator.goOn();
        enumerator.goOn();
        assertThat(context.begunBeside()).as("one question at a time").isEqualTo(1);
    }

    @Test
    void serverThatAReaderFollowsIsNotAskedForBesideIt() throws Exception {
        ServerEnumerator enumerator = enumerator(RunMode.SYNC);
        enumerator.gate().set(false);
        read(FOLLOWED, version(3), version(3));
        table(ANEW).begin(SnapshotProgressTest.snapshot(ANEW, version(4)), SnapshotProgressTest.chunks(ANEW, 1), null);
        Objects.requireNonNull(table(ANEW).handOut());

        enumerator.goOn();

        assertThat(context.assigned()).hasOnlyElementsOfType(BinlogSplit.class).hasSize(1);
        assertThat(context.begunBeside()).isZero();
    }

    /** Whoever begins hears of it before it gets a chunk, or is told to read; a job of another plan knows better. */
    @Test
    void whatWasTakenInIsKeptAndToldBeforeAnythingElse() throws Exception {
        TableId appeared = new TableId("shop", "appeared");
        ServerEnumerator enumerator = enumerator(RunMode.SYNC, "1m", "plan", null);
        context.register(0);
        enumerator.addReader(0);
        assertThat(context.takeSent()).containsExactly(new RoutesAdded(List.of(), true));

        RoutePlan route = SnapshotProgressTest.route(appeared, 0);
        enumerator.takeIn(List.of(route));
        enumerator.takeIn(List.of(route));
        assertThat(context.takeSent())
                .as("told once")
                .singleElement()
                .isInstanceOfSatisfying(
                        RoutesAdded.class,
                        added -> assertThat(added.batches())
                                .singleElement()
                                .satisfies(batch -> assertThat(batch.routes()).containsExactly(route)));
        assertThat(table(appeared).phase()).isEqualTo(TablePhase.WAITING);

        SourceState state = enumerator.snapshotState(1);
        assertThat(state.routes()).hasSize(3).contains(RouteIdentity.of(route));
        ServerEnumerator again = enumerator(RunMode.SYNC, "1m", "plan", state);
        assertThat(again.gate().set(false)).isTrue();
        context.takeSent();
        again.addReader(0);
        assertThat(context.takeSent())
                .containsExactly(
                        new RoutesAdded(state.added(), false),
                        new RoutesAdded(List.of(), true),
                        new HoldReading(false));
        assertThat(enumerator(RunMode.SYNC, "1m", "another", state)
                        .snapshotState(2)
                        .added())
                .isEmpty();
    }

    /** The reader has taken it over and kept it, which it says together with who is followed now. */
    @Test
    void tableThatTheReaderKeptThroughTheFailoverIsFollowed() throws Exception {
        ServerEnumerator enumerator = followingOneAndToldOfTheOther();

        enumerator.handleSourceEvent(
                0, new BinlogStatus(new ServerIdentity("other", 9), Map.of(FOLLOWED, 0, ANEW, 0), Map.of(), false));

        assertThat(progress.allIn(TablePhase.FOLLOWED)).isTrue();
        assertThat(context.takeSent()).noneMatch(ReleaseTables.class::isInstance);
    }

    /** The snapshot was begun at the end of the binlog, far ahead of its reader, and some of its rows may be merged. */
    @Test
    void versionsAreRaisedAboveThoseOfSnapshotsThatTheReaderDoesNotKnow() throws Exception {
        ServerEnumerator enumerator = followingOneAndToldOfTheOther();
        ServerIdentity low = new ServerIdentity("other", 4);
        ServerIdentity raised = new ServerIdentity("other", 5);

        enumerator.handleSourceEvent(0, status(low, false));
        assertThat(enumerator.server()).isEqualTo(raised);
        assertThat(RowVersion.version(1 + raised.fileShift(), 4, 0)).isGreaterThan(version(5));
        assertThat(context.takeSent()).containsExactly(new ServerReplaced(raised), new RaiseVersions(raised));

        // The reader dies before a checkpoint has it, and the snapshot that was begun meanwhile goes on.
        table(ANEW).begin(SnapshotProgressTest.snapshot(ANEW, version(6)), SnapshotProgressTest.chunks(ANEW, 2), null);
        enumerator.handleSourceEvent(0, status(low, true));
        assertThat(context.takeSent()).containsExactly(new RaiseVersions(raised));
        assertThat(table(ANEW).phase()).isEqualTo(TablePhase.READING);

        enumerator.handleSourceEvent(0, status(raised, false));
        assertThat(context.takeSent()).isEmpty();
        assertThat(table(ANEW).phase()).isEqualTo(TablePhase.READING);
    }

    @Test
    void boundedRunThatCannotCompleteASnapshotEndsByName() throws Exception {
        ServerEnumerator enumerator = enumerator(RunMode.ETL);
        table(ANEW).begin(SnapshotProgressTest.snapshot(ANEW, version(6)), SnapshotProgressTest.chunks(ANEW, 2), null);
        ChunkTask task = Objects.requireNonNull(table(ANEW).handOut());

        assertThatThrownBy(() -> enumerator.handleSourceEvent(
                        0, new ChunksFinished(List.of(new ChunkReport(task.id(), 0, "column gone")))))
                .isInstanceOf(StateMismatchException.class)
                .hasMessageContaining("the snapshot of table shop.items")
                .hasMessageContaining("column gone")
                .hasMessageContaining("Start the run again");
    }
}
