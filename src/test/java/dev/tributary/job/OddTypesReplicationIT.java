package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The types that the change source reads differently from snapshot and binlog, or not in full. */
class OddTypesReplicationIT {

    private static Table floatsKeepAllTheirDigits() {
        return table(
                "floats",
                "f FLOAT, fu FLOAT UNSIGNED NOT NULL, f2 FLOAT(9,3), f24 FLOAT(24), f53 FLOAT(53), d DOUBLE",
                "0.1, 0.1, 0.1, 0.1, 0.1, 0.1",
                "16777217, 16777215, 123456.789, 1.00000012, 0.1234567890123456, 5e-324",
                "-3.4028234e38, 3.4028234e38, -1, 1.17549435e-38, 1.7976931348623157e308, -1.7976931348623157e308",
                "1.4e-45, 1e-45, 0.001, -1.4e-45, -5e-324, 2.2250738585072014e-308",
                "NULL, 0, NULL, NULL, NULL, NULL",
                "-0.0, 0, -0.0, 33554433, 9007199254740993, -0.0");
    }

    private static Table bitsOfEveryWidth() {
        return table(
                "bits",
                "b1 BIT(1), r1 BIT NOT NULL, b7 BIT(7), b8 BIT(8), b9 BIT(9), b31 BIT(31), b33 BIT(33), b64 BIT(64) NOT NULL",
                "b'1', b'1', b'1111111', 255, 511, 2147483647, 8589934591, 18446744073709551615",
                "b'0', b'0', 0, 0, 0, 0, 0, 0",
                "NULL, b'1', NULL, NULL, NULL, NULL, NULL, 1",
                "1, 0, 1, 128, 256, 1073741824, 4294967296, 9223372036854775808");
    }

    private static Table membersOfEveryKind() {
        return table(
                "members",
                "e ENUM('a,b', 'it''s', 'back\\\\slash', 'new\\nline', 'ü', 'tab\\tx', 'dq\"', 'a''),b', '%_', ' lead')"
                        + " CHARACTER SET utf8mb4,"
                        + " n ENUM('x', '') NOT NULL, l ENUM('é', 'e') CHARACTER SET latin1 COLLATE latin1_bin,"
                        + " s SET('x', 'it''s', 'b\\\\s', 'ü', '') CHARACTER SET utf8mb4, s0 SET('a', 'b') NOT NULL",
                "1, 1, 1, 1, 1",
                "2, 2, 2, 2, 2",
                "3, 0, 1, 3, 3",
                "4, 1, 1, 31, 0",
                "5, 1, NULL, 16, 0",
                "6, 1, 1, 0, 0",
                "7, 1, 1, 6, 0",
                "8, 1, 1, NULL, 0",
                "9, 1, 1, 8, 0",
                "10, 1, 1, 12, 0",
                "0, 0, 0, 0, 0",
                "NULL, 1, 1, 17, 0");
    }

    private static Table spatialValuesWithTheirReferenceSystems() {
        return table(
                "spatial",
                "g GEOMETRY, p POINT, w POINT SRID 4326, l LINESTRING, po POLYGON, mp MULTIPOINT, c GEOMETRYCOLLECTION",
                "ST_GeomFromText('POINT(1.5 -2)'), POINT(0, 1e300), ST_GeomFromText('POINT(10 20)', 4326),"
                        + " ST_GeomFromText('LINESTRING(0 0, 1 1)'), ST_GeomFromText('POLYGON((0 0, 1 0, 1 1, 0 0))'),"
                        + " ST_GeomFromText('MULTIPOINT(1 1, 2 2)'), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))')",
                "ST_GeomFromText('MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))', 3857), NULL, NULL, NULL, NULL, NULL,"
                        + " ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')",
                "NULL, NULL, NULL, NULL, NULL, NULL, NULL");
    }

    private static Table synonymsDisplayWidthsAndZerofill() {
        return table(
                "synonyms",
                "s SERIAL, z INT(7) ZEROFILL, zd DECIMAL(8,2) ZEROFILL, w SMALLINT(3), f FLOAT(7,3), d DOUBLE(10,4) UNSIGNED,"
                        + " r REAL, n NUMERIC(5), x FIXED(6,1), b BOOL, i1 INT1 UNSIGNED, i3 MIDDLEINT, i8 INT8, nc NCHAR(3),"
                        + " nv NATIONAL VARCHAR(4), cv CHARACTER VARYING(9), l LONG, lb LONG VARBINARY",
                "18446744073709551614, 7, 1.5, -32768, 1234.567, 123456.7891, -1e300, -99999, 99999.9, 127, 255, -8388608,"
                        + " -9223372036854775808, 'ä  ', '日本  ', 'x  ', 'text', X'00'",
                "1, 4294967295, 0, 1, -0.001, 0, 0, 0, 0, 0, 0, 0, 0, '', '', '', '', ''",
                "2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL");
    }

    private static Table bytesAndTextsOfSixteenMegabytes() {
        return table("long", "b LONGBLOB", "REPEAT(X'00FF0A0D', 4194304)", "CONCAT(REPEAT('ä', 5000000), X'00')", "''");
    }

