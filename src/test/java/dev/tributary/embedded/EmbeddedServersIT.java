package dev.tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded servers behave like the servers they stand for, as far as the product and the demo lean on them. */
class EmbeddedServersIT {
    private static final String DATABASE = "embedded_it";

    private final EmbeddedClickHouse clickHouse = TestServers.clickHouse();

    @BeforeEach
    void createDatabase() {
        clickHouse.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
    }

    @AfterEach
    void dropDatabase() {
        TestServers.clickHouse().execute("DROP DATABASE IF EXISTS " + DATABASE);
    }

    @Test
    void driverReadsWhatItWrote() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        clickHouse.jdbcUrl(DATABASE), clickHouse.user(), clickHouse.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (id UInt64, name Nullable(String), born Date32) ORDER BY id");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO people VALUES (?, ?, ?)")) {
                insert.setLong(1, 1);
                insert.setString(2, "Ada; \n\n 'Lovelace' ✓");
                insert.setObject(3, LocalDate.of(1915, 12, 10));
                insert.addBatch();
                insert.setLong(1, 2);
                insert.setString(2, null);
                insert.setObject(3, LocalDate.of(1970, 1, 1));
                insert.addBatch();
                insert.executeBatch();
            }
            ResultSet rows = statement.executeQuery("SELECT name, born FROM people ORDER BY id");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("Ada; \n\n 'Lovelace' ✓");
            assertThat(rows.getString(2)).isEqualTo("1915-12-10");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isNull();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void driverReportsTheErrorCodeOfTheEngine() {
        try (Client client = client(true, false)) {
            assertThatThrownBy(() -> client.queryAll("SELECT * FROM missing_table"))
                    .satisfies(error ->
                            assertThat(serverException(error).getCode()).isEqualTo(60));
            assertThatThrownBy(() -> client.queryAll("SELEKT 1"))
                    .satisfies(error ->
                            assertThat(serverException(error).getCode()).isEqualTo(62));
        }
    }

    @Test
    void wrongPasswordIsRefused() {
        try (Client client = new Client.Builder()
                .addEndpoint(clickHouse.url())
                .setUsername(clickHouse.user())
                .setPassword("wrong")
                .build()) {
            assertThatThrownBy(() -> client.queryAll("SELECT 1"))
                    .satisfies(error ->
                            assertThat(serverException(error).getCode()).isEqualTo(516));
        }
    }

    @ParameterizedTest(name = "compressed: {0}, as HTTP content encoding: {1}")
    @CsvSource({"false,false", "true,false", "true,true"})
    void binaryRowsWithBlankLinesArriveExactly(boolean compressed, boolean httpCompression) throws Exception {
        clickHouse.execute(
                "CREATE TABLE " + DATABASE + ".blobs (id UInt64, bytes String, note Nullable(String)) ORDER BY id");
        int rows = 200_000;
        byte[] blankLines = "\n\n\r\n\0\t';\\ FORMAT \n\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream output = new DataOutputStream(body);
        for (long id = 0; id < rows; id++) {
            output.writeLong(Long.reverseBytes(id));
            output.writeByte(blankLines.length);
            output.write(blankLines);
            output.writeByte(id % 2 == 0 ? 1 : 0);
            if (id % 2 != 0) {
                output.writeByte(2);
                output.write("\n\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        try (Client client = client(compressed, httpCompression);
                InsertResponse response = client.insert(
                                DATABASE + ".blobs",
                                new ByteArrayInputStream(body.toByteArray()),
                                ClickHouseFormat.RowBinary,
                                new InsertSettings())
                        .get(180, TimeUnit.SECONDS)) {
            assertThat(response.getWrittenRows()).isEqualTo(rows);
        }
        assertThat(clickHouse.query("SELECT count(), uniqExact(id), countIf(note IS NULL), countIf(note = '\\n\\n'),"
                        + " uniqExact(bytes), any(hex(bytes)) FROM " + DATABASE + ".blobs"))
                .containsExactly(List.of(
                        "200000",
                        "200000",
                        "100000",
                        "100000",
                        "1",
                        HexFormat.of().withUpperCase().formatHex(blankLines)));
    }

    @ParameterizedTest(name = "compressed: {0}, as HTTP content encoding: {1}")
    @CsvSource({"false,false", "true,false", "true,true"})
    void largeResultsArriveExactly(boolean compressed, boolean httpCompression) {
        try (Client client = client(compressed, httpCompression)) {
            List<GenericRecord> rows =
                    client.queryAll("SELECT number AS n, repeat('x', 100) AS s FROM numbers(300000) ORDER BY n");
            assertThat(rows).hasSize(300_000);
            assertThat(rows.get(299_999).getLong("n")).isEqualTo(299_999);
            assertThat(rows.get(299_999).getString("s")).hasSize(100);
        }
    }

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {true, false})
    void brokenRowsFailTheInsertWithTheirError(boolean compressed) {
        clickHouse.execute("CREATE OR REPLACE TABLE " + DATABASE + ".numbers (n UInt64) ORDER BY n");
        try (Client client = client(compressed, false)) {
            assertThatThrownBy(() -> client.insert(
                                    DATABASE + ".numbers",
                                    new ByteArrayInputStream(new byte[8_000_003]),
                                    ClickHouseFormat.RowBinary,
                                    new InsertSettings())
                            .get(180, TimeUnit.SECONDS))
                    .satisfies(error ->
                            assertThat(serverException(error).getCode()).isEqualTo(33));
        }
    }

    @Test
    void parametersAndSettingsReachTheEngine() {
        try (Client client = client(true, false)) {
            List<GenericRecord> rows = client.queryAll(
                    "SELECT {text:String} AS t, {n:UInt32} AS n, getSetting('max_threads') AS threads",
                    Map.of("text", "tab\tand 'quote'", "n", 7),
                    new QuerySettings().serverSetting("max_threads", "1"));
            assertThat(rows.get(0).getString("t")).isEqualTo("tab\tand 'quote'");
            assertThat(rows.get(0).getLong("n")).isEqualTo(7);
            assertThat(rows.get(0).getLong("threads")).isEqualTo(1);
        }
    }

    @Test
    void runningQueryIsSeenAndKilledByItsId() throws Exception {
        try (Client client = client(true, false)) {
            var settings = new QuerySettings().setQueryId("long-running");
            CompletableFuture<Object> query = CompletableFuture.supplyAsync(() -> client.queryAll(
                    "SELECT sleepEachRow(0.1) FROM numbers(600)"
                            + " SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 1e9",
                    settings));
            while (clickHouse
                    .query("SELECT query_id FROM system.processes WHERE query_id = 'long-running'")
                    .isEmpty()) {
                Thread.sleep(50);
            }
            clickHouse.execute("KILL QUERY WHERE query_id = 'long-running' SYNC");
            assertThatThrownBy(() -> query.get(120, TimeUnit.SECONDS))
                    .satisfies(error ->
                            assertThat(serverException(error).getCode()).isEqualTo(394));
        }
    }

    @Test
    void patchDeleteReplacesRows() {
        String table = DATABASE + ".target";
        clickHouse.execute(
                "CREATE TABLE " + table + " (_source_database String, id UInt64, v String, _version UInt64)"
                        + " ENGINE = ReplacingMergeTree(_version) ORDER BY (_source_database, id)"
                        + " SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1",
                "CREATE TABLE " + DATABASE + ".staging (_source_database String, id UInt64) ORDER BY id",
                "INSERT INTO " + table + " SELECT 'a', number, 'old', 1 FROM numbers(1000)",
                "INSERT INTO " + DATABASE + ".staging SELECT 'a', number FROM numbers(10)",
                "DELETE FROM " + table + " WHERE (_source_database, id) IN (SELECT _source_database, id FROM "
                        + DATABASE + ".staging) SETTINGS lightweight_delete_mode = 'lightweight_update_force',"
                        + " enable_lightweight_update = 1",
                "INSERT INTO " + table + " SELECT 'a', number, 'new', 2 FROM numbers(10)"
                        + " SETTINGS insert_deduplicate = 0");
        assertThat(clickHouse.query("SELECT v, count() FROM " + table + " GROUP BY v ORDER BY v"))
                .containsExactly(List.of("new", "10"), List.of("old", "990"));
    }

    @Test
    void killedClickHouseKeepsWhatItAcknowledged() throws Exception {
        clickHouse.execute("CREATE TABLE " + DATABASE + ".kept (n UInt64) ORDER BY n");
        int acknowledged = countUntilItFails(
                n -> clickHouse.execute("INSERT INTO " + DATABASE + ".kept VALUES (" + n + ")"), clickHouse::kill);
        assertThat(clickHouse.isRunning()).isFalse();
        clickHouse.restart();
        assertThat(clickHouse.query("SELECT uniqExact(n) FROM " + DATABASE + ".kept WHERE n < " + acknowledged))
                .containsExactly(List.of(Integer.toString(acknowledged)));
    }

    @Test
    void manyClientsAtOnceDoNotHarmTheGateway() {
        clickHouse.execute("CREATE TABLE " + DATABASE + ".shared (n UInt64) ORDER BY n");
        List<CompletableFuture<Void>> clients = IntStream.range(0, 16)
                .mapToObj(client -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 50; i++) {
                        clickHouse.execute("INSERT INTO " + DATABASE + ".shared VALUES (" + (client * 50 + i) + ")");
                        assertThatThrownBy(() -> clickHouse.execute("SELECT nothing_like_this"))
                                .hasMessageContaining("Code: 47");
                    }
                }))
                .toList();
        clients.forEach(CompletableFuture::join);
        assertThat(clickHouse.query("SELECT count(), uniqExact(n) FROM " + DATABASE + ".shared"))
                .containsExactly(List.of("800", "800"));
    }

    @Test
    void killedMySqlKeepsWhatItCommitted() throws Exception {
        EmbeddedMySql mysql = TestServers.mysql(1);
        mysql.execute(
                "DROP DATABASE IF EXISTS embedded_it",
                "CREATE DATABASE embedded_it",
                "CREATE TABLE embedded_it.kept (n INT PRIMARY KEY)");
        int committed =
                countUntilItFails(n -> mysql.execute("INSERT INTO embedded_it.kept VALUES (" + n + ")"), mysql::kill);
        assertThat(mysql.isRunning()).isFalse();
        mysql.restart();
        try (Connection connection = mysql.rootConnection("embedded_it");
                ResultSet rows =
                        connection.createStatement().executeQuery("SELECT count(*) FROM kept WHERE n < " + committed)) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(committed);
        }
        mysql.execute("DROP DATABASE embedded_it");
    }

    /** Kills the server while it is written to. @return how many writes it acknowledged */
    private static int countUntilItFails(IntConsumer write, Runnable kill) throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (true) {
                write.accept(acknowledged.get());
                acknowledged.incrementAndGet();
            }
        });
        while (acknowledged.get() < 20) {
            assertThat(writer).isNotDone();
            Thread.sleep(10);
        }
        kill.run();
        assertThatThrownBy(() -> writer.get(120, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        return acknowledged.get();
    }

    @Test
    void replicationUserMayReadTheBinlogAndNotWrite() throws SQLException {
        EmbeddedMySql mysql = TestServers.mysql(2);
        try (Connection connection = DriverManager.getConnection(mysql.jdbcUrl(""), mysql.user(), mysql.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SHOW MASTER STATUS").next()).isTrue();
            assertThat(variable(statement, "binlog_row_image")).isEqualTo("FULL");
            assertThat(variable(statement, "gtid_mode")).isEqualTo("ON");
            assertThat(variable(statement, "character_set_server")).isEqualTo("utf8mb4");
            assertThatThrownBy(() -> statement.execute("CREATE DATABASE forbidden"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void serversHaveIdentitiesOfTheirOwn() throws SQLException {
        assertThat(identity(TestServers.mysql(1))).doesNotContainAnyElementsOf(identity(TestServers.mysql(2)));
    }

    private static List<String> identity(EmbeddedMySql mysql) throws SQLException {
        try (Connection connection = mysql.rootConnection();
                Statement statement = connection.createStatement()) {
            return List.of("id " + variable(statement, "server_id"), "uuid " + variable(statement, "server_uuid"));
        }
    }

    private static String variable(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT @@" + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private Client client(boolean compressed, boolean httpCompression) {
        return new Client.Builder()
                .addEndpoint(clickHouse.url())
                .setUsername(clickHouse.user())
                .setPassword(clickHouse.password())
                .setDefaultDatabase(DATABASE)
                .compressClientRequest(compressed)
                .compressServerResponse(compressed)
                .useHttpCompression(httpCompression)
                .build();
    }

    private static ServerException serverException(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException serverException) {
                return serverException;
            }
        }
        throw new AssertionError("No ServerException in", error);
    }
}
