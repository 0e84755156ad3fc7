package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.verify.VerifyReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that MySQL compares otherwise than ClickHouse, keys of many types, and names of every kind. */
class KeysAndNamesIT {

    /** To MySQL 'a' and 'A' are one key, and so are 'x' and 'x '; to ClickHouse they are two, of which one must stay. */
    @Test
    void keysThatCollationsTakeForEqualStayOneRow() throws Exception {
        try (Replication replication = new Replication("collations", "[{source: k}]")) {
            replication.everywhere("CREATE TABLE k (k VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,"
                    + " n CHAR(5) CHARACTER SET latin1 COLLATE latin1_swedish_ci, v INT, PRIMARY KEY (k, n))");
            replication.everywhere(
                    "INSERT INTO k VALUES ('a', 'x', 1), ('b', 'x', 1), ('c', 'x', 1), ('ß', 'x', 1), ('x', 'x', 1)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM collations.k", "15");

            replication.in(
                    "de",
                    "UPDATE k SET k = 'A', v = 2 WHERE k = 'a'",
                    "REPLACE INTO k VALUES ('B', 'X', 3)",
                    "INSERT INTO k VALUES ('C', 'X', 4) ON DUPLICATE KEY UPDATE v = 4",
                    "DELETE FROM k WHERE k = 'SS' OR k = 's'",
                    "INSERT INTO k VALUES ('S', 'x', 5)",
                    "UPDATE k SET k = 'x   ' WHERE k = 'X'",
                    "DELETE FROM k WHERE k = 'B'",
                    "INSERT INTO k VALUES ('b ', 'x', 6), ('end', 'x', 7)");
            replication.awaitRows("SELECT count() FROM collations.k WHERE k = 'end'", "1");

            assertNoDifferences(replication);
        }
    }

    @Test
    void keyOfManyTypes() throws Exception {
        String key = "d, t, ts, tm, n, u, y, b, s, e, bi, st";
        try (Replication replication = new Replication("wide_key", "[{source: k}]")) {
            replication.everywhere(
                    "CREATE TABLE k (d DATE, t DATETIME(6), ts TIMESTAMP(3) DEFAULT '2000-01-01 00:00:00',"
                            + " tm TIME(2), n DECIMAL(20,5), u BIGINT UNSIGNED, y YEAR, b BIT(9), s VARCHAR(20) COLLATE utf8mb4_0900_ai_ci,"
                            + " e ENUM('z', 'a,b'), bi VARBINARY(8), st SET('q', 'p'), v INT, PRIMARY KEY (" + key
                            + "))");
            String rows =
                    "INSERT INTO k VALUES ('2020-01-01', '2020-01-01 01:02:03.000004', '2020-01-01 00:00:00.5', '-00:00:01.5',"
                            + " -1.5, 18446744073709551615, 0, 511, 'ä', 'a,b', X'00FF', 'q,p', 1),"
                            + " ('2020-01-01', '2020-01-01 01:02:03.000004', '2020-01-01 00:00:00.5', '00:00:01.5', -1.5, 1, 2024, 0, 'a', 'z',"
                            + " X'', '', 2), ('1900-01-01', '1900-01-01', '1970-01-01 00:00:01', '-838:59:59', 0, 0, 1901, 1, 'A', 'z', X'00', 'p', 3)";
            replication.in("de", "SET sql_mode = ''", rows);
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM wide_key.k", "3");
            replication.in("us", "SET sql_mode = ''", rows);
            replication.in(
                    "de",
                    "UPDATE k SET tm = '-00:30:00' WHERE v = 1",
                    "UPDATE k SET e = 'a,b', st = 'q' WHERE v = 2",
                    "UPDATE k SET v = 30 WHERE v = 3",
                    "DELETE FROM k WHERE v = 30",
                    "INSERT INTO k SELECT d, t, ts, tm, n, u, y, b, 'last', e, bi, st, 9 FROM k WHERE v = 1");
            replication.awaitRows("SELECT count() FROM wide_key.k WHERE s = 'last'", "1");
            replication.awaitRows("SELECT count() FROM wide_key.k", "6");

            assertNoDifferences(replication);
        }
    }

