package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionBegan;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionCommitted;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionPrepared;
import dev.tributary.mysql.binlog.BinlogStream.Start;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stream says of what happens on a real server. */
class BinlogStreamIT {

    private static final String DATABASE = "stream_it";

    private final EmbeddedMySql server = TestServers.mysql(1);
    private Start.At end;

    @BeforeEach
    void setUp() throws Exception {
        server.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4");
        end = FollowedStream.end(server);
    }

    private void execute(String... statements) {
        server.execute(Stream.concat(Stream.of("USE " + DATABASE), Stream.of(statements))
                .toArray(String[]::new));
    }

    /** What the statements write. */
    private List<BinlogEvent> written(String... statements) throws Exception {
        try (FollowedStream stream = FollowedStream.of(server, end)) {
            execute(statements);
            execute("DROP DATABASE IF EXISTS end_of_this");
            List<BinlogEvent> events = stream.untilStatement("end_of_this");
            return events.subList(0, events.size() - 2);
        }
    }

    private static <E extends BinlogEvent> List<E> only(Class<E> kind, List<BinlogEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<String> texts(List<BinlogEvent> events) {
        return only(StatementExecuted.class, events).stream()
                .map(StatementExecuted::text)
                .toList();
    }

    @Test
    void transactionsBeginHaveTheirRowsAndEnd() throws Exception {
        List<BinlogEvent> events = written(
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))",
                "BEGIN",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
                "UPDATE t SET v = 'c' WHERE id = 1",
                "DELETE FROM t WHERE id = 2",
                "COMMIT");

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "FileBegan",
                        "TransactionBegan",
                        "StatementExecuted",
                        "TransactionBegan",
                        "StatementExecuted",
                        "TableMapped",
                        "RowsChanged",
                        "TableMapped",
                        "RowsChanged",
                        "TableMapped",
                        "RowsChanged",
                        "TransactionCommitted");
        assertThat(((FileBegan) events.get(0)).file()).isEqualTo(end.file());
        assertThat(((FileBegan) events.get(0)).offset()).isEqualTo(end.offset());
        assertThat(texts(events)).containsExactly("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))", "BEGIN");
        assertThat(only(RowsChanged.class, events))
                .extracting(changed -> changed.rows().kind())
                .containsExactly(RowsData.Kind.INSERT, RowsData.Kind.UPDATE, RowsData.Kind.DELETE);
        assertThat(only(RowsChanged.class, events))
                .allMatch(changed -> changed.rows().isWhole(2));
        assertThat(only(TableMapped.class, events))
                .allMatch(mapped -> mapped.table().database().equals(DATABASE)
                        && mapped.table().table().equals("t")
                        && List.of("id", "v").equals(mapped.table().columnNames()));
        List<TransactionBegan> begun = only(TransactionBegan.class, events);
        assertThat(begun).allMatch(began -> String.valueOf(began.gtid()).startsWith(uuid() + ":"));
        assertThat(begun)
                .allMatch(
                        began -> began.committedAtMillis() / 1000 - began.head().epochSecond() <= 60);
    }

    private String uuid() {
        return query("SELECT @@server_uuid");
    }

    private String query(String sql) {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

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
    void statementsComeWithTheSettingsOfTheirSession() throws Exception {
        List<BinlogEvent> events = written(
                "SET sql_mode = 'ANSI_QUOTES'",
                "CREATE TABLE \"a\" (\"id\" INT)",
                "SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
                "CREATE TABLE b (id INT COMMENT '\\')",
                "SET sql_mode = 'STRICT_ALL_TABLES'",
                "CREATE TABLE c (id INT)",
                "SET sql_mode = DEFAULT",
                "CREATE TABLE d (id INT)");

        assertThat(only(StatementExecuted.class, events))
                .extracting(StatementExecuted::session)
                .containsExactly(
                        new SessionSettings(true, true, false),
                        new SessionSettings(false, false, false),
                        new SessionSettings(false, true, true),
                        SessionSettings.USUAL);
        assertThat(texts(events)).contains("CREATE TABLE \"a\" (\"id\" INT)", "CREATE TABLE b (id INT COMMENT '\\')");
        assertThat(only(StatementExecuted.class, events))
                .allMatch(statement -> statement.database().equals(DATABASE));
    }

    @Test
    void statementsOfOtherClientsAreReadInTheirCharacterSet() throws Exception {
        try (FollowedStream stream = FollowedStream.of(server, end)) {
            for (String encoding : List.of("windows-1252", "windows-31j", "GBK", "UTF-8", "windows-1251")) {
                String comment = switch (encoding) {
                    case "windows-1252" -> "Größe €";
                    case "windows-31j" -> "ソ表ソ";
                    case "GBK" -> "縗測";
                    case "windows-1251" -> "Жук";
                    default -> "🎉 ü";
                };
                String url = server.jdbcUrl(DATABASE) + "&characterEncoding=" + encoding;
                try (Connection connection = DriverManager.getConnection(url, "root", server.rootPassword());
                        Statement statement = connection.createStatement()) {
                    statement.execute(
                            "CREATE TABLE t" + Math.abs(encoding.hashCode()) + " (id INT) COMMENT '" + comment + "'");
                }
                List<BinlogEvent> events = stream.untilStatement("CREATE TABLE");

                assertThat(texts(events).get(0)).as(encoding).contains("COMMENT '" + comment + "'");
            }
        }
    }

    @Test
    void preparedTransactionsAreNamedAsTheirEndNamesThem() throws Exception {
        List<BinlogEvent> events = written(
                "CREATE TABLE t (id INT PRIMARY KEY)",
                "XA START 'it''s', 'branch', 7",
                "INSERT INTO t VALUES (1)",
                "XA END 'it''s', 'branch', 7",
                "XA PREPARE 'it''s', 'branch', 7",
                "XA COMMIT 'it''s', 'branch', 7",
                "XA START X'00FF2C27'",
                "INSERT INTO t VALUES (2)",
                "XA END X'00FF2C27'",
                "XA PREPARE X'00FF2C27'",
                "XA ROLLBACK X'00FF2C27'",
                "XA START ''",
                "INSERT INTO t VALUES (3)",
                "XA END ''",
                "XA COMMIT '' ONE PHASE");

        List<TransactionPrepared> prepared = only(TransactionPrepared.class, events);
        assertThat(prepared).extracting(TransactionPrepared::onePhase).containsExactly(false, false, true);
        assertThat(texts(events))
                .contains(
                        "XA COMMIT " + prepared.get(0).xid(),
                        "XA ROLLBACK " + prepared.get(1).xid())
                .doesNotContain("XA COMMIT " + prepared.get(2).xid());
    }

    @Test
    void changesThatAreWrittenAsStatementsAreStatements() throws Exception {
        execute("CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))");
        end = FollowedStream.end(server);
        try (FollowedStream stream = FollowedStream.of(server, end)) {
            String url = server.jdbcUrl(DATABASE) + "&allowLoadLocalInfile=true";
            try (Connection connection = DriverManager.getConnection(url, "root", server.rootPassword());
                    Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION binlog_format = STATEMENT");
                statement
                        .unwrap(com.mysql.cj.jdbc.JdbcStatement.class)
                        .setLocalInfileInputStream(
                                new ByteArrayInputStream("1\tone\n2\ttwo\n".getBytes(StandardCharsets.UTF_8)));
                statement.execute("LOAD DATA LOCAL INFILE 'unused' INTO TABLE t");
                statement.execute("SET @v = 'three'");
                statement.execute("INSERT INTO t VALUES (3, @v)");
            }
            List<BinlogEvent> events = stream.untilStatement("INSERT INTO t");

            assertThat(only(RowsChanged.class, events)).isEmpty();
            assertThat(texts(events))
                    .anyMatch(text ->
                            text.startsWith("LOAD DATA LOCAL INFILE 'unused'") && text.contains("INTO TABLE `t`"));
            assertThat(texts(events)).contains("INSERT INTO t VALUES (3, @v)");
        }
    }

    @Test
    void minimalImagesSayWhatTheyHold() throws Exception {
        List<BinlogEvent> events = written(
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20), w INT)",
                "SET SESSION binlog_row_image = MINIMAL",
                "INSERT INTO t (id, w) VALUES (1, 5)",
                "UPDATE t SET v = 'b'",
                "DELETE FROM t");

        List<RowsData> rows =
                only(RowsChanged.class, events).stream().map(RowsChanged::rows).toList();
        assertThat(rows).noneMatch(data -> data.isWhole(3));
        assertThat(rows)
                .extracting(RowsData::before)
                .containsExactly(new BitSet(), BitSet.valueOf(new long[] {1}), BitSet.valueOf(new long[] {1}));
        assertThat(rows)
                .extracting(RowsData::after)
                .containsExactly(BitSet.valueOf(new long[] {5}), BitSet.valueOf(new long[] {2}), new BitSet());
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

    @Test
    void hiddenColumnsOfIndexesAreBoundToNoColumn() throws Exception {
        List<BinlogEvent> events = written(
                "CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY ((a * 2)))",
                "ALTER TABLE t ADD COLUMN b INT",
                "INSERT INTO t VALUES (1, 2, 3)");

        TableMap map = only(TableMapped.class, events).get(0).table();
        RowsData rows = only(RowsChanged.class, events).get(0).rows();
        TableMap bound = BinlogColumns.bind(map, TableStructures.of("id int not null, a int, b int"), rows);
        assertThat(map.types()).hasSize(4);
        assertThat(bound).isNotNull();
        assertThat(bound.columnNames()).containsExactly("id", "a", "b");
        assertThat(rows.isWhole(3)).isTrue();
        assertThat(TableMapCheck.difference(map, TableStructures.of("id int not null, a int, b int")))
                .isNull();
    }

    @Test
    void committedTransactionsAreCommitted() throws Exception {
        List<BinlogEvent> events = written("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");

        assertThat(events.get(events.size() - 1)).isInstanceOf(TransactionCommitted.class);
    }
}
