package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.inspect.MySqlSession;
import dev.tributary.inspect.SchemaReader;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import dev.tributary.mysql.ddl.TableStructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What servers say of their tables in the binlog, held against what they say of them in information_schema. */
class TableMapCheckIT {

    private static final String OTHER_SERVERS = "tributary.servers";
    private static final String DATABASE = "table_maps";

    private static final List<String> CHARACTER_SETS = List.of(
            "armscii8",
            "ascii",
            "big5",
            "cp1250",
            "cp1251",
            "cp1256",
            "cp1257",
            "cp850",
            "cp852",
            "cp866",
            "cp932",
            "dec8",
            "eucjpms",
            "euckr",
            "gb2312",
            "gbk",
            "geostd8",
            "greek",
            "hebrew",
            "hp8",
            "keybcs2",
            "koi8r",
            "koi8u",
            "latin1",
            "latin2",
            "latin5",
            "latin7",
            "macce",
            "macroman",
            "sjis",
            "swe7",
            "tis620",
            "ucs2",
            "ujis",
            "utf16",
            "utf16le",
            "utf32",
            "utf8",
            "utf8mb4");

    private static final List<String> COLUMNS = List.of(
            "t TINYINT, tu TINYINT UNSIGNED NOT NULL, t1 TINYINT(1), b BOOL, s SMALLINT UNSIGNED ZEROFILL, m MEDIUMINT,"
                    + " i INT, iu INT UNSIGNED, z INT(7) ZEROFILL, l BIGINT, lu BIGINT UNSIGNED",
            "y YEAR, i INT UNSIGNED, y2 YEAR NOT NULL, d DECIMAL(5,2), i2 INT, f FLOAT UNSIGNED",
            "i1 INT, i2 INT, i3 INT, i4 INT, i5 INT, i6 INT, i7 INT, y YEAR, i8 INT UNSIGNED, v VARCHAR(9)",
            "d DECIMAL, d1 DECIMAL(9,4), d2 DECIMAL(65,30) UNSIGNED, d3 NUMERIC(5), x FIXED(6,1), dz DECIMAL(8,2) ZEROFILL,"
                    + " d0 DECIMAL(1,0), d30 DECIMAL(30,30)",
            "f FLOAT, fu FLOAT UNSIGNED NOT NULL, f2 FLOAT(9,3), f24 FLOAT(24), f53 FLOAT(53), d DOUBLE,"
                    + " du DOUBLE(10,4) UNSIGNED, r REAL",
            "b1 BIT(1), r1 BIT NOT NULL, b7 BIT(7), b8 BIT(8), b9 BIT(9), b31 BIT(31), b63 BIT(63), b64 BIT(64) NOT NULL",
            "d DATE, t TIME, t1 TIME(1), t6 TIME(6), dt DATETIME, dt3 DATETIME(3), dt6 DATETIME(6) NOT NULL,"
                    + " ts TIMESTAMP NULL, ts6 TIMESTAMP(6) NULL, tn TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, y YEAR",
            "c CHAR(0), c1 CHAR, c12 CHAR(12), c63 CHAR(63), c64 CHAR(64), c255 CHAR(255), n NCHAR(3), b BINARY,"
                    + " b0 BINARY(0), b9 BINARY(9), b255 BINARY(255)",
            "v0 VARCHAR(0), v VARCHAR(63), v64 VARCHAR(64), v1000 VARCHAR(1000), nv NATIONAL VARCHAR(4), vb VARBINARY(255),"
                    + " vb2 VARBINARY(256), l VARCHAR(255) CHARACTER SET latin1 NOT NULL",
            "t TINYTEXT, x TEXT, m MEDIUMTEXT, l LONGTEXT, tb TINYBLOB, b BLOB, mb MEDIUMBLOB, lb LONGBLOB, x100 TEXT(100),"
                    + " b70000 BLOB(70000), lo LONG, lv LONG VARBINARY, k TEXT CHARACTER SET koi8u",
            "e ENUM('a,b', 'it''s', 'back\\\\slash', 'new\\nline', 'ü', 'tab\\tx', 'dq\"', 'a''),b', '%_', ' lead', 'tail '),"
                    + " n ENUM('x', '') NOT NULL, l ENUM('é', 'e') CHARACTER SET latin1 COLLATE latin1_bin,"
                    + " s SET('x', 'it''s', 'b\\\\s', 'ü') CHARACTER SET utf8mb4, s0 SET('a', 'b') NOT NULL,"
                    + " k ENUM('Ж') CHARACTER SET koi8r, b ENUM('a', 'b') CHARACTER SET binary, u ENUM('表') CHARACTER SET ucs2",
            "g GEOMETRY, p POINT NOT NULL, l LINESTRING, po POLYGON, mp MULTIPOINT, ml MULTILINESTRING, mo MULTIPOLYGON,"
                    + " c GEOMETRYCOLLECTION, j JSON, v VARCHAR(3)",
            "a INT, twice BIGINT AS (a * 2) STORED, thrice INT AS (a * 3) VIRTUAL, up VARCHAR(10) AS (UPPER('x')) VIRTUAL");