    /**
     * As when numbers run out, in one database after the other. The target's sorting key cannot change: what fits into it goes on, and
     * what does not is named.
     */
    @Test
    void keyThatIsWidenedIsFollowedAsFarAsItFits(@TempDir Path savepoints) throws Exception {
        try (Replication replication = new Replication("widened_key", "[{source: k}]").withoutRestarts()) {
            replication.everywhere("CREATE TABLE k (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT)");
            replication.everywhere("INSERT INTO k VALUES (1, 1)");
            replication.in("de", "UPDATE k SET id = 0 WHERE id = 1", "INSERT INTO k VALUES (2147483647, 2)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM widened_key.k", "4");
            replication.awaitBinlog("k", "(77, 7)");

            replication.in(
                    "de",
                    "ALTER TABLE k MODIFY id BIGINT NOT NULL AUTO_INCREMENT",
                    "UPDATE k SET v = v + 10",
                    "INSERT INTO k VALUES (5, 5)");
            String rows = "SELECT id, v FROM widened_key.k WHERE _source_database = 'shop_de' ORDER BY id";
            replication.awaitRows(rows, "0 11", "5 5", "2147483647 12");
            String states = "SELECT source_database, event, position(cause, 'id=2147483648') > 0 FROM"
                    + " tributary.table_states WHERE job = 'widened_key' ORDER BY 1";
            assertThat(replication.rows(states)).isEmpty();

            replication.goOnFromSavepoint(
                    savepoints,
                    () -> replication.in("de", "UPDATE k SET v = 6 WHERE id = 5", "INSERT INTO k VALUES (6, 6)"));
            replication.awaitRows(rows, "0 11", "5 6", "6 6", "2147483647 12");
            assertNoDifferences(replication);
            replication.in("de", "INSERT INTO k (v) VALUES (13)");
            replication.in("at", "INSERT INTO k VALUES (2, 2)");
            replication.awaitRows(states, "shop_de set aside 1");
            replication.awaitRows("SELECT v FROM widened_key.k WHERE _source_database = 'shop_at' AND id = 2", "2");
        }
    }

    @Test
    void columnNamesOfEveryKind() throws Exception {
        String columns = "`a b` INT, `q'u\"ote` INT, `dot.ted` INT, `größe 表` INT, `select` INT, `comma,` INT,"
                + " `$` INT, `1st` INT, `FROM` INT NOT NULL";
        try (Replication replication = new Replication("names", "[{source: select}]")) {
            replication.everywhere("CREATE TABLE `select` (`key 1` INT, `order` VARCHAR(5), " + columns
                    + ", PRIMARY KEY (`key 1`, `order`))");
            replication.everywhere("INSERT INTO `select` VALUES (1, 'x', 1, 2, 3, 4, 5, 6, 7, 8, 9)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM names.select", "3");
            replication.in("de", "UPDATE `select` SET `comma,` = 33, `dot.ted` = NULL, `key 1` = 2");
            replication.in("at", "DELETE FROM `select`");
            replication.in("us", "INSERT INTO `select` VALUES (2, 'y', 1, 2, 3, 4, 5, 6, 7, 8, 9)");
            replication.awaitRows(
                    "SELECT _source_database, `key 1` FROM names.select ORDER BY 1, 2",
                    "shop_de 2",
                    "shop_us 1",
                    "shop_us 2");

            assertNoDifferences(replication);
        }
    }

    @Test
    void tableOfAThousandColumns() throws Exception {
        List<String> types =
                List.of("INT", "VARCHAR(4)", "DATE", "TINYINT UNSIGNED", "YEAR", "DECIMAL(4,1)", "TIME", "BIT(3)");
        List<String> values = List.of("7", "'ä'", "'2020-02-29'", "255", "2024", "-1.5", "'-00:00:01'", "5");
        String columns = IntStream.range(0, 999)
                .mapToObj(i -> ", c" + i + " " + types.get(i % types.size()))
                .collect(Collectors.joining());
        String row = IntStream.range(0, 999)
                .mapToObj(i -> ", " + (i % 11 == 0 ? "NULL" : values.get(i % values.size())))
                .collect(Collectors.joining());
        try (Replication replication = new Replication("wide", "[{source: w}]")) {
            replication.everywhere("CREATE TABLE w (id INT PRIMARY KEY" + columns + ") CHARACTER SET latin1");
            replication.everywhere("INSERT INTO w VALUES (1" + row + ")");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM wide.w", "3");
            replication.in(
                    "de", "INSERT INTO w VALUES (2" + row + ")", "UPDATE w SET c998 = NULL, c0 = 8 WHERE id = 1");
            replication.awaitRows("SELECT count(), countIf(c0 = 8) FROM wide.w", "4 1");

            assertNoDifferences(replication);
        }
    }

