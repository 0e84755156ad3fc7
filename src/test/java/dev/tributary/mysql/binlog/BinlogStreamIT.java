package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsFiles;
import dev.tributary.config.TlsMode;
import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionBegan;
import dev.tributary.mysql.binlog.BinlogStream.Settings;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where streams begin, how they go on, and what they say of themselves. */
class BinlogStreamIT extends WrittenEvents {

    @Test
    void everyBeginningOfATransactionIsAPlaceToGoOn() throws Exception {
        List<BinlogEvent> events = written(
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))",
                "INSERT INTO t VALUES (1, 'a')",
                "FLUSH LOGS",
                "INSERT INTO t VALUES (2, 'a')",
                "ALTER TABLE t ADD w INT",
                "INSERT INTO t VALUES (3, 'a', 4)");
        String file = "";
        List<Start.At> places = new ArrayList<>();
        for (BinlogEvent event : events) {
            if (event instanceof FileBegan began) {
                file = began.file();
            } else if (event instanceof TransactionBegan began) {
                places.add(new Start.At(file, began.head().start()));
            }
        }

        assertThat(places).hasSize(5);
        List<BinlogEvent> expected = only(BinlogEvent.class, events).stream()
                .filter(event -> event instanceof TransactionBegan)
                .toList();
        for (int i = 0; i < places.size(); i++) {
            try (FollowedStream stream = FollowedStream.of(server, places.get(i))) {
                List<BinlogEvent> again = stream.untilStatement("end_of_this");
                assertThat(only(TransactionBegan.class, again).subList(0, places.size() - i))
                        .isEqualTo(expected.subList(i, expected.size()));
            }
        }
    }

    @Test
    void eventsLieOneBehindTheOther() throws Exception {
        execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))");
        end = FollowedStream.end(server);
        List<BinlogEvent> events =
                written("INSERT INTO t VALUES (1, 'a')", "UPDATE t SET v = 'b'", "DELETE FROM t", "TRUNCATE TABLE t");

        long position = end.offset();
        for (BinlogEvent event : events.subList(1, events.size())) {
            assertThat(event.head().start()).as("%s", event).isEqualTo(position);
            position = event.head().end();
        }
    }

    @Test
    void nextFileIsSaid() throws Exception {
        List<BinlogEvent> events = written("FLUSH LOGS", "CREATE TABLE t (id INT PRIMARY KEY)");

        List<FileBegan> files = only(FileBegan.class, events);
        String next = FollowedStream.end(server).file();
        assertThat(files.get(0).file()).isEqualTo(end.file()).isNotEqualTo(next);
        assertThat(files.subList(1, files.size()))
                .isNotEmpty()
                .allMatch(began -> began.file().equals(next) && began.offset() == Start.FIRST_OFFSET);
    }

    @Test
    void filesOfAnotherChecksumThanTheServerHasNowAreRead() throws Exception {
        execute("CREATE TABLE with_checksum (id INT)", "SET GLOBAL binlog_checksum = NONE");
        try (FollowedStream stream = FollowedStream.of(server, end)) {
            execute("CREATE TABLE without_checksum (id INT)");
            assertThat(texts(stream.untilStatement("TABLE without_checksum")))
                    .contains("CREATE TABLE with_checksum (id INT)");
            execute("SET GLOBAL binlog_checksum = CRC32", "CREATE TABLE with_checksum_again (id INT)");
            stream.untilStatement("with_checksum_again");
        } finally {
            execute("SET GLOBAL binlog_checksum = CRC32");
        }
    }

    @Test
    void rowsOfManyMegabytesComeWhole() throws Exception {
        // Events whose lengths lie around those of full packets, and one of three packets.
        for (int size : new int[] {16_777_000, 16_777_215, 16_777_300, 33_554_380, 33_554_430, 40_000_000}) {
            end = FollowedStream.end(server);
            List<BinlogEvent> events = written(
                    "CREATE TABLE t (id INT PRIMARY KEY, v LONGBLOB)",
                    "INSERT INTO t VALUES (1, CONCAT(REPEAT('x', " + (size - 1) + "), 'y'))",
                    "DROP TABLE t");
            RowsData rows = only(RowsChanged.class, events).get(0).rows();

            // The bits for NULL, the number, the length.
            assertThat(rows.to() - rows.from()).isEqualTo(1 + 4 + 4 + size);
            assertThat(rows.bytes()[rows.to() - 1]).isEqualTo((byte) 'y');
            assertThat(rows.bytes()[rows.from() + 9]).isEqualTo((byte) 'x');
        }
    }

    @Test
    void streamBehindASetOfTransactionsBeginsWithTheNextOne() throws Exception {
        execute("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)", "FLUSH LOGS");
        String before = query("SELECT @@gtid_executed");
        execute("INSERT INTO t VALUES (2)");
        String third = query("SELECT @@gtid_executed");
        execute("INSERT INTO t VALUES (3)");
        String all = query("SELECT @@gtid_executed");

        assertThat(gtidsBehind(before)).hasSize(3);
        assertThat(gtidsBehind(third)).hasSize(2);
        assertThat(gtidsBehind(all)).hasSize(1);
        String second = query("SELECT GTID_SUBTRACT('" + third + "', '" + before + "')");
        String hole = query("SELECT GTID_SUBTRACT('" + all + "', '" + second + "')");
        assertThat(gtidsBehind(hole)).hasSize(2);
    }

    /** Those that come behind a set, with one for a statement that ends them. */
    private List<String> gtidsBehind(String set) throws Exception {
        String mark = "DROP DATABASE IF EXISTS mark_" + System.nanoTime();
        execute(mark);
        try (FollowedStream stream = FollowedStream.of(server, new Start.Behind(set))) {
            List<BinlogEvent> events = stream.untilStatement(mark);
            assertThat(events.get(0)).isInstanceOf(FileBegan.class);
            List<String> gtids = new ArrayList<>();
            int marks = 0;
            for (BinlogEvent event : events) {
                if (event instanceof TransactionBegan began) {
                    gtids.add(String.valueOf(began.gtid()));
                }
                if (event instanceof StatementExecuted statement
                        && statement.text().contains("mark_")) {
                    marks++;
                }
            }
            assertThat(query("SELECT GTID_SUBSET('" + String.join(",", gtids) + "', '" + set + "')"))
                    .isEqualTo("0");
            return gtids.subList(0, gtids.size() - marks + 1);
        }
    }

    @Test
    void heartbeatsCountAsHeardOfAndMoveNothing() throws Exception {
        try (FollowedStream stream = FollowedStream.of(server, end)) {
            List<BinlogEvent> events = stream.until(event -> event instanceof Heartbeat);
            long heard = stream.stream().lastHeardNanos();
            List<BinlogEvent> more = stream.until(event -> event instanceof Heartbeat);

            assertThat(stream.stream().lastHeardNanos()).isGreaterThan(heard);
            assertThat(more).hasSize(1);
            assertThat(events.get(events.size() - 1).head().end()).isEqualTo(end.offset());
            execute("CREATE TABLE t (id INT PRIMARY KEY)");
            List<BinlogEvent> behind = stream.untilStatement("CREATE TABLE t");
            assertThat(behind.get(0).head().start()).isEqualTo(end.offset());
        }
    }

    /** As the server makes them for itself, on both ends. */
    @Test
    void certificatesOfFilesAreTrustedAndShown() throws Exception {
        String data = query("SELECT @@datadir");
        TlsFiles files = new TlsFiles(data + "ca.pem", data + "client-cert.pem", data + "client-key.pem");
        server.execute(
                "CREATE USER stream_it IDENTIFIED BY 'stream' REQUIRE X509",
                "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO stream_it");
        try {
            try (FollowedStream stream = new FollowedStream(verified("stream_it", "stream", files), end)) {
                execute("CREATE TABLE t (id INT PRIMARY KEY)");
                assertThat(stream.untilStatement("CREATE TABLE t")).isNotEmpty();
            }
            for (Settings refused : List.of(
                    verified("stream_it", "stream", new TlsFiles(data + "ca.pem", null, null)),
                    verified(server.user(), server.password(), TlsFiles.NONE))) {
                assertThatThrownBy(() -> new BinlogStream(refused).read(end, event -> {}))
                        .isInstanceOf(BinlogFailure.class);
            }
        } finally {
            server.execute("DROP USER stream_it");
        }
    }

    private Settings verified(String user, String password, TlsFiles files) {
        MySqlEndpoint endpoint = new MySqlEndpoint(
                server.host(), server.port(), user, new Secret(password), TlsMode.VERIFY_CA, files, List.of());
        return new Settings(endpoint, 5003, BinlogStream.HEARTBEAT, Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    @Test
    void consumersOwnExceptionEndsTheStreamAsItIs() {
        Exception own = new Exception("of the consumer");
        BinlogStream stream = new BinlogStream(FollowedStream.settings(server, 5002, TlsMode.DISABLED));

        assertThatThrownBy(() -> stream.read(end, event -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThatThrownBy(() -> stream.read(end, event -> {})).isInstanceOf(IllegalStateException.class);
    }
}
