package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.FailureKind;
import dev.tributary.mysql.server.ServerFailureException;
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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with keys of all types, cut and read: every row lies in one chunk, and the chunks are as large as they should be. */
class ChunksIT {

    private static final String DATABASE = "chunks";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CHUNK_ROWS = 97;

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final Random random = new Random(42);

    @BeforeEach
    void createDatabase() {
        mysql.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
    }

    @AfterEach
    void restoreSettings() {
        mysql.execute(
                "SET GLOBAL sql_mode = DEFAULT",
                "SET GLOBAL sql_select_limit = DEFAULT",
                "SET GLOBAL max_execution_time = DEFAULT",
                "SET GLOBAL time_zone = '+00:00'",
                "SET GLOBAL transaction_isolation = DEFAULT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TINYINT",
                "SMALLINT UNSIGNED",
                "MEDIUMINT",
                "INT",
                "INT(8) UNSIGNED ZEROFILL",
                "BIGINT",
                "BIGINT UNSIGNED",
                "DECIMAL(30,10)",
                "DECIMAL(65,30)",
                "FLOAT",
                "DOUBLE",
                "DOUBLE(20,4)",
                "DATE",
                "DATETIME",
                "DATETIME(6)",
                "TIMESTAMP",
                "TIMESTAMP(6)",
                "TIME",
                "TIME(6)",
                "YEAR",
                "BIT(1)",
                "BIT(64)",
                "BINARY(16)",
                "VARBINARY(40)",
                "CHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_cs",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_da_0900_ai_ci",
                "VARCHAR(40) CHARACTER SET utf8 COLLATE utf8_unicode_ci",
                "VARCHAR(40) CHARACTER SET latin1 COLLATE latin1_german2_ci",
                "CHAR(40) CHARACTER SET latin1 COLLATE latin1_swedish_ci",
                "VARCHAR(40) CHARACTER SET sjis",
                "VARCHAR(40) CHARACTER SET gbk",
                "VARCHAR(40) CHARACTER SET ucs2",
                "VARCHAR(40) CHARACTER SET utf16le",
                "VARCHAR(40) CHARACTER SET utf32",
                "VARCHAR(40) CHARACTER SET cp1251"
            })
    void everyRowLiesInOneChunkAlongAKeyOfOneColumn(String type) throws Exception {
        String table = table("k " + type + " NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (k)");
        fill(table, "k", 2000, i -> value(type));

        assertWholeAndEven(table, List.of("k"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENUM('z','y','','x','m','b','ü')",
                "SET('z','y','x','m','b')",
                "YEAR",
                "BIT(3)",
                "TIME(2)",
                "FLOAT",
                "VARCHAR(2) CHARACTER SET latin1",
                "DATE",
                "TINYINT UNSIGNED"
            })
    void everyRowLiesInOneChunkAlongAKeyOfTwoColumns(String type) throws Exception {
        String first = table("k " + type + " NOT NULL, j INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (k, j)");
        fill(first, "k, j", 3000, i -> value(type) + ", " + random.nextInt(5000));
        String second = table("j INT NOT NULL, k " + type + " NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (j, k)");
        fill(second, "j, k", 3000, i -> random.nextInt(200) + ", " + value(type));

        assertWholeAndEven(first, List.of("k", "j"));
        assertWholeAndEven(second, List.of("j", "k"));
    }

    /** Else the server would read the whole table for each chunk. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENUM('z','y','','x','m','b','ü')", "SET('z','y','x','m','b')", "BIT(20)", "TIME(2)", "TIMESTAMP(3)",
                        "DATE",
                "DECIMAL(30,10)", "BIGINT UNSIGNED", "DOUBLE", "BINARY(16)", "VARCHAR(40) CHARACTER SET sjis", "YEAR"
            })
    void serverFindsBoundsAndChunksByTheIndex(String type) throws Exception {
        String table = table("k " + type + " NOT NULL, j INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (k, j)");
        fill(table, "k, j", 5000, i -> value(type) + ", " + random.nextInt(5000));
        TableCut cut = begin(table, List.of("k", "j"), CHUNK_ROWS);
        long before = rowsReadByTheServer();

        TableCut.Step step = session(planner -> planner.cut(cut, 1000));
        long rows = 0;
        try (ChunkReader reader = ChunkReader.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            for (Chunk chunk : step.chunks()) {
                rows += reader.read(chunk, columns(), row -> {});
            }
        }

        assertThat(step.chunks()).hasSizeGreaterThan(20);
        assertThat(rowsReadByTheServer() - before).isLessThan(3 * rows);
    }

    private long rowsReadByTheServer() throws SQLException {
        long sum = 0;
        try (Connection connection = mysql.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Handler_read_%'")) {
            while (rows.next()) {
                sum += rows.getLong(2);
            }
        }
        return sum;
    }

    @Test
    void boundsAreExactUnderStrangeSettingsOfTheServer() throws Exception {
        mysql.execute(
                "SET GLOBAL sql_mode = 'ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH,STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
                        + "NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,HIGH_NOT_PRECEDENCE,REAL_AS_FLOAT,NO_UNSIGNED_SUBTRACTION'",
                "SET GLOBAL sql_select_limit = 3",
                "SET GLOBAL max_execution_time = 1",
                "SET GLOBAL time_zone = '+05:30'",
                "SET GLOBAL transaction_isolation = 'READ-UNCOMMITTED'");
        String table = table("`k``\"` CHAR(20) NOT NULL, `order` DATETIME(3) NOT NULL, t TIMESTAMP NOT NULL,"
                + " n INT NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (`k``\"`, `order`, t)");
        fill(
                table,
                "`k``\"`, `order`, t",
                2000,
                i -> value("CHAR(20)") + ", " + value("DATETIME(3)") + ", " + value("TIMESTAMP"));

        assertWholeAndEven(table, List.of("k`\"", "order", "t"));
    }

    @Test
    void valueThatHasMostOfTheRowsIsCutWithin() throws Exception {
        String table = table("a INT NOT NULL, b BIGINT UNSIGNED NOT NULL, n INT NOT NULL, PRIMARY KEY (a, b)");
        mysql.execute(
                "SET cte_max_recursion_depth = 1000000",
                "INSERT INTO chunks." + table + " WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i"
                        + " WHERE i < 200000) SELECT 1, 18446744073709551615 - i, i FROM i",
                "INSERT INTO chunks." + table + " VALUES (-2147483648, 0, 200001), (2147483647, 5, 200002)");

        List<Chunk> chunks = cut(table, List.of("a", "b"), 20_000);

        assertThat(chunks).hasSize(11);
        assertThat(rowsOf(table, chunks)).startsWith(20_000L, 20_000L).endsWith(20_000L, 2L);
    }

    @Test
    void uniqueKeyThatIsTheMergeKeyTakesThePlaceOfAPrimaryKey() throws Exception {
        String table = table("k VARCHAR(20) NOT NULL, x INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " UNIQUE KEY `the \"key\"` (x, k), KEY other (x)");
        fill(table, "k, x", 1000, i -> value("VARCHAR(20)") + ", " + random.nextInt(10));

        TableCut cut = begin(table, List.of("K", "X"), CHUNK_ROWS);

        assertThat(cut.key().index()).isEqualTo("the \"key\"");
        assertWholeAndEven(table, List.of("k", "x"));
        assertThat(begin(table, List.of("k"), CHUNK_ROWS).key().isNone()).isTrue();
    }

    /** The key holds the beginning of a text: the columns before it must do. */
    @Test
    void keyIsCutAlongAsFarAsItsWholeValuesGo() throws Exception {
        String table = table(
                "a INT NOT NULL, t TEXT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE," + " PRIMARY KEY (a, t(5))");
        fill(table, "a, t", 2000, i -> random.nextInt(500) + ", 'x" + i + "'");

        List<Chunk> chunks = cut(table, List.of("a", "t"), CHUNK_ROWS);

        assertThat(chunks).hasSizeGreaterThan(10);
        assertThat(chunks.get(0).upTo().literals()).hasSize(1);
        rowsOf(table, chunks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k VARCHAR(90) NOT NULL, PRIMARY KEY (k(10))",
                "k BLOB NOT NULL, PRIMARY KEY (k(10))",
                "k SET('a','b','c','d','e','f','g','h','i','j') NOT NULL, PRIMARY KEY (k)",
                "k INT NOT NULL",
                "k INT NULL, UNIQUE KEY u (k)"
            })
    void tableThatCannotBeCutIsOneChunk(String columns) throws Exception {
        String table = table("n INT NOT NULL AUTO_INCREMENT UNIQUE, " + columns);
        fill(table, "k", 500, i -> "" + (i + 1));

        List<Chunk> chunks = cut(table, List.of("k"), CHUNK_ROWS);

        assertThat(chunks).hasSize(1);
        rowsOf(table, chunks);
    }

    @Test
    void descendingPartsOfAKeyAreCutAlongToo() throws Exception {
        String table = table("a INT NOT NULL, b INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (a DESC, b DESC)");
        fill(table, "a, b", 1500, i -> random.nextInt(9) + ", " + random.nextInt(900));
        String mixed = table(
                "a INT NOT NULL, b INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE," + " PRIMARY KEY (a, b DESC)");
        fill(mixed, "a, b", 1500, i -> random.nextInt(300) + ", " + random.nextInt(900));

        assertWholeAndEven(table, List.of("a", "b"));
        rowsOf(mixed, cut(mixed, List.of("a", "b"), CHUNK_ROWS));
    }

    @Test
    void tableIsCutStepByStepAndReadMeanwhile() throws Exception {
        String table = table("k INT NOT NULL PRIMARY KEY, n INT NOT NULL AUTO_INCREMENT UNIQUE");
        fill(table, "k", 1000, i -> "" + (i * 3));
        TableCut cut = begin(table, List.of("k"), 100);

        TableCut.Step first = session(planner -> planner.cut(cut, 3));
        mysql.execute("DELETE FROM chunks." + table + " WHERE k >= 900 AND k < 2100");
        TableCut.Step rest = session(planner -> planner.cut(first.cut(), 100));

        assertThat(first.chunks()).extracting(Chunk::number).containsExactly(0, 1, 2);
        assertThat(first.cut().done()).isFalse();
        assertThat(rest.chunks()).extracting(Chunk::number).containsExactly(3, 4, 5, 6);
        assertThat(rest.cut().done()).isTrue();
        List<Chunk> all = new ArrayList<>(first.chunks());
        all.addAll(rest.chunks());
        rowsOf(table, all);
    }

    @Test
    void smallTablesAreChunksByThemselvesAndMissingOnesAreNamed() throws Exception {
        String small = table("k INT NOT NULL PRIMARY KEY, n INT NOT NULL AUTO_INCREMENT UNIQUE");
        String wide = table("k INT NOT NULL PRIMARY KEY, n INT NOT NULL AUTO_INCREMENT UNIQUE, b LONGTEXT");
        fill(small, "k", 50, i -> "" + i);
        mysql.execute(
                "INSERT INTO chunks." + wide + " (k, b) VALUES (1, REPEAT('x', 3000000)), (2, REPEAT('x', 3000000))");
        mysql.execute("ANALYZE TABLE chunks." + small + ", chunks." + wide);
        TableId missing = new TableId(DATABASE, "missing");

        ChunkPlanner.Overview overview;
        try (ServerSession session = ServerSession.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            overview = new ChunkPlanner(session, new ChunkSize(1000, 1 << 20))
                    .overview(List.of(id(small), id(wide), missing));
        }

        assertThat(overview.chunks()).containsExactly(Chunk.whole(id(small)));
        assertThat(overview.large()).extracting(TableSize::table).containsExactly(id(wide));
        assertThat(overview.missing()).containsExactly(missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE %s",
                "ALTER TABLE %s DROP COLUMN n",
                "ALTER TABLE %s DROP PRIMARY KEY",
                "ALTER TABLE %s RENAME TO chunks.renamed"
            })
    void tableThatChangedConcernsItselfAlone(String change) throws Exception {
        String table = table("k INT NOT NULL, n INT NOT NULL, PRIMARY KEY (k)");
        fill(table, "k, n", 300, i -> i + ", " + i);
        String other = table("k INT NOT NULL PRIMARY KEY");
        List<Chunk> chunks = cut(table, List.of("k"), 100);
        TableStructure structure = structure(table);
        mysql.execute(String.format(change, "chunks." + table));

        try (ChunkReader reader = ChunkReader.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            assertThatThrownBy(() -> reader.read(chunks.get(1), structure.columns(), row -> {}))
                    .isInstanceOfSatisfying(
                            TableChangedException.class,
                            e -> assertThat(e.table()).isEqualTo(id(table)));
            assertThat(reader.read(Chunk.whole(id(other)), structure(other).columns(), row -> {}))
                    .isZero();
            assertThat(reader.binlogHead()).isPresent();
        }
    }

    @Test
    void readingEndsWhenAnotherThreadClosesTheReader() throws Exception {
        for (TlsMode tls : List.of(TlsMode.DISABLED, TlsMode.REQUIRED)) {
            CountDownLatch begun = new CountDownLatch(1);
            String table = table("k INT NOT NULL PRIMARY KEY, n INT NOT NULL");
            mysql.execute("INSERT INTO chunks." + table + " VALUES (1, 1), (2, 2)");
            ChunkReader reader = ChunkReader.open(endpoint(tls), TIMEOUT);
            try (Connection locking = mysql.rootConnection(DATABASE);
                    Statement statement = locking.createStatement()) {
                statement.execute("LOCK TABLES " + table + " WRITE");
                CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
                    begun.countDown();
                    assertThatThrownBy(() -> reader.read(Chunk.whole(id(table)), columns(), row -> {}))
                            .isInstanceOfSatisfying(
                                    ServerFailureException.class,
                                    e -> assertThat(e.kind()).isEqualTo(FailureKind.AWAY));
                });
                begun.await();
                Thread.sleep(200);
                assertThat(reading).isNotDone();

                reader.close();

                reading.get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void consumerThatFailsDoesNotLetTheDriverReadTheRest() throws Exception {
        String table = table("k INT NOT NULL PRIMARY KEY, n INT NOT NULL, b LONGTEXT NOT NULL");
        fillWithMegabytes(table);
        try (ChunkReader reader = ChunkReader.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            assertThatThrownBy(() ->
                            reader.read(Chunk.whole(id(table)), structure(table).columns(), row -> {
                                throw new IllegalStateException("enough");
                            }))
                    .hasMessage("enough")
                    .hasNoSuppressedExceptions();
        }
    }

    /** 200 MB of rows, all kept by a consumer that would, do not fit into what a reader uses: one row at a time. */
    @Test
    void oneRowIsInMemoryAtATime() throws Exception {
        String table = table("k INT NOT NULL PRIMARY KEY, n INT NOT NULL, b LONGTEXT NOT NULL");
        fillWithMegabytes(table);
        Runtime runtime = Runtime.getRuntime();
        long[] most = {0};
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        try (ChunkReader reader = ChunkReader.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            long rows = reader.read(Chunk.whole(id(table)), structure(table).columns(), row -> {
                if (Integer.parseInt(text(row[0])) % 50 == 0) {
                    System.gc();
                    most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory());
                }
            });
            assertThat(rows).isEqualTo(200);
        }
        assertThat(most[0] - before).isLessThan(30_000_000);
    }

    /** The driver takes the server's limit for its own. */
    @Test
    void rowThatIsLargerThanTheServersPacketsIsRead() throws Exception {
        String table = table("k INT NOT NULL PRIMARY KEY, n INT NOT NULL, a LONGTEXT, b LONGTEXT, c LONGTEXT");
        mysql.execute(
                "SET sql_log_bin = 0",
                "INSERT INTO chunks." + table
                        + " VALUES (1, 1, REPEAT('x', 20000000), REPEAT('y', 20000000), REPEAT('z', 20000000))");
        mysql.execute("SET GLOBAL max_allowed_packet = 1048576");
        try (ChunkReader reader = ChunkReader.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            long[] length = {0};
            reader.read(Chunk.whole(id(table)), structure(table).columns(), row -> {
                for (byte[] value : row) {
                    length[0] += value.length;
                }
            });
            assertThat(length[0]).isEqualTo(60_000_002);
        } finally {
            mysql.execute("SET GLOBAL max_allowed_packet = 67108864");
        }
    }

    @Test
    void valuesComeInFull() throws Exception {
        String table = table(
                "k INT NOT NULL PRIMARY KEY, f FLOAT, d DOUBLE(20,4), z DOUBLE, l VARCHAR(9) CHARACTER SET latin1,"
                        + " t TIMESTAMP(3) NULL, c CHAR(5), b BIT(10), e ENUM('é'), s VARCHAR(9) CHARACTER SET sjis");
        mysql.execute(
                "SET time_zone = '+00:00'",
                "INSERT INTO chunks." + table + " VALUES (1, -1.1754944e-38, 0.1, -0e0, 'é', '2020-01-01 12:00:00.5',"
                        + " 'a', 513, 'é', '日'), (2, 16777217, 1e15, 5e-324, NULL, NULL, NULL, NULL, NULL, NULL)");
        List<String> rows = new ArrayList<>();
        try (ChunkReader reader = ChunkReader.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            reader.read(
                    Chunk.whole(id(table)),
                    structure(table).columns(),
                    row -> rows.add(IntStream.range(0, row.length)
                            .mapToObj(i -> row[i] == null
                                    ? "NULL"
                                    : i == 7
                                            ? IntStream.range(0, 2)
                                                    .mapToObj(b -> "" + row[7][b])
                                                    .collect(Collectors.joining("/"))
                                            : text(row[i]))
                            .collect(Collectors.joining(" "))));
        }
        assertThat(rows)
                .containsExactly(
                        "1 -1.1754943508222875e-38 0.1 -0 é 2020-01-01 12:00:00.500 a 2/1 é 日",
                        "2 16777216 1e15 5e-324 NULL NULL NULL NULL NULL NULL");
    }

    private interface Planning<T> {
        T with(ChunkPlanner planner) throws Exception;
    }

    private int tables;

    private String table(String columns) {
        String name = "t" + tables++;
        mysql.execute("SET sql_mode = 'ALLOW_INVALID_DATES'", "CREATE TABLE chunks." + name + " (" + columns + ")");
        return name;
    }

    private void fill(String table, String columns, int rows, IntFunction<String> values) {
        String all = IntStream.range(0, rows)
                .mapToObj(i -> "(" + values.apply(i) + ")")
                .collect(Collectors.joining(", "));
        mysql.execute(
                "SET sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00'",
                "INSERT IGNORE INTO chunks." + table + " (" + columns + ") VALUES " + all);
    }

    /** 200 rows of a megabyte each. */
    private void fillWithMegabytes(String table) {
        mysql.execute(
                "SET sql_log_bin = 0",
                "INSERT INTO chunks." + table + " WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i"
                        + " WHERE i < 200) SELECT i, i, REPEAT('x', 1000000) FROM i");
    }

    private static TableId id(String table) {
        return new TableId(DATABASE, table);
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private void assertWholeAndEven(String table, List<String> key) throws Exception {
        List<Chunk> chunks = cut(table, key, CHUNK_ROWS);
        List<Long> sizes = rowsOf(table, chunks);
        assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(size -> size == CHUNK_ROWS);
        assertThat(sizes.get(sizes.size() - 1)).isLessThan(CHUNK_ROWS);
        assertThat(chunks.get(0).key().parts())
                .extracting(KeyPart::column)
                .isEqualTo(structure(table).primaryKey().isEmpty() ? List.of("x", "k") : key);
    }

    private List<Chunk> cut(String table, List<String> key, int rows) throws Exception {
        TableCut cut = begin(table, key, rows);
        TableCut.Step step = session(planner -> planner.cut(cut, 100_000));
        assertThat(step.cut().done()).isTrue();
        return step.chunks();
    }

    private TableCut begin(String table, List<String> key, int rows) throws Exception {
        TableStructure structure = structure(table);
        try (ServerSession session = ServerSession.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            return new ChunkPlanner(session, ChunkSize.ofRows(rows))
                    .begin(structure, key, new TableSize(id(table), 10_000_000, 1));
        }
    }

    private <T> T session(Planning<T> planning) throws Exception {
        try (ServerSession session = ServerSession.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            return planning.with(new ChunkPlanner(session, ChunkSize.ofRows(1)));
        }
    }

    private TableStructure structure(String table) throws SQLException {
        try (ServerSession session = ServerSession.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            return new StructureReader(session).read(List.of(id(table))).get(id(table));
        }
    }

    private static List<Column> columns() {
        return List.of(new Column("n", dev.tributary.model.MySqlType.parse("int"), false));
    }

    /** How many rows each chunk has. Each row must lie in one of them. */
    private List<Long> rowsOf(String table, List<Chunk> chunks) throws Exception {
        BitSet expected = new BitSet();
        try (Connection connection = mysql.rootConnection(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_select_limit = 1000000");
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT n FROM " + table)) {
                while (rows.next()) {
                    expected.set(rows.getInt(1));
                }
            }
        }
        assertThat(expected.cardinality()).isPositive();
        BitSet seen = new BitSet();
        List<Long> sizes = new ArrayList<>();
        try (ChunkReader reader = ChunkReader.open(endpoint(TlsMode.PREFERRED), TIMEOUT)) {
            for (Chunk chunk : chunks) {
                sizes.add(reader.read(chunk, columns(), row -> {
                    int n = Integer.parseInt(text(row[0]));
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

    private MySqlEndpoint endpoint(TlsMode tls) {
        return new MySqlEndpoint(mysql.host(), mysql.port(), mysql.user(), new Secret(mysql.password()), tls);
    }

    /** A literal of a value of the type: edges, values close to each other, strange texts. */
    private String value(String type) {
        return KeyValues.literal(type, random);
    }
}
