package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.ServerSession;
import dev.tributary.mysql.server.StructureReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of a database of its own, which has none to begin with, and what is done with them over one session. */
final class ChunkTables implements AutoCloseable {

    static final String DATABASE = "chunks";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<Column> ROW_NUMBER = List.of(new Column("n", MySqlType.parse("int"), false));

    private final EmbeddedMySql mysql;
    private final ServerSession session;
    private int tables;

    ChunkTables(EmbeddedMySql mysql) throws SQLException {
        this.mysql = mysql;
        mysql.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
        session = ServerSession.open(endpoint(TlsMode.DISABLED), TIMEOUT);
    }

    private MySqlEndpoint endpoint(TlsMode tls) {
        return new MySqlEndpoint(mysql.host(), mysql.port(), mysql.user(), new Secret(mysql.password()), tls);
    }

    /** @param columns those that the rows are told apart by in tests are called n */
    String create(String columns) {
        String name = "t" + tables++;
        mysql.execute("SET sql_mode = 'ALLOW_INVALID_DATES'", "CREATE TABLE chunks." + name + " (" + columns + ")");
        return name;
    }

    /** Rows whose keys are there already are left out, as are characters that a character set does not have. */
    void fill(String table, String columns, int rows, IntFunction<String> values) {
        String all = IntStream.range(0, rows)
                .mapToObj(i -> "(" + values.apply(i) + ")")
                .collect(Collectors.joining(", "));
        mysql.execute(
                "SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'",
                "INSERT IGNORE INTO chunks." + table + " (" + columns + ") VALUES " + all);
    }

    TableId id(String table) {
        return new TableId(DATABASE, table);
    }

    TableStructure structure(String table) throws SQLException {
        return new StructureReader(session).read(List.of(id(table))).get(id(table));
    }

    ChunkPlanner planner(ChunkSize size) {
        return new ChunkPlanner(session, size);
    }

    TableCut begin(String table, List<String> key, int rows) throws Exception {
        return planner(ChunkSize.ofRows(rows)).begin(structure(table), key, new TableSize(id(table), 10_000_000, 1));
    }

    TableCut.Step cut(TableCut from, int atMost) throws Exception {
        return planner(ChunkSize.ofRows(1)).cut(from, atMost);
    }

    List<Chunk> cut(String table, List<String> key, int rows) throws Exception {
        TableCut.Step step = cut(begin(table, key, rows), 100_000);
        assertThat(step.cut().done()).isTrue();
        return step.chunks();
    }

    ChunkReader reader(TlsMode tls) throws Exception {
        return ChunkReader.open(endpoint(tls), TIMEOUT);
    }

    /** How many rows each chunk has. Each row must lie in one of them. */
    List<Long> rowsOf(String table, List<Chunk> chunks) throws Exception {
        BitSet expected = rowNumbers(table);
        assertThat(expected.cardinality()).isPositive();
        BitSet seen = new BitSet();
        List<Long> sizes = new ArrayList<>();
        try (ChunkReader reader = reader(TlsMode.DISABLED)) {
            for (Chunk chunk : chunks) {
                sizes.add(reader.read(chunk, ROW_NUMBER, row -> {
                    int n = Integer.parseInt(
                            text(TextPackets.values(row, ROW_NUMBER).get(0)));
                    assertThat(seen.get(n))
                            .as("row " + n + " in " + chunk + " was read before")
                            .isFalse();
                    seen.set(n);
                }));
            }
        }
        assertThat(seen).isEqualTo(expected);
        return sizes;
    }

    private BitSet rowNumbers(String table) throws SQLException {
        BitSet numbers = new BitSet();
        try (Connection connection = mysql.rootConnection(DATABASE);
                Statement statement = connection.createStatement()) {
            // MariaDB, which has no such variable, passes over what MySQL of these versions reads.
            statement.execute("SET sql_select_limit = 1000000 /*!50708 , max_execution_time = 0 */");
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT n FROM " + table)) {
                while (rows.next()) {
                    numbers.set(rows.getInt(1));
                }
            }
        }
        return numbers;
    }

    static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
