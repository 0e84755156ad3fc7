package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionBegan;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionCommitted;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionPrepared;
import dev.tributary.mysql.binlog.BinlogFailure.Kind;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import dev.tributary.mysql.ddl.SessionSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The newest MySQL and MariaDB, which come from Debian's packages: {@code mvn verify -Pservers}. */
@EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
class OtherServersBinlogIT {

    private static final String DATABASE = "other_stream";

    @Test
    void newestMySqlIsFollowed() throws Exception {
        EmbeddedMySql server = TestServers.newestMySql();
        List<BinlogEvent> events = written(server);

        assertThat(events)
                .filteredOn(event -> event instanceof TransactionBegan)
                .allMatch(event -> ((TransactionBegan) event).gtid() != null)
                .allMatch(event -> ((TransactionBegan) event).committedAtMillis() > 0);
        assertThatTheRestIsTheSame(events);
    }

    @Test
    void mariaDbIsFollowed() throws Exception {
        List<BinlogEvent> events = written(TestServers.mariaDb());

        assertThat(events)
                .filteredOn(event -> event instanceof TransactionBegan)
                .allMatch(event -> ((TransactionBegan) event).gtid() == null);
        assertThatTheRestIsTheSame(events);
    }

    private static void assertThatTheRestIsTheSame(List<BinlogEvent> events) {
        assertThat(events)
                .filteredOn(event -> event instanceof RowsChanged)
                .extracting(event -> ((RowsChanged) event).rows().kind())
                .containsExactly(
                        RowsData.Kind.INSERT, RowsData.Kind.UPDATE, RowsData.Kind.DELETE, RowsData.Kind.INSERT);
        assertThat(events)
                .filteredOn(event -> event instanceof TransactionCommitted)
                .hasSize(3);
        String xid = events.stream()
                .filter(event -> event instanceof TransactionPrepared)
                .map(event -> ((TransactionPrepared) event).xid())
                .findFirst()
                .orElseThrow();
        assertThat(events)
                .filteredOn(event -> event instanceof StatementExecuted)
                .extracting(event -> ((StatementExecuted) event).text())
                .contains("CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, v VARCHAR(9))", "XA COMMIT " + xid);
        assertThat(events)
                .filteredOn(event -> event instanceof StatementExecuted)
                .extracting(event -> ((StatementExecuted) event).session())
                .contains(new SessionSettings(true, true, false));
        // MariaDB writes events of its own between them.
        long end = 0;
        for (BinlogEvent event : events) {
            if (event instanceof TransactionBegan && end > 0) {
                assertThat(event.head().start()).isGreaterThanOrEqualTo(end);
            }
            end = event instanceof FileBegan ? 0 : event.head().end();
        }
    }

    private static List<BinlogEvent> written(EmbeddedMySql server) throws Exception {
        server.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4");
        try (FollowedStream stream = FollowedStream.of(server, FollowedStream.end(server))) {
            server.execute(
                    "USE " + DATABASE,
                    "SET sql_mode = 'ANSI_QUOTES'",
                    "CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, v VARCHAR(9))",
                    "INSERT INTO t VALUES (1, 'a')",
                    "UPDATE t SET v = 'b'",
                    "DELETE FROM t",
                    "XA START 'it''s', 'branch', 7",
                    "INSERT INTO t VALUES (1, 'c')",
                    "XA END 'it''s', 'branch', 7",
                    "XA PREPARE 'it''s', 'branch', 7",
                    "XA COMMIT 'it''s', 'branch', 7",
                    "DROP DATABASE IF EXISTS end_of_this");
            return stream.untilStatement("end_of_this");
        }
    }

    @Test
    void failuresOfTheNewestMySqlHaveTheSameKinds() throws Exception {
        assertThatFailuresHaveTheirKinds(TestServers.newestMySql());
    }

    @Test
    void failuresOfMariaDbHaveTheSameKinds() throws Exception {
        assertThatFailuresHaveTheirKinds(TestServers.mariaDb());
    }

    private static void assertThatFailuresHaveTheirKinds(EmbeddedMySql server) throws Exception {
        for (TlsMode tls : new TlsMode[] {TlsMode.DISABLED, TlsMode.PREFERRED}) {
            Start.At end = FollowedStream.end(server);
            FollowedStream first = new FollowedStream(FollowedStream.settings(server, 7001, tls), end);
            first.until(event -> event instanceof Heartbeat);
            FollowedStream second = new FollowedStream(FollowedStream.settings(server, 7001, tls), end);
            second.until(event -> event instanceof Heartbeat);
            assertThat(first.awaitFailure().kind()).isEqualTo(Kind.DISPLACED);
            second.close();
            assertThat(second.awaitEnd()).isEmpty();
        }
        Start.At end = FollowedStream.end(server);
        assertThat(FollowedStream.of(server, new Start.At(end.file(), end.offset() + 1_000_000))
                        .awaitFailure()
                        .kind())
                .isEqualTo(Kind.GONE);
        assertThat(FollowedStream.of(server, new Start.At("binlog.777777", 4))
                        .awaitFailure()
                        .kind())
                .isEqualTo(Kind.GONE);
    }

    @Test
    void newestMySqlIsFollowedBehindASetOfTransactions() throws Exception {
        EmbeddedMySql server = TestServers.newestMySql();
        List<BinlogEvent> events = written(server);
        String first = events.stream()
                .filter(event -> event instanceof TransactionBegan)
                .map(event -> String.valueOf(((TransactionBegan) event).gtid()))
                .findFirst()
                .orElseThrow();
        int number = Integer.parseInt(first.substring(first.indexOf(':') + 1));

        String set = first.substring(0, first.indexOf(':')) + ":1-" + number;
        try (FollowedStream stream = FollowedStream.of(server, new Start.Behind(set))) {
            List<BinlogEvent> behind = stream.untilStatement("end_of_this");
            BinlogEvent next = behind.stream()
                    .filter(event -> event instanceof TransactionBegan)
                    .findFirst()
                    .orElseThrow();
            assertThat(((TransactionBegan) next).gtid())
                    .isEqualTo(first.substring(0, first.indexOf(':')) + ":" + (number + 1));
        }
    }

    @Test
    void mariaDbHasNoSetsOfTransactions() throws Exception {
        Start.Behind behind = new Start.Behind("8f3ef320-ea14-11f1-a5d0-02fc00000001:1");

        assertThat(FollowedStream.of(TestServers.mariaDb(), behind)
                        .awaitFailure()
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void compressedTransactionsEndTheStream() throws Exception {
        EmbeddedMySql server = TestServers.newestMySql();
        try (FollowedStream stream = FollowedStream.of(server, FollowedStream.end(server))) {
            server.execute(
                    "CREATE DATABASE IF NOT EXISTS compressed",
                    "USE compressed",
                    "CREATE TABLE IF NOT EXISTS t (id INT PRIMARY KEY AUTO_INCREMENT, v TEXT)",
                    "SET SESSION binlog_transaction_compression = ON",
                    "INSERT INTO t (v) VALUES (REPEAT('x', 1000))");
            BinlogFailure failure = stream.awaitFailure();

            assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(failure).hasMessageContaining("binlog_transaction_compression must be OFF");
        }
    }
}
