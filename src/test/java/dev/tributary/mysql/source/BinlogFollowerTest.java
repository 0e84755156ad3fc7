package dev.tributary.mysql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.ConfigReader;
import dev.tributary.config.RunMode;
import dev.tributary.config.Secrets;
import dev.tributary.config.SyncConfig;
import dev.tributary.model.RowChange;
import dev.tributary.model.RowVersion;
import dev.tributary.model.TableId;
import dev.tributary.mysql.binlog.BinlogEvent;
import dev.tributary.mysql.binlog.BinlogPosition;
import dev.tributary.mysql.binlog.EventHead;
import dev.tributary.mysql.binlog.RowsData;
import dev.tributary.mysql.binlog.RowsData.Kind;
import dev.tributary.mysql.binlog.TableMap;
import dev.tributary.mysql.ddl.DdlDialect;
import dev.tributary.mysql.ddl.SessionSettings;
import dev.tributary.plan.RoutePlan;
import dev.tributary.plan.ServerPlan;
import dev.tributary.schema.TargetEvolution;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions as no server of a test can be brought to write them. */
class BinlogFollowerTest {

    private static final String FILE = "binlog.000007";
    private static final TableId T = new TableId("d", "t");
    private static final TableId KEPT = new TableId("d", "kept");
    private static final int LENGTH = 50;

    private final Handover handover = new Handover(1 << 20, () -> {});
    private final FollowProgress progress = new FollowProgress(new FollowState(
            new BinlogPosition(FILE, 100, ""),
            version(100) - 1,
            0,
            Map.of(T, followed(T), KEPT, followed(KEPT)),
            Map.of(),
            List.of()));
    private BinlogFollower follower;
    private long at = 100;

    private static FollowedTable followed(TableId table) {
        return new FollowedTable(
                SnapshotProgressTest.snapshot(table, 1).structure(), 0, version(50), version(60), Set.of(), false);
    }

    private static long version(long offset) {
        return RowVersion.version(FILE, offset, 0);
    }

    @BeforeEach
    void follow() throws Exception {
        SyncConfig config = ConfigReader.read("test", """
                job: {name: test}
                clickhouse: {url: 'http://127.0.0.1:1', user: u, password: p}
                connections: [{name: a, host: 127.0.0.1, port: 1, database: d, user: u, password: p}]
                tables: [{source: t}, {source: kept}]
                schema-changes: {on-refusal: end-job}
                """, new Secrets(Map.of()));
        List<RoutePlan> routes = List.of(SnapshotProgressTest.route(T, 0), SnapshotProgressTest.route(KEPT, 0));
        TargetEvolution evolution =
                new TargetEvolution(config.clickHouse(), config.merge().retryTimeout());
        SourceParts parts = SourceParts.of(
                new ServerPlan("server", config.connections().get(0).endpoint(), 100, routes),
                config,
                RunMode.SYNC,
                evolution,
                "plan",
                false);
        SourceJournal journal = new SourceJournal(parts, "test", new UnregisteredMetricsGroup());
        TableRoutes tableRoutes = parts.tableRoutes();
        FollowedTables tables = new FollowedTables(
                progress.state(),
                tableRoutes,
                new ReaderNotes(journal, new RowCounts(), parts.refusals(journal)),
                tableRoutes.ddl(DdlDialect.USUAL),
                new ServerInquiry(() -> {
                    throw new IllegalStateException("the server is not asked");
                }));
        follower = new BinlogFollower(progress, 0, Long.MAX_VALUE, handover, tables);
    }

    private EventHead head() {
        at += LENGTH;
        return new EventHead(at - LENGTH, at, 1_700_000_000, 1);
    }

    private BinlogEvent begin() {
        return new BinlogEvent.TransactionBegan(head(), null, 0, false);
    }

    /** MariaDB writes no BEGIN. */
    private BinlogEvent beginOnMariaDb() {
        return new BinlogEvent.TransactionBegan(head(), null, 0, true);
    }

    private BinlogEvent statement(String text) {
        return new BinlogEvent.StatementExecuted(head(), "d", SessionSettings.USUAL, text, 0, Set.of());
    }

    private BinlogEvent map(TableId table) {
        return new BinlogEvent.TableMapped(
                head(),
                new TableMap(
                        number(table),
                        table.database(),
                        table.table(),
                        new byte[] {3},
                        new int[] {0},
                        new BitSet(),
                        null,
                        null,
                        null));
    }

