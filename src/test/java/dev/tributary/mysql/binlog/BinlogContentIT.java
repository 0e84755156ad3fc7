package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.mysql.binlog.BinlogEvent.FileBegan;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.StatementExecuted;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionBegan;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionCommitted;
import dev.tributary.mysql.binlog.BinlogEvent.TransactionPrepared;
import dev.tributary.mysql.ddl.SessionSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stream says of what happens on a real server. */
class BinlogContentIT extends WrittenEvents {

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
