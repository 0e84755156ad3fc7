package dev.tributary.mysql.snapshot;

import static dev.tributary.mysql.snapshot.ChunkTables.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.model.Column;
import dev.tributary.mysql.ddl.TableStructure;
import dev.tributary.mysql.server.FailureKind;
import dev.tributary.mysql.server.ServerFailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderIT {

    private final EmbeddedMySql mysql = TestServers.mysql(1);
    private ChunkTables tables;

    @BeforeEach
    void createDatabase() throws SQLException {
        tables = new ChunkTables(mysql);
    }

    @AfterEach
    void close() throws SQLException {
        tables.close();
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
        String table = tables.create("k INT NOT NULL, n INT NOT NULL, PRIMARY KEY (k)");
        tables.fill(table, "k, n", 300, i -> i + ", " + i);
        String other = tables.create("k INT NOT NULL PRIMARY KEY");
        List<Chunk> chunks = tables.cut(table, List.of("k"), 100);
        TableStructure structure = tables.structure(table);
        mysql.execute(String.format(change, "chunks." + table));

        try (ChunkReader reader = tables.reader(TlsMode.DISABLED)) {
            assertThatThrownBy(() -> reader.read(chunks.get(1), structure.columns(), row -> {}))
                    .isInstanceOfSatisfying(
                            TableChangedException.class,
                            e -> assertThat(e.table()).isEqualTo(tables.id(table)));
            assertThat(reader.read(
                            Chunk.whole(tables.id(other)),
                            tables.structure(other).columns(),
                            row -> {}))
                    .isZero();
            assertThat(reader.binlogHead()).isPresent();
        }
    }

    @Test
    void readingEndsWhenAnotherThreadClosesTheReader() throws Exception {
        for (TlsMode tls : List.of(TlsMode.DISABLED, TlsMode.REQUIRED)) {
            CountDownLatch begun = new CountDownLatch(1);
            String table = tables.create("k INT NOT NULL PRIMARY KEY, n INT NOT NULL");
            mysql.execute("INSERT INTO chunks." + table + " VALUES (1, 1), (2, 2)");
            List<Column> columns = tables.structure(table).columns();
            ChunkReader reader = tables.reader(tls);
            try (Connection locking = mysql.rootConnection(ChunkTables.DATABASE);
                    Statement statement = locking.createStatement()) {
                statement.execute("LOCK TABLES " + table + " WRITE");
                CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
                    begun.countDown();
                    assertThatThrownBy(() -> reader.read(Chunk.whole(tables.id(table)), columns, row -> {}))
                            .isInstanceOfSatisfying(
                                    ServerFailureException.class,
                                    e -> assertThat(e.kind()).isEqualTo(FailureKind.AWAY));
                });
                begun.await();
                Thread.sleep(200);
                assertThat(reading).isNotDone();

                reader.close();

                reading.get(120, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void consumerThatFailsDoesNotLetTheDriverReadTheRest() throws Exception {
        String table = tables.create("k INT NOT NULL PRIMARY KEY, n INT NOT NULL, b LONGTEXT NOT NULL");
        fillWithMegabytes(table);
        try (ChunkReader reader = tables.reader(TlsMode.DISABLED)) {
            assertThatThrownBy(() -> reader.read(
                            Chunk.whole(tables.id(table)),
                            tables.structure(table).columns(),
                            row -> {
                                throw new IllegalStateException("enough");
                            }))
                    .hasMessage("enough")
                    .hasNoSuppressedExceptions();
        }
    }

    /** 200 MB of rows, all kept by a consumer that would, do not fit into what a reader uses: one row at a time. */
    @Test
    void oneRowIsInMemoryAtATime() throws Exception {
        String table = tables.create("k INT NOT NULL PRIMARY KEY, n INT NOT NULL, b LONGTEXT NOT NULL");
        fillWithMegabytes(table);
        Runtime runtime = Runtime.getRuntime();
        long[] most = {0};
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        List<Column> columns = tables.structure(table).columns();
        TextRow row = new TextRow(columns);
        try (ChunkReader reader = tables.reader(TlsMode.DISABLED)) {
            long rows = reader.read(Chunk.whole(tables.id(table)), columns, packet -> {
                row.read(packet);
                if (Integer.parseInt(text(row.value(0))) % 50 == 0) {
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
        String table = tables.create("k INT NOT NULL PRIMARY KEY, n INT NOT NULL, a LONGTEXT, b LONGTEXT, c LONGTEXT");
        mysql.execute(
                "SET sql_log_bin = 0",
                "INSERT INTO chunks." + table
                        + " VALUES (1, 1, REPEAT('x', 20000000), REPEAT('y', 20000000), REPEAT('z', 20000000))");
        mysql.execute("SET GLOBAL max_allowed_packet = 1048576");
        try (ChunkReader reader = tables.reader(TlsMode.DISABLED)) {
            long[] length = {0};
            List<Column> columns = tables.structure(table).columns();
            reader.read(Chunk.whole(tables.id(table)), columns, packet -> {
                for (byte[] value : TextPackets.values(packet, columns)) {
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
        String table = tables.create(
                "k INT NOT NULL PRIMARY KEY, f FLOAT, d DOUBLE(20,4), z DOUBLE, l VARCHAR(9) CHARACTER SET latin1,"
                        + " t TIMESTAMP(3) NULL, c CHAR(5), b BIT(10), e ENUM('é'), s VARCHAR(9) CHARACTER SET sjis");
        mysql.execute(
                "SET time_zone = '+00:00'",
                "INSERT INTO chunks." + table + " VALUES (1, -1.1754944e-38, 0.1, -0e0, 'é', '2020-01-01 12:00:00.5',"
                        + " 'a', 513, 'é', '日'), (2, 16777217, 1e15, 5e-324, NULL, NULL, NULL, NULL, NULL, NULL)");
        List<String> rows = new ArrayList<>();
        try (ChunkReader reader = tables.reader(TlsMode.DISABLED)) {
            List<Column> columns = tables.structure(table).columns();
            reader.read(
                    Chunk.whole(tables.id(table)),
                    columns,
                    packet -> rows.add(TextPackets.values(packet, columns).stream()
                            .map(ChunkReaderIT::printed)
                            .collect(Collectors.joining(" "))));
        }
        assertThat(rows)
                .containsExactly(
                        "1 -1.1754943508222875e-38 0.1 -0 é 2020-01-01 12:00:00.500 a 0201 é 日",
                        "2 16777216 1e15 5e-324 NULL NULL NULL NULL NULL NULL");
    }

    private static String printed(byte[] value) {
        if (value == null) {
            return "NULL";
        }
        boolean isBits = value.length == 2 && value[0] == 2;
        return isBits ? String.format("%02x%02x", value[0], value[1]) : text(value);
    }

    /** 200 rows of a megabyte each. */
    private void fillWithMegabytes(String table) {
        mysql.execute(
                "SET sql_log_bin = 0",
                "INSERT INTO chunks." + table + " WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i"
                        + " WHERE i < 200) SELECT i, i, REPEAT('x', 1000000) FROM i");
    }
}