    private static long number(TableId table) {
        return table.equals(T) ? 1 : 2;
    }

    private BinlogEvent inserted(TableId table, int... ids) {
        ByteBuffer rows = ByteBuffer.allocate(5 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int id : ids) {
            rows.put((byte) 0).putInt(id);
        }
        BitSet all = new BitSet();
        all.set(0);
        return new BinlogEvent.RowsChanged(
                head(),
                new RowsData(number(table), Kind.INSERT, true, 1, new BitSet(), all, rows.array(), 0, rows.capacity()));
    }

    private List<RowChange> taken(BinlogEvent... events) throws Exception {
        for (BinlogEvent event : events) {
            follower.accept(event);
        }
        Handover.Taken<Boolean> taken = handover.take(() -> true);
        return taken == null ? List.of() : taken.changes();
    }

    /** An id follows the name of the source database in a row's bytes. */
    private static List<Integer> ids(List<RowChange> changes) {
        return changes.stream()
                .map(change -> ByteBuffer.wrap(change.row())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(1 + change.row()[0]))
                .toList();
    }

    @Test
    void rowsOfATransactionThatEndsWithRollbackDoNotLeave() throws Exception {
        assertThat(taken(begin(), statement("BEGIN"), map(T), inserted(T, 1, 2), statement("ROLLBACK")))
                .isEmpty();
        assertThat(progress.start()).isEqualTo(new BinlogPosition(FILE, at, ""));

        assertThat(ids(taken(begin(), statement("BEGIN"), map(T), inserted(T, 3), statement("COMMIT"))))
                .containsExactly(3);
    }

    /** A server writes the rows of a table without transactions as one of their own, when their statement ends. */
    @Test
    void rowsThatNothingTakesBackStayBesideThoseThatAreRolledBack() throws Exception {
        List<RowChange> changes = taken(
                begin(),
                statement("BEGIN"),
                map(KEPT),
                inserted(KEPT, 7),
                statement("COMMIT"),
                begin(),
                statement("BEGIN"),
                map(T),
                inserted(T, 1),
                statement("CREATE TEMPORARY TABLE brief (id INT)"),
                inserted(T, 2),
                statement("ROLLBACK"));

        assertThat(ids(changes)).containsExactly(7);
    }

    @Test
    void whatASavepointTakesBackGoesAndTheRestOfTheTransactionArrives() throws Exception {
        List<RowChange> changes = taken(
                begin(),
                statement("BEGIN"),
                map(T),
                inserted(T, 1),
                statement("SAVEPOINT `A`"),
                map(KEPT),
                inserted(KEPT, 2),
                map(T),
                inserted(T, 3),
                statement("ROLLBACK TO `a`"),
                map(KEPT),
                inserted(KEPT, 4),
                new BinlogEvent.TransactionCommitted(head()));

        assertThat(ids(changes)).containsExactly(1, 4);
    }

    /** A session of MariaDB that mixes rows and statements writes what it does to temporary tables. */
    @Test
    void statementWithinATransactionWithoutBeginDoesNotEndIt() throws Exception {
        assertThat(taken(
                        beginOnMariaDb(),
                        map(T),
                        inserted(T, 1),
                        statement("CREATE TEMPORARY TABLE brief (id INT)"),
                        map(T),
                        inserted(T, 2),
                        statement("ROLLBACK")))
                .isEmpty();
    }

    /** A statement of many rows is several events, and may name its tables once. */
    @Test
    void rowsOfOneStatementInSeveralEventsAllArriveInTheirOrder() throws Exception {
        List<RowChange> changes = taken(Stream.of(
                        begin(),
                        statement("BEGIN"),
                        map(T),
                        map(KEPT),
                        inserted(T, 1, 2),
                        inserted(KEPT, 3),
                        inserted(T, 4),
                        new BinlogEvent.TransactionCommitted(head()))
                .toArray(BinlogEvent[]::new));

        assertThat(ids(changes)).containsExactly(1, 2, 3, 4);
        assertThat(versions(changes)).isSorted().doesNotHaveDuplicates();
    }

    private static List<Long> versions(List<RowChange> changes) {
        List<Long> versions = new ArrayList<>();
        for (RowChange change : changes) {
            byte[] row = change.row();
            versions.add(ByteBuffer.wrap(row, row.length - 9, 8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong());
        }
        return versions;
    }
}