    private static Table documentsWithValuesOfOtherTypes() {
        return table(
                "documents",
                "j JSON NOT NULL, k JSON",
                "JSON_ARRAY(0.1e0, 1e20, 1e15, 5e-324, -1.7976931348623157e308, 1.2345678901234566e17, 3.6893488147419103e19), NULL",
                "JSON_ARRAY(0.0000000298023223876953125, CAST(36893488147419103232 AS DECIMAL(20)), 1.50, -0.0, 12345678901234567.5),"
                        + " '[18446744073709551615, -9223372036854775808, 123456789012345678901234567890.5]'",
                "JSON_ARRAY(CAST('2020-02-29' AS DATE), CAST('0001-01-01' AS DATE), CAST('2020-02-29 23:59:59' AS DATETIME),"
                        + " CAST('9999-12-31 23:59:59.000001' AS DATETIME(6))), NULL",
                "JSON_ARRAY(CAST('-00:00:01' AS TIME), CAST('-838:59:59' AS TIME), CAST('838:59:58.999999' AS TIME(6)),"
                        + " CAST('-10:20:30.4' AS TIME(1)), CAST('00:00:00' AS TIME)), NULL",
                "JSON_ARRAY(CAST(X'00FF' AS BINARY), CAST(REPEAT(X'01', 58) AS BINARY), CAST(REPEAT('y', 57) AS BINARY)), CAST(b'101' AS JSON)",
                "CAST(CAST(X'' AS BINARY) AS JSON), CAST(ST_GeomFromText('POINT(1 2)') AS JSON)",
                "JSON_ARRAY(CAST(3000000000 AS UNSIGNED), CAST(60000 AS UNSIGNED), CAST(4294967296 AS UNSIGNED), -2147483649, -32769),"
                        + " CAST(CAST(4294967295 AS UNSIGNED) AS JSON)",
                "JSON_OBJECT('u', CAST(2147483648 AS UNSIGNED), 'pad', REPEAT('x', 70000), 'v', CAST(4294967295 AS UNSIGNED)), NULL",
                "'null', 'true'",
                "'{\"a\": \"\\\\u0000\\\\n\\\\\"/ü🎉\", \"\": {}, \"b\": []}', '\"text\"'");
    }

    private static Table generatedColumnsStoredAndVirtual() {
        return table(
                "generated",
                "a INT, twice BIGINT AS (a * 2) STORED, thrice INT AS (a * 3) VIRTUAL, d DATE DEFAULT (CURRENT_DATE),"
                        + " up VARCHAR(10) AS (UPPER(CONCAT('x', a))) VIRTUAL",
                "1, DEFAULT, DEFAULT, DEFAULT, DEFAULT",
                "NULL, DEFAULT, DEFAULT, '2020-01-01', DEFAULT");
    }

    /** @param columns beside the key; each row has their values */
    private record Table(String name, String columns, List<String> rows) {

        String create() {
            return "CREATE TABLE " + name + " (id INT PRIMARY KEY, " + columns + ")";
        }

        List<String> inserts() {
            return IntStream.range(0, rows.size())
                    .mapToObj(id -> "INSERT INTO " + name + " VALUES (" + id + ", " + rows.get(id) + ")")
                    .toList();
        }
    }

    private static Table table(String name, String columns, String... rows) {
        return new Table("odd_" + name, columns, List.of(rows));
    }

    private static void insert(Replication replication, String tenant, List<Table> tables) {
        List<String> statements = new ArrayList<>(List.of("SET sql_mode = ''"));
        tables.forEach(table -> statements.addAll(table.inserts()));
        replication.in(tenant, statements.toArray(String[]::new));
    }

    /** All by one job; the rows come by the snapshot in one database, by the binlog in the others, and all values are compared. */
    @Test
    void bothRoadsBringWhatMySqlHolds() throws Exception {
        List<Table> tables = List.of(
                floatsKeepAllTheirDigits(),
                bitsOfEveryWidth(),
                membersOfEveryKind(),
                spatialValuesWithTheirReferenceSystems(),
                synonymsDisplayWidthsAndZerofill(),
                bytesAndTextsOfSixteenMegabytes(),
                documentsWithValuesOfOtherTypes(),
                generatedColumnsStoredAndVirtual());
        String sources =
                tables.stream().map(table -> "{source: " + table.name() + "}").collect(Collectors.joining(", "));
        try (Replication replication = new Replication("odd_types", "[" + sources + "]")) {
            tables.forEach(table -> replication.everywhere(table.create()));
            insert(replication, "de", tables);

            replication.start(RunMode.SYNC);
            for (Table table : tables) {
                awaitRows(replication, table, "count()", 1);
            }
            insert(replication, "us", tables);
            for (Table table : tables) {
                replication.in("de", "SET sql_mode = ''", "UPDATE " + table.name() + " SET id = id + 100");
            }
            for (Table table : tables) {
                awaitRows(replication, table, "countIf(_source_database = 'shop_us' OR id >= 100)", 2);
                awaitRows(replication, table, "count()", 2);
            }
            insert(replication, "at", tables);
            for (Table table : tables) {
                awaitRows(replication, table, "count()", 3);
            }

            List<String> differences = new ArrayList<>();
            VerifyReport report = replication.verify();
            report.routes()
                    .forEach(route ->
                            route.details().forEach(detail -> differences.add(route.source() + ": " + detail)));
            assertThat(differences).isEmpty();
            assertThat(report.rows())
                    .isEqualTo(3L
                            * tables.stream()
                                    .mapToInt(table -> table.rows().size())
                                    .sum());
        }
    }

    private static void awaitRows(Replication replication, Table table, String count, int times) throws Exception {
        replication.awaitRows(
                "SELECT " + count + " FROM odd_types." + table.name(),
                String.valueOf(times * table.rows().size()));
    }
}
