package dev.tributary.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mysql.binlog.BinlogPosition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whatever lies in the binlog before the position is visible to a SELECT that comes after it was taken. */
class SnapshotStartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EmbeddedMySql mysql = TestServers.mysql(1);

    @BeforeEach
    void create() {
        create(mysql);
    }

    private void create(EmbeddedMySql server) {
        mysql = server;
        mysql.execute(
                "DROP DATABASE IF EXISTS beginning",
                "CREATE DATABASE beginning",
                "CREATE TABLE beginning.t (id INT PRIMARY KEY)");
    }

    @AfterEach
    void restore() throws SQLException {
        mysql.execute("SET GLOBAL sync_binlog = 0");
        if (!mysqlIsMariaDb()) {
            mysql.execute("SET GLOBAL binlog_group_commit_sync_delay = 0");
        }
    }

    private boolean mysqlIsMariaDb() throws SQLException {
        try (Connection connection = mysql.rootConnection()) {
            return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        }
    }

    @Test
    void transactionThatCommitsLaterComesBehindThePosition() throws Exception {
        StartPoint start;
        try (Connection open = mysql.rootConnection("beginning");
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");

            start = take();
            assertThat(visibleRows()).isZero();
            open.commit();
        }

        assertThat(BinlogEvents.from(mysql, start.position())).contains("Gtid", "Write_rows", "Xid");
        assertThat(start.gtidsHoldFrom()).isEqualTo(start.position());
        assertThat(GtidSet.parse(start.position().gtids()).isEmpty()).isFalse();
    }

    @Test
    void transactionInTheBinlogThatIsNotCommittedYetIsWaitedFor() throws Exception {
        assertThatCommitIsWaitedFor();
    }

    @Test
    void soItIsByServersWithoutGtids() throws Exception {
        create(TestServers.mysqlWithoutGtids());
        assertThatCommitIsWaitedFor();
        assertThat(take().position().gtids()).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void soItIsByTheNewestMySql() throws Exception {
        create(TestServers.newestMySql());
        assertThatCommitIsWaitedFor();
    }

    private void assertThatCommitIsWaitedFor() throws Exception {
        mysql.execute("SET GLOBAL sync_binlog = 1", "SET GLOBAL binlog_group_commit_sync_delay = 1000000");
        try (ServerSession session = session()) {
            for (int attempt = 1; ; attempt++) {
                BinlogPosition before = session.binlogHead().orElseThrow();
                int id = attempt;
                CompletableFuture<Void> commit =
                        CompletableFuture.runAsync(() -> mysql.execute("INSERT INTO beginning.t VALUES (" + id + ")"));
                while (session.binlogHead().orElseThrow().offset() == before.offset()) {
                    assertThat(commit).isNotCompletedExceptionally();
                }
                // A slow machine can miss the moment in which the row is in the binlog and not to be seen.
                boolean isTheMoment = visibleRows(session) < attempt;

                StartPoint start = new SnapshotStart(session, PATIENCE).take();

                assertThat(visibleRows(session)).isEqualTo(attempt);
                assertThat(start.position().offset()).isGreaterThan(before.offset());
                commit.get(120, TimeUnit.SECONDS);
                if (isTheMoment) {
                    return;
                }
                assertThat(attempt).as("attempts to find the moment").isLessThan(20);
            }
        }
    }

    private static long visibleRows(ServerSession session) throws SQLException {
        long[] rows = {0};
        session.query("SELECT COUNT(*) FROM beginning.t", row -> rows[0] = row.getLong(1));
        return rows[0];
    }

    @Test
    void busyServerIsFollowedFromWhereItIsSeen() throws Exception {
        assertThatAllBeforeIsVisible(true);
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void soItIsByMariaDb() throws Exception {
        create(TestServers.mariaDb());
        assertThatAllBeforeIsVisible(false);
    }

    /**
     * Each transaction writes a row. The rows that are seen must be as many as stand in the binlog before the position.
     */
    private void assertThatAllBeforeIsVisible(boolean hasGtids) throws Exception {
        mysql.execute("SET GLOBAL sync_binlog = 1");
        if (hasGtids) {
            mysql.execute("SET GLOBAL binlog_group_commit_sync_delay = 3000");
        }
        BinlogPosition before = head();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int first = writer * 1_000_000;
            writers.add(CompletableFuture.runAsync(() -> write(first, over)));
        }
        try (ServerSession session = session()) {
            for (int i = 0; i < 5; i++) {
                StartPoint start = new SnapshotStart(session, PATIENCE).take();
                long visible = visibleRows();
                assertThat(start.position().file()).isEqualTo(before.file());
                assertThat(visible)
                        .isGreaterThanOrEqualTo(BinlogEvents.transactionsBetween(
                                mysql, before, start.position().offset(), null));
                if (hasGtids) {
                    assertThatGtidsHold(before, start);
                }
            }
        } finally {
            over.set(true);
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.get(120, TimeUnit.SECONDS);
        }
        assertThat(visibleRows()).isGreaterThan(20);
    }

    private void assertThatGtidsHold(BinlogPosition before, StartPoint start) throws Exception {
        GtidSet held = GtidSet.parse(start.position().gtids());
        GtidSet beforePosition = GtidSet.parse(before.gtids());
        BinlogEvents.transactionsBetween(mysql, before, start.position().offset(), beforePosition);
        GtidSet beforeHold = GtidSet.parse(before.gtids());
        BinlogEvents.transactionsBetween(mysql, before, start.gtidsHoldFrom().offset(), beforeHold);

        assertThat(held.contains(beforePosition)).as("all before the position").isTrue();
        assertThat(beforeHold.contains(held))
                .as("none behind where they hold from")
                .isTrue();
    }

    private void write(int first, AtomicBoolean over) {
        try (Connection connection = mysql.rootConnection("beginning");
                Statement statement = connection.createStatement()) {
            for (int i = 1; !over.get(); i++) {
                statement.execute("INSERT INTO t VALUES (" + (first + i) + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void preparedTransactionsAreHandedBackAsTheBinlogNamesThem() throws Exception {
        try (Connection connection = mysql.rootConnection("beginning");
                Statement statement = connection.createStatement()) {
            statement.execute("XA START 'Ab', X'ff00', 7");
            statement.execute("INSERT INTO t VALUES (1)");
            statement.execute("XA END 'Ab', X'ff00', 7");
            statement.execute("XA PREPARE 'Ab', X'ff00', 7");
            StartPoint start;
            try {
                try (ServerSession session = ServerSession.open(
                        new MySqlEndpoint(
                                mysql.host(),
                                mysql.port(),
                                "root",
                                new Secret(mysql.rootPassword()),
                                TlsMode.PREFERRED),
                        PATIENCE)) {
                    start = new SnapshotStart(session, PATIENCE).take();
                }
                assertThat(start.prepared())
                        .isEqualTo(new PreparedTransactions(true, java.util.Set.of("X'4162',X'ff00',7")));
                assertThat(take().prepared().known())
                        .as("the account has no XA_RECOVER_ADMIN")
                        .isFalse();
            } finally {
                statement.execute("XA COMMIT 'Ab', X'ff00', 7");
            }

            assertThat(BinlogEvents.from(mysql, start.position()))
                    .anyMatch(event -> event.contains("XA COMMIT X'4162',X'ff00',7"));
        }
    }

    @Test
    void transactionThatStaysOnItsWayIsNamed() throws Exception {
        String uuid = "cccccccc-0000-0000-0000-000000000003";
        try (Connection open = mysql.rootConnection("beginning");
                Statement statement = open.createStatement()) {
            statement.execute("SET gtid_next = '" + uuid + ":1'");
            statement.execute("BEGIN");
            statement.execute("INSERT INTO t VALUES (1)");
            try (ServerSession session = session()) {
                SnapshotStart impatient = new SnapshotStart(session, Duration.ZERO);
                assertThatThrownBy(impatient::take)
                        .hasMessageContaining(uuid + ":1")
                        .isInstanceOfSatisfying(
                                ServerFailureException.class,
                                e -> assertThat(e.kind()).isEqualTo(FailureKind.AWAY));

                CompletableFuture<StartPoint> patient = CompletableFuture.supplyAsync(this::takeUnchecked);
                for (int id = 2; !patient.isDone(); id++) {
                    mysql.execute("INSERT INTO beginning.t VALUES (" + id + ")");
                }
                assertThat(patient).isCompleted();
            }
            statement.execute("ROLLBACK");
            statement.execute("SET gtid_next = 'AUTOMATIC'");
        }
    }

    private StartPoint takeUnchecked() {
        try {
            return take();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private StartPoint take() throws Exception {
        try (ServerSession session = session()) {
            return new SnapshotStart(session, PATIENCE).take();
        }
    }

    private BinlogPosition head() throws SQLException {
        try (ServerSession session = session()) {
            return session.binlogHead().orElseThrow();
        }
    }

    private ServerSession session() throws SQLException {
        return ServerSession.open(
                new MySqlEndpoint(
                        mysql.host(), mysql.port(), mysql.user(), new Secret(mysql.password()), TlsMode.DISABLED),
                PATIENCE);
    }

    private long visibleRows() throws SQLException {
        try (Connection connection = mysql.rootConnection("beginning");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            row.next();
            return row.getLong(1);
        }
    }
}