    /** Keys that take the place of others, within a statement, a transaction, or by what a trigger or another key does. */
    @Test
    void keysThatChangePlaces() throws Exception {
        String odd = "`we'ird\"té`";
        try (Replication replication = new Replication(
                "moved_keys",
                "[{source: k}, {source: c}, {source: log}, {source: long}, {source: 'we''ird\"té', target: odd}]")) {
            replication.everywhere("CREATE TABLE k (id INT PRIMARY KEY, v INT, UNIQUE (v))");
            replication.everywhere("CREATE TABLE c (a INT, b INT, v INT, PRIMARY KEY (a, b))");
            replication.everywhere("CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, before_id INT, id_now INT)");
            replication.everywhere("CREATE TRIGGER tr AFTER UPDATE ON k FOR EACH ROW"
                    + " INSERT INTO log (before_id, id_now) VALUES (OLD.id, NEW.id)");
            replication.everywhere("CREATE TABLE `long` (k VARCHAR(768) COLLATE utf8mb4_bin PRIMARY KEY, v INT)");
            replication.everywhere("CREATE TABLE " + odd + " (`i d \"q\" 'é` INT PRIMARY KEY, `v;--` INT)");
            replication.everywhere("INSERT INTO k VALUES (1, 10), (2, 20), (3, 30), (4, 40)");
            replication.everywhere("INSERT INTO c VALUES (1, 1, 1), (1, 2, 2), (2, 1, 3)");
            replication.everywhere("INSERT INTO `long` VALUES (REPEAT('😀', 768), 1), (REPEAT('ä', 768), 2)");
            replication.everywhere("INSERT INTO " + odd + " VALUES (1, 1)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM moved_keys.k", "12");
            replication.awaitBinlog("k", "(99, 99)");

            replication.in(
                    "de",
                    "UPDATE k SET id = id + 1 ORDER BY id DESC",
                    "BEGIN",
                    "UPDATE k SET id = -1 WHERE id = 2",
                    "UPDATE k SET id = 2 WHERE id = 3",
                    "SAVEPOINT s",
                    "UPDATE k SET id = id * 1000",
                    "ROLLBACK TO s",
                    "UPDATE k SET id = 3 WHERE id = -1",
                    "COMMIT",
                    "INSERT INTO k VALUES (2, 99) ON DUPLICATE KEY UPDATE id = id + 100",
                    "INSERT INTO k VALUES (50, 30) ON DUPLICATE KEY UPDATE id = 51, v = 31",
                    "REPLACE INTO k VALUES (3, 40), (60, 60), (61, 61), (60, 61)",
                    "UPDATE k SET id = id - 1 ORDER BY id",
                    "UPDATE c SET a = 9 - a, b = b + 1 ORDER BY b DESC",
                    "DELETE k, c FROM k JOIN c ON k.id = c.a + 51",
                    "UPDATE `long` SET k = CONCAT(LEFT(k, 767), 'z')",
                    "INSERT INTO `long` VALUES ('', 0), ('\\0', 2)",
                    "ALTER TABLE " + odd + " ADD COLUMN `n e/*w '\"` INT NOT NULL DEFAULT 3",
                    "UPDATE " + odd + " SET `i d \"q\" 'é` = 2",
                    "ALTER TABLE " + odd + " RENAME COLUMN `n e/*w '\"` TO `o'l\"d`",
                    "INSERT INTO " + odd + " VALUES (5, 5, 6)",
                    "INSERT INTO log VALUES (1000, 0, 0)");
            replication.awaitRows("SELECT count() FROM moved_keys.log WHERE id = 1000", "1");

            assertNoDifferences(replication);
            assertThat(replication.rows("SELECT * FROM tributary.table_states WHERE job = 'moved_keys'"))
                    .isEmpty();
        }
    }

    private static void assertNoDifferences(Replication replication) throws Exception {
        List<String> differences = new ArrayList<>();
        VerifyReport report = replication.verify();
        report.routes().forEach(route -> route.details().forEach(detail -> differences.add(detail.toString())));
        assertThat(differences).isEmpty();
        assertThat(report.rows()).isPositive();
    }
}
