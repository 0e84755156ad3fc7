package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements in all the forms that applications write are followed, and no table is read anew for one. */
class DdlFormsIT {

    private static final List<String> DEFAULTS = List.of(
            "c1 INT NOT NULL DEFAULT \"5\"",
            "c2 INT NOT NULL DEFAULT 1.0",
            "c3 INT NOT NULL DEFAULT '1.6'",
            "c4 INT NOT NULL DEFAULT 1e3",
            "c5 DECIMAL(10,2) NOT NULL DEFAULT \"1.5\"",
            "c6 TIME NOT NULL DEFAULT '10'",
            "c7 TIME NOT NULL DEFAULT '-11:12'",
            "c8 BIT(5) NOT NULL DEFAULT 5",
            "c9 BIT(5) NOT NULL DEFAULT b'101'",
            "c10 YEAR NOT NULL DEFAULT '99'",
            "c11 VARCHAR(20) NOT NULL DEFAULT 'it''s'",
            "c12 VARCHAR(20) NOT NULL DEFAULT \"say \\\"x\\\"\\n\"",
            "c13 VARBINARY(8) NOT NULL DEFAULT 0x4142",
            "c14 ENUM('a,b', 'c''d', 'e\\\\f') NOT NULL DEFAULT 'c''d'",
            "c15 SET('x', 'y', 'z') NOT NULL DEFAULT 'x,z'",
            "c16 DATE NOT NULL DEFAULT '2020.02.03'",
            "c17 DATETIME(3) NOT NULL DEFAULT '2020-02-03 04:05:06.5'",
            "c18 FLOAT NOT NULL DEFAULT 1.25",
            "c19 DOUBLE NOT NULL DEFAULT -2.5e-3",
            "c20 BOOL NOT NULL DEFAULT TRUE",
            "c21 TINYINT(1) DEFAULT NULL",
            "c22 BIGINT UNSIGNED NOT NULL DEFAULT 18446744073709551615",
            "c23 VARCHAR(10) CHARACTER SET latin1 NOT NULL DEFAULT 'é'",
            "c24 CHAR(3) NOT NULL",
            "c25 INT NOT NULL COMMENT '/*!99999 odd */ -- # ; `'");

    @Test
    void columnsWithDefaultsOfAllFormsAreInTheRowsThatAreThere() throws Exception {
        try (Replication replication = new Replication("default_forms", "[{source: t}]").withoutRestarts()) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY)");
            replication.everywhere("CREATE TABLE beside (id INT PRIMARY KEY)");
            replication.everywhere("INSERT INTO t VALUES (1)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM default_forms.t", "3");
            replication.awaitBinlog("t", "(9)");

            for (String column : DEFAULTS) {
                replication.in("de", "ALTER TABLE beside ADD COLUMN " + column, "ALTER TABLE t ADD COLUMN " + column);
            }
            replication.in("de", "INSERT INTO t (id, c24, c25) VALUES (2, 'end', 7)");
            replication.awaitRows(
                    "SELECT count() FROM system.columns WHERE database = 'default_forms' AND name = 'c25'", "1");
            replication.awaitRows("SELECT c24 FROM default_forms.t WHERE id = 2", "end");