    @Test
    void theirTablesHaveNoDifferences() throws Exception {
        assertThat(differences(TestServers.mysql(1), "FULL")).isEmpty();
        assertThat(differences(TestServers.mysql(1), "MINIMAL")).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void tablesOfTheNewestMySqlHaveNoDifferences() throws Exception {
        assertThat(differences(TestServers.newestMySql(), "FULL")).isEmpty();
        assertThat(differences(TestServers.newestMySql(), "MINIMAL")).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = OTHER_SERVERS, matches = "true")
    void tablesOfMariaDbHaveNoDifferences() throws Exception {
        assertThat(differences(TestServers.mariaDb(), "FULL")).isEmpty();
        assertThat(differences(TestServers.mariaDb(), "MINIMAL")).isEmpty();
        assertThat(differences(TestServers.mariaDb(), "NO_LOG")).isEmpty();
    }

    @Test
    void columnsOfIndexesOnExpressionsAreNoDifference() throws Exception {
        EmbeddedMySql server = TestServers.mysql(1);
        for (String metadata : List.of("FULL", "MINIMAL")) {
            Map<String, TableMap> maps = maps(
                    server,
                    metadata,
                    List.of(
                            "CREATE TABLE indexed (id INT PRIMARY KEY, a VARCHAR(20), b INT UNSIGNED, KEY ((LOWER(a))), KEY ((b * 2)))",
                            "ALTER TABLE indexed ADD COLUMN c INT",
                            "ALTER TABLE indexed ADD COLUMN d INT AFTER a",
                            "INSERT INTO indexed (id) VALUES (1)"));

            assertThat(maps.get("indexed").types()).hasSize(7);
            assertThat(TableMapCheck.difference(
                            maps.get("indexed"), structures(server).get("indexed")))
                    .isNull();
        }
    }

    /** The case that the check is for. */
    @Test
    void tableThatWasAlteredBesideTheBinlogIsFound() throws Exception {
        EmbeddedMySql server = TestServers.mysql(1);
        maps(server, "FULL", List.of("CREATE TABLE altered (id INT PRIMARY KEY, a INT, b INT)"));
        TableStructure before = structures(server).get("altered");

        for (String alteration : List.of(
                "MODIFY a INT AFTER b",
                "MODIFY a INT UNSIGNED",
                "MODIFY a INT NOT NULL",
                "MODIFY a BIGINT",
                "DROP a")) {
            Map<String, TableMap> maps = maps(
                    server,
                    "FULL",
                    List.of(
                            "DROP TABLE IF EXISTS altered",
                            "CREATE TABLE altered (id INT PRIMARY KEY, a INT, b INT)",
                            "SET sql_log_bin = 0",
                            "ALTER TABLE altered " + alteration,
                            "SET sql_log_bin = 1",
                            "INSERT IGNORE INTO altered (id) VALUES (1)"));

            assertThat(TableMapCheck.difference(maps.get("altered"), before))
                    .as(alteration)
                    .isNotNull();
        }
    }

    private static List<String> differences(EmbeddedMySql server, String metadata) throws Exception {
        List<String> statements = new ArrayList<>();
        int number = 0;
        for (String columns : COLUMNS) {
            for (String characterSet : List.of("utf8mb4", "latin1", "utf8")) {
                String table = "t" + number++;
                statements.add("CREATE TABLE " + table + " (id INT PRIMARY KEY, " + columns + ") CHARACTER SET "
                        + characterSet);
                statements.add(insert(table));
            }
        }
        boolean mariaDb = isMariaDb(server);
        for (String characterSet : CHARACTER_SETS) {
            statements.add("CREATE TABLE " + characterSet
                    + " (id INT PRIMARY KEY, c CHAR(60), v VARCHAR(200), t TEXT, e ENUM('a')) CHARACTER SET "
                    + characterSet);
            statements.add(insert(characterSet));
        }
        if (!mariaDb) {
            statements.add("CREATE TABLE gb (id INT PRIMARY KEY, c CHAR(60), v VARCHAR(200)) CHARACTER SET gb18030");
            statements.add(insert("gb"));
        } else {
            statements.add("CREATE TABLE odd (id INT PRIMARY KEY, u UUID, i INET6, v VARCHAR(9) INVISIBLE,"
                    + " x TEXT COLLATE uca1400_german2_ai_ci)");
            statements.add(insert("odd"));
        }
        Map<String, TableMap> maps = maps(server, metadata, statements);
        Map<String, TableStructure> structures = structures(server);
        assertThat(maps.keySet()).containsAll(structures.keySet());
        return structures.entrySet().stream()
                .map(table ->
                        table.getKey() + ": " + TableMapCheck.difference(maps.get(table.getKey()), table.getValue()))
                .filter(difference -> !difference.endsWith(": null"))
                .toList();
    }

    /** Empty where a column must have a value: the server takes one, with a warning. */
    private static String insert(String table) {
        return "INSERT IGNORE INTO " + table + " (id"
                + (table.matches("t3[345]") ? ", p) VALUES (1, POINT(1, 1))" : ") VALUES (1)");
    }

    /** By table what the statements had the server write of it, in a new database, and in the end. */
    private static Map<String, TableMap> maps(EmbeddedMySql server, String metadata, List<String> statements)
            throws Exception {
        server.execute(
                "DROP DATABASE IF EXISTS " + DATABASE,
                "CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4",
                "SET GLOBAL binlog_row_metadata = " + metadata);
        try (FollowedStream stream = FollowedStream.of(server, FollowedStream.end(server))) {
            List<String> all = new ArrayList<>(List.of("USE " + DATABASE));
            all.addAll(statements);
            all.add("DROP DATABASE IF EXISTS end_of_this");
            server.execute(all.toArray(String[]::new));
            Map<String, TableMap> maps = new TreeMap<>();
            for (BinlogEvent event : stream.untilStatement("end_of_this")) {
                if (event instanceof TableMapped mapped) {
                    maps.put(mapped.table().table(), mapped.table());
                }
            }
            return maps;
        } finally {
            server.execute("SET GLOBAL binlog_row_metadata = FULL");
        }
    }

    private static boolean isMariaDb(EmbeddedMySql server) throws SQLException {
        try (Connection connection = server.rootConnection()) {
            return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
        }
    }

    private static Map<String, TableStructure> structures(EmbeddedMySql server) throws Exception {
        Map<String, String> characterSets = new TreeMap<>();
        MySqlEndpoint endpoint =
                FollowedStream.settings(server, 1, TlsMode.DISABLED).endpoint();
        try (MySqlSession session = MySqlSession.open(endpoint, null, Duration.ofSeconds(60))) {
            session.query(
                    "SELECT t.TABLE_NAME, c.CHARACTER_SET_NAME FROM information_schema.TABLES t"
                            + " JOIN information_schema.COLLATION_CHARACTER_SET_APPLICABILITY c"
                            + " ON c.COLLATION_NAME = t.TABLE_COLLATION WHERE t.TABLE_SCHEMA = ?",
                    row -> characterSets.put(row.getString(1), row.getString(2)),
                    DATABASE);
            return new SchemaReader(session)
                    .read(List.of(DATABASE), characterSets.keySet()).stream()
                            .collect(Collectors.toMap(
                                    schema -> schema.id().table(),
                                    schema -> new TableStructure(
                                            schema.id(),
                                            schema.columns(),
                                            schema.primaryKey(),
                                            Map.of(),
                                            characterSets.get(schema.id().table()))));
        }
    }
}
