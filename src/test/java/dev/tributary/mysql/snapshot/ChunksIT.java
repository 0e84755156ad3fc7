package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.model.Column;
import dev.tributary.model.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables with keys of all types, cut and read: every row lies in one chunk, and the chunks are as large as they should
 * be.
 */
class ChunksIT {

    private static final int CHUNK_ROWS = 97;

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private final Random random = new Random(42);
    private ChunkTables tables;

    @BeforeEach
    void createDatabase() throws SQLException {
        tables = new ChunkTables(mysql);
    }

    @AfterEach
    void restoreSettings() throws SQLException {
        tables.close();
        mysql.execute(
                "SET GLOBAL sql_mode = DEFAULT",
                "SET GLOBAL sql_select_limit = DEFAULT",
                "SET GLOBAL max_execution_time = DEFAULT",
                "SET GLOBAL time_zone = '+00:00'",
                "SET GLOBAL transaction_isolation = DEFAULT");
    }

    @ParameterizedTest
    @MethodSource("dev.tributary.mysql.snapshot.KeyValues#types")
    void everyRowLiesInOneChunkAlongAKeyOfOneColumn(String type) throws Exception {
        String table = tables.create("k " + type + " NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (k)");
        tables.fill(table, "k", 2000, i -> value(type));

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
        String first = tables.create("k " + type + " NOT NULL, j INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (k, j)");
        tables.fill(first, "k, j", 3000, i -> value(type) + ", " + random.nextInt(5000));
        String second = tables.create("j INT NOT NULL, k " + type + " NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (j, k)");
        tables.fill(second, "j, k", 3000, i -> random.nextInt(200) + ", " + value(type));

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
        String table = tables.create("k " + type + " NOT NULL, j INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (k, j)");
        tables.fill(table, "k, j", 5000, i -> value(type) + ", " + random.nextInt(5000));
        TableCut cut = tables.begin(table, List.of("k", "j"), CHUNK_ROWS);
        List<Column> columns = tables.structure(table).columns();
        long before = rowsReadByTheServer();

        TableCut.Step step = tables.cut(cut, 1000);
        long rows = 0;
        try (ChunkReader reader = tables.reader(TlsMode.DISABLED)) {
            for (Chunk chunk : step.chunks()) {
                rows += reader.read(chunk, columns, row -> {});
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
        tables.close();
        tables = new ChunkTables(mysql);
        String table = tables.create("`k``\"` CHAR(20) NOT NULL, `order` DATETIME(3) NOT NULL, t TIMESTAMP NOT NULL,"
                + " n INT NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (`k``\"`, `order`, t)");
        tables.fill(
                table,
                "`k``\"`, `order`, t",
                2000,
                i -> value("CHAR(20)") + ", " + value("DATETIME(3)") + ", " + value("TIMESTAMP"));

        assertWholeAndEven(table, List.of("k`\"", "order", "t"));
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void soTheyAreByOtherServers() throws Exception {
        for (EmbeddedMySql other : List.of(TestServers.newestMySql(), TestServers.mariaDb())) {
            tables.close();
            tables = new ChunkTables(other);
            for (String type : List.of(
                    "BIGINT UNSIGNED",
                    "DECIMAL(30,10)",
                    "FLOAT",
                    "DOUBLE",
                    "DATE",
                    "DATETIME(6)",
                    "TIMESTAMP(6)",
                    "TIME(6)",
                    "YEAR",
                    "BIT(64)",
                    "BINARY(16)",
                    "VARBINARY(40)",
                    "ENUM('z','y','','x','m','b','ü')",
                    "SET('z','y','x','m','b')",
                    "VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
                    "VARCHAR(40) CHARACTER SET utf8mb3",
                    "VARCHAR(40) CHARACTER SET latin1 COLLATE latin1_german2_ci",
                    "VARCHAR(40) CHARACTER SET sjis")) {
                String table = tables.create("k " + type
                        + " NOT NULL, j INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE," + " PRIMARY KEY (k, j)");
                tables.fill(table, "k, j", 400, i -> value(type) + ", " + random.nextInt(5000));
                assertWholeAndEven(table, List.of("k", "j"));
            }
        }
    }

    @Test
    void valueThatHasMostOfTheRowsIsCutWithin() throws Exception {
        String table = tables.create("a INT NOT NULL, b BIGINT UNSIGNED NOT NULL, n INT NOT NULL, PRIMARY KEY (a, b)");
        mysql.execute(
                "SET cte_max_recursion_depth = 1000000",
                "INSERT INTO chunks." + table + " WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i"
                        + " WHERE i < 200000) SELECT 1, 18446744073709551615 - i, i FROM i",
                "INSERT INTO chunks." + table + " VALUES (-2147483648, 0, 200001), (2147483647, 5, 200002)");

        List<Chunk> chunks = tables.cut(table, List.of("a", "b"), 20_000);

        assertThat(chunks).hasSize(11);
        assertThat(tables.rowsOf(table, chunks)).startsWith(20_000L, 20_000L).endsWith(20_000L, 2L);
    }

    @Test
    void uniqueKeyThatIsTheMergeKeyTakesThePlaceOfAPrimaryKey() throws Exception {
        String table = tables.create("k VARCHAR(20) NOT NULL, x INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " UNIQUE KEY `the \"key\"` (x, k), KEY other (x)");
        tables.fill(table, "k, x", 1000, i -> value("VARCHAR(20)") + ", " + random.nextInt(10));

        TableCut cut = tables.begin(table, List.of("K", "X"), CHUNK_ROWS);

        assertThat(cut.key().index()).isEqualTo("the \"key\"");
        assertWholeAndEven(table, List.of("x", "k"));
        assertThat(tables.begin(table, List.of("k"), CHUNK_ROWS).key().isNone()).isTrue();
    }

    /** The key holds the beginning of a text: the columns before it must do. */
    @Test
    void keyIsCutAlongAsFarAsItsWholeValuesGo() throws Exception {
        String table = tables.create(
                "a INT NOT NULL, t TEXT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (a, t(5))");
        tables.fill(table, "a, t", 2000, i -> random.nextInt(500) + ", 'x" + i + "'");

        List<Chunk> chunks = tables.cut(table, List.of("a", "t"), CHUNK_ROWS);

        assertThat(chunks).hasSizeGreaterThan(10);
        assertThat(chunks.get(0).upTo().literals()).hasSize(1);
        tables.rowsOf(table, chunks);
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
        String table = tables.create("n INT NOT NULL AUTO_INCREMENT UNIQUE, " + columns);
        tables.fill(table, "k", 500, i -> "" + (i + 1));

        List<Chunk> chunks = tables.cut(table, List.of("k"), CHUNK_ROWS);

        assertThat(chunks).hasSize(1);
        tables.rowsOf(table, chunks);
    }

    @Test
    void descendingPartsOfAKeyAreCutAlongToo() throws Exception {
        String table = tables.create("a INT NOT NULL, b INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE,"
                + " PRIMARY KEY (a DESC, b DESC)");
        tables.fill(table, "a, b", 1500, i -> random.nextInt(9) + ", " + random.nextInt(900));
        String mixed = tables.create(
                "a INT NOT NULL, b INT NOT NULL, n INT NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (a, b DESC)");
        tables.fill(mixed, "a, b", 1500, i -> random.nextInt(300) + ", " + random.nextInt(900));

        assertWholeAndEven(table, List.of("a", "b"));
        tables.rowsOf(mixed, tables.cut(mixed, List.of("a", "b"), CHUNK_ROWS));
    }

    @Test
    void tableIsCutStepByStepAndReadMeanwhile() throws Exception {
        String table = tables.create("k INT NOT NULL PRIMARY KEY, n INT NOT NULL AUTO_INCREMENT UNIQUE");
        tables.fill(table, "k", 1000, i -> "" + (i * 3));
        TableCut cut = tables.begin(table, List.of("k"), 100);

        TableCut.Step first = tables.cut(cut, 3);
        mysql.execute("DELETE FROM chunks." + table + " WHERE k >= 900 AND k < 2100");
        TableCut.Step rest = tables.cut(first.cut(), 100);

        assertThat(first.chunks()).extracting(Chunk::number).containsExactly(0, 1, 2);
        assertThat(first.cut().done()).isFalse();
        assertThat(rest.chunks()).extracting(Chunk::number).containsExactly(3, 4, 5, 6);
        assertThat(rest.cut().done()).isTrue();
        List<Chunk> all = new ArrayList<>(first.chunks());
        all.addAll(rest.chunks());
        tables.rowsOf(table, all);
    }

    @Test
    void smallTablesAreChunksByThemselvesAndMissingOnesAreNamed() throws Exception {
        String small = tables.create("k INT NOT NULL PRIMARY KEY, n INT NOT NULL AUTO_INCREMENT UNIQUE");
        String wide = tables.create("k INT NOT NULL PRIMARY KEY, n INT NOT NULL AUTO_INCREMENT UNIQUE, b LONGTEXT");
        tables.fill(small, "k", 50, i -> "" + i);
        mysql.execute(
                "INSERT INTO chunks." + wide + " (k, b) VALUES (1, REPEAT('x', 3000000)), (2, REPEAT('x', 3000000))");
        mysql.execute("ANALYZE TABLE chunks." + small + ", chunks." + wide);
        TableId missing = tables.id("missing");

        ChunkPlanner.Overview overview = tables.planner(new ChunkSize(1000, 1 << 20))
                .overview(List.of(tables.id(small), tables.id(wide), missing));

        assertThat(overview.chunks()).containsExactly(Chunk.whole(tables.id(small)));
        assertThat(overview.large()).extracting(TableSize::table).containsExactly(tables.id(wide));
        assertThat(overview.missing()).containsExactly(missing);
    }

    private void assertWholeAndEven(String table, List<String> key) throws Exception {
        List<Chunk> chunks = tables.cut(table, key, CHUNK_ROWS);
        List<Long> sizes = tables.rowsOf(table, chunks);
        assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(size -> size == CHUNK_ROWS);
        assertThat(sizes.get(sizes.size() - 1)).isLessThan(CHUNK_ROWS);
        assertThat(chunks.get(0).key().parts()).extracting(KeyPart::column).containsExactlyElementsOf(key);
    }

    /** A literal of a value of the type: edges, values close to each other, strange texts. */
    private String value(String type) {
        return KeyValues.literal(type, random);
    }
}