            assertThat(replication.verify().differences()).isZero();
            assertThat(replication.rows("SELECT cause FROM tributary.table_states WHERE job = 'default_forms'"))
                    .isEmpty();
        }
    }

    /** Each leaves something to the session, to the server, or to the order of what it does. */
    @Test
    void nothingIsReadAnewForWhatTheServerCanTell() throws Exception {
        try (Replication replication =
                new Replication("server_tells", "[{source: t}, {source: u}]").withoutRestarts()) {
            replication.everywhere(
                    "CREATE TABLE t (id INT PRIMARY KEY, n INT, b BIGINT NOT NULL, d DECIMAL(10,2), x INT)");
            replication.everywhere("CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(10)) ENGINE = MyISAM");
            replication.everywhere("INSERT INTO t VALUES (1, 1, 2, 3.25, NULL), (2, NULL, 2, NULL, 5)");
            replication.everywhere("INSERT INTO u VALUES (1, 'old')");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM server_tells.t", "6");
            replication.awaitBinlog("t", "(9, 9, 9, 9, 9)");
            replication.awaitBinlog("u", "(9, 'x')");

            replication.in(
                    "de",
                    "SET sql_mode = 'STRICT_TRANS_TABLES', time_zone = '+05:30'",
                    "ALTER TABLE t MODIFY n BIGINT UNSIGNED, MODIFY b INT NOT NULL, MODIFY d DECIMAL(6,2)",
                    "INSERT INTO t VALUES (3, 18446744073709551615, 7, 8.5, 9)",
                    "ALTER TABLE t ADD m1 TIMESTAMP NOT NULL DEFAULT '2000-01-02 03:04:05'",
                    "SET time_zone = 'SYSTEM', sql_mode = ''",
                    "ALTER TABLE t ADD m2 TIMESTAMP(6) NULL DEFAULT '2001-07-02 03:04:05.123456'",
                    "ALTER TABLE t CHANGE x y INT NOT NULL",
                    "ALTER DATABASE CHARACTER SET latin1",
                    "DROP TABLE u",
                    "CREATE TABLE u (id INT PRIMARY KEY, v VARCHAR(10))",
                    "INSERT INTO u VALUES (2, 'é')",
                    "ALTER TABLE u ADD w CHAR(3) NOT NULL DEFAULT 'ü'",
                    "INSERT INTO u VALUES (3, 'ß', 'end')");
            replication.awaitRows(
                    "SELECT count() FROM system.columns WHERE database = 'server_tells' AND name IN ('w', 'y')", "2");
            replication.awaitRows("SELECT w FROM server_tells.u WHERE id = 3", "end");
            replication.awaitRows(
                    "SELECT y FROM server_tells.t WHERE _source_database = 'shop_de' ORDER BY id", "0", "5", "9");

            assertThat(replication.verify().differences()).isZero();
            assertThat(replication.rows("SELECT cause FROM tributary.table_states WHERE job = 'server_tells'"))
                    .isEmpty();
        }
    }

    /** A dump that is restored over a table, comments that look like statements, objects that name it. */
    @Test
    void nothingIsReadAnewForStatementsWithoutEffect() throws Exception {
        try (Replication replication = new Replication("no_effect", "[{source: t}]").withoutRestarts()) {
            replication.everywhere("CREATE TABLE t (id INT PRIMARY KEY, a INT)");
            replication.everywhere("INSERT INTO t VALUES (1, 1)");
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM no_effect.t", "3");
            replication.awaitBinlog("t", "(9, 9)");

            replication.in(
                    "de",
                    "/*!40000 ALTER TABLE `t` DISABLE KEYS */",
                    "INSERT INTO t VALUES (2, 2)",
                    "/*!40000 ALTER TABLE `t` ENABLE KEYS */",
                    "ALTER TABLE t COMMENT = 'was /*!50000 dropped */'",
                    "CREATE VIEW v AS WITH x AS (SELECT id, ROW_NUMBER() OVER (ORDER BY a) AS r FROM t) SELECT * FROM x",
                    "CREATE PROCEDURE p() BEGIN INSERT INTO t SELECT id + 1000, a FROM t; TRUNCATE TABLE t; END",
                    "CREATE TEMPORARY TABLE t (x INT)",
                    "INSERT INTO t VALUES (7)",
                    "DROP TEMPORARY TABLE t",
                    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a",
                    "DROP TRIGGER tr",
                    "ALTER TABLE t ADD INDEX ia (a), ADD CONSTRAINT positive CHECK (a > -1)",
                    "ALTER TABLE t ALTER INDEX ia INVISIBLE",
                    "ALTER TABLE t RENAME INDEX ia TO `i``a`",
                    "ALTER TABLE t ORDER BY a DESC, id",
                    "ALTER TABLE t FORCE, ROW_FORMAT = DYNAMIC, ALGORITHM = INPLACE, LOCK = NONE",
                    "ALTER TABLE t AUTO_INCREMENT = 1000",
                    "ALTER TABLE t PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (2),"
                            + " PARTITION pm VALUES LESS THAN MAXVALUE)",
                    "ALTER TABLE t REORGANIZE PARTITION pm INTO (PARTITION p1 VALUES LESS THAN (9),"
                            + " PARTITION p2 VALUES LESS THAN MAXVALUE)",
                    "ALTER TABLE t REBUILD PARTITION p0, p1",
                    "ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 4",
                    "ALTER TABLE t COALESCE PARTITION 2",
                    "ALTER TABLE t REMOVE PARTITIONING",
                    "OPTIMIZE TABLE t",
                    "CREATE TABLE copy LIKE t",
                    "RENAME TABLE copy TO copy2",
                    "INSERT INTO t VALUES (3, 3)");
            replication.awaitRows(
                    "SELECT id FROM no_effect.t WHERE _source_database = 'shop_de' ORDER BY id", "1", "2", "3");
            assertThat(replication.rows("SELECT cause FROM tributary.table_states WHERE job = 'no_effect'"))
                    .isEmpty();
        }
    }
}
