package dev.tributary.mysql.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.MySqlEndpoint;
import dev.tributary.config.Secret;
import dev.tributary.config.SyncConfig.UnencodablePolicy;
import dev.tributary.config.TlsMode;
import dev.tributary.embedded.EmbeddedMySql;
import dev.tributary.embedded.TestServers;
import dev.tributary.mapping.DeadLetters;
import dev.tributary.mapping.ToldValue;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.UnsupportedTypeException;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import dev.tributary.model.RowChange;
import dev.tributary.model.TableId;
import dev.tributary.model.TableSchema;
import dev.tributary.model.TargetColumn;
import dev.tributary.model.TargetSchema;
import dev.tributary.mysql.binlog.BinlogEvent.Heartbeat;
import dev.tributary.mysql.binlog.BinlogEvent.RowsChanged;
import dev.tributary.mysql.binlog.BinlogEvent.TableMapped;
import dev.tributary.mysql.binlog.BinlogStream;
import dev.tributary.mysql.binlog.RowImage;
import dev.tributary.mysql.binlog.RowsData;
import dev.tributary.mysql.binlog.TableMap;
import dev.tributary.mysql.snapshot.TextPackets;
import dev.tributary.mysql.snapshot.TextRow;
import dev.tributary.plan.RoutePlan;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Rows that a server holds, as its binlog and as its text protocol have them, become the same bytes, or the same dead
 * letters.
 */
class RowsOfServersIT {

    private static final String DATABASE = "rows_of_servers";

    /** @param rows the values behind the id */
    private record Table(String columns, List<String> rows) {
        static Table of(String columns, String... rows) {
            return new Table(columns, List.of(rows));
        }
    }

    private static final List<Table> OF_ALL_SERVERS = List.of(
            Table.of(
                    "a TINYINT, b TINYINT UNSIGNED, c SMALLINT, d SMALLINT UNSIGNED ZEROFILL, e MEDIUMINT, f MEDIUMINT UNSIGNED,"
                            + " g INT, h INT(7) UNSIGNED ZEROFILL, i BIGINT, j BIGINT UNSIGNED, k BOOL, l YEAR",
                    "-128, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0, 0, 0",
                    "127, 255, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807,"
                            + " 18446744073709551615, 1, 2155",
                    "-1, 1, -1, 1, -1, 1, -1, 1, -1, 9223372036854775808, 2, 1901",
                    "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
            Table.of(
                    "a DECIMAL(1), b DECIMAL(9,9), c DECIMAL(18,4), d DECIMAL(19,10) UNSIGNED, e DECIMAL(65,30), f DECIMAL(20,2) ZEROFILL",
                    "-9, -0.999999999, -99999999999999.9999, 999999999.9999999999, -99999999999999999999999999999999999.999999999999999999999999999999, 1.5",
                    "0, 0, 0, 0, 0, 0",
                    "1, 0.000000001, 0.0001, 0.0000000001, 0.000000000000000000000000000001, 999999999999999999.99",
                    "NULL, 0.1, 123456789.1234, 1, 12345678901234567890123456789012345.1, 12345678901234567"),
            Table.of(
                    "f FLOAT, fu FLOAT UNSIGNED, f2 FLOAT(9,3), f53 FLOAT(53), d DOUBLE, dz DOUBLE(10,4) ZEROFILL, r REAL",
                    "0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1",
                    "16777217, 16777215, 123456.789, 0.1234567890123456, 5e-324, 1.5, 1e15",
                    "-3.4028234e38, 3.4028234e38, -1, 1.7976931348623157e308, -1.7976931348623157e308, 99999.9999, 1e22",
                    "1.4e-45, 1e-45, 0.001, -5e-324, 2.2250738585072014e-308, 0, 123456789012345678",
                    "-0.0, 0, -0.0, 9007199254740993, -0.0, 0, 1e-5",
                    "NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
            Table.of(
                    "b1 BIT(1), b7 BIT(7), b8 BIT(8), b9 BIT(9), b33 BIT(33), b64 BIT(64)",
                    "1, 127, 255, 511, 8589934591, 18446744073709551615",
                    "0, 0, 0, 0, 0, 0",
                    "1, 1, 128, 256, 4294967296, 9223372036854775808",
                    "NULL, NULL, NULL, NULL, NULL, NULL"),
            Table.of(
                    "d DATE, dt DATETIME, dt1 DATETIME(1), dt3 DATETIME(3), dt6 DATETIME(6), ts TIMESTAMP NULL, ts2 TIMESTAMP(2) NULL,"
                            + " ts6 TIMESTAMP(6) NULL, t TIME, t1 TIME(1), t3 TIME(3), t6 TIME(6)",
                    "'1900-01-01', '1900-01-01 00:00:00', '1900-01-01 00:00:00.1', '2299-12-31 23:59:59.999',"
                            + " '1969-12-31 23:59:59.999999', '1970-01-01 00:00:01', '2000-02-29 23:59:59.99',"
                            + " '2038-01-19 03:14:07.999999', '-838:59:59', '-00:00:00.1', '838:59:58.999', '-838:59:58.999999'",
                    "'0000-00-00', '0000-00-00', '0000-00-00', '2020-00-00', '2020-02-00', '0000-00-00', '0000-00-00',"
                            + " '0000-00-00', '00:00:00', '-00:30:00', '-00:00:00.001', '-00:00:00.000001'",
                    "'2020-00-10', '2020-01-00', '1066-10-14', '9999-12-31', '2020-01-01', '2020-01-01', '2020-01-01',"
                            + " '2020-01-01', '100:00:00', '-100:00:00.9', '00:00:00.5', '12:34:56.789012'",
                    "'1899-12-31', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
                    "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
            Table.of(
                    "c CHAR(3) CHARACTER SET utf8mb4, c255 CHAR(255) CHARACTER SET utf8mb4, v VARCHAR(40) CHARACTER SET utf8mb4,"
                            + " v2 VARCHAR(4000) CHARACTER SET utf8mb4, l VARCHAR(40) CHARACTER SET latin1, u3 TEXT CHARACTER SET utf8,"
                            + " g TINYTEXT CHARACTER SET gbk, m MEDIUMTEXT CHARACTER SET utf16, s LONGTEXT CHARACTER SET sjis,"
                            + " a VARCHAR(9) CHARACTER SET ascii",
                    "'ä  ', REPEAT('😀', 255), 'Größe 😀', REPEAT('ü', 4000), 'é€', '日本', '中文', '😀x', '日本', 'abc'",
                    "'', '', '', '', '', '', '', '', '', ''",
                    "'NULL', 'x', '\\\\N', CONCAT('a', CHAR(0), 'b'), 'plain', 'a\\tb\\n', 'plain', 'x', 'plain', '~'",
                    "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
            Table.of(
                    "b BINARY(4), b255 BINARY(255), v VARBINARY(4), v2 VARBINARY(300), t TINYBLOB, bl BLOB, m MEDIUMBLOB, l LONGBLOB",
                    "X'6100', X'00', X'00', REPEAT(X'FF', 300), X'00', REPEAT(X'DEADBEEF', 5000), X'FF00', REPEAT(X'01', 70000)",
                    "'', '', '', '', '', '', '', ''",
                    "X'00FF0A0D', REPEAT(X'20', 255), X'2000', X'00', NULL, X'C3', X'', X'00'",
                    "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
            Table.of(
                    "e ENUM('a,b', 'it''s', 'back\\\\slash', 'new\\nline', 'ü', '%_') CHARACTER SET utf8mb4, n ENUM('x', ''),"
                            + " l ENUM('é', 'e') CHARACTER SET latin1 COLLATE latin1_bin,"
                            + " s SET('x', 'it''s', 'b\\\\s', 'ü', '') CHARACTER SET utf8mb4",
                    "1, 1, 1, 1",
                    "2, 2, 2, 2",
                    "3, 0, 1, 3",
                    "4, 1, NULL, 31",
                    "5, 1, 1, 16",
                    "6, 1, 1, 17",
                    "0, 0, 0, 0",
                    "NULL, NULL, NULL, NULL"),
            Table.of(
                    "g GEOMETRY, p POINT, l LINESTRING, po POLYGON, mp MULTIPOINT, c GEOMETRYCOLLECTION",
                    "ST_GeomFromText('POINT(1.5 -2)'), ST_GeomFromText('POINT(0 1e300)'), ST_GeomFromText('LINESTRING(0 0, 1 1)'),"
                            + " ST_GeomFromText('POLYGON((0 0, 1 0, 1 1, 0 0))'), ST_GeomFromText('MULTIPOINT(1 1, 2 2)'),"
                            + " ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))')",
                    "ST_GeomFromText('POINT(10 20)', 4326), NULL, NULL, NULL, NULL, ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')"));

    private static final List<Table> OF_MYSQL = List.of(
            Table.of(
                    "j JSON",
                    "JSON_ARRAY(0.1e0, 1e20, 1e15, 5e-324, -1.7976931348623157e308, 3.6893488147419103e19)",
                    "JSON_ARRAY(CAST(36893488147419103232 AS DECIMAL(20)), 1.50, -0.0, 12345678901234567.5)",
                    "'[18446744073709551615, -9223372036854775808, 123456789012345678901234567890.5, 32768, -32769, 2147483648]'",
                    "JSON_ARRAY(CAST('2020-02-29' AS DATE), CAST('2020-02-29 23:59:59' AS DATETIME),"
                            + " CAST('9999-12-31 23:59:59.000001' AS DATETIME(6)), CAST('-838:59:59' AS TIME), CAST('-10:20:30.4' AS TIME(1)))",
                    "JSON_ARRAY(CAST(X'00FF' AS BINARY), CAST(REPEAT(X'01', 58) AS BINARY))",
                    "JSON_OBJECT('u', CAST(2147483648 AS UNSIGNED), 'pad', REPEAT('x', 70000), 'v', CAST(4294967295 AS UNSIGNED))",
                    "'{\"a\": \"\\\\u0000\\\\n\\\\\"/ü🎉\", \"\": {}, \"b\": [], \"c\": null, \"d\": [true, false]}'",
                    "'\"text\"'",
                    "'null'",
                    "NULL"),
            Table.of(
                    "a INT, v INT AS (a * 3) VIRTUAL, s BIGINT AS (a * 2) STORED, t VARCHAR(10) AS (UPPER(CONCAT('x', a))) VIRTUAL",
                    "1, DEFAULT, DEFAULT, DEFAULT",
                    "NULL, DEFAULT, DEFAULT, DEFAULT"));

    @Test
    void rowsOfMySql() throws Exception {
        bothRoadsAgree(TestServers.mysql(1), List.of(OF_ALL_SERVERS, OF_MYSQL));
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void rowsOfTheNewestMySql() throws Exception {
        bothRoadsAgree(TestServers.newestMySql(), List.of(OF_ALL_SERVERS, OF_MYSQL));
    }

    @Test
    @EnabledIfSystemProperty(named = "tributary.servers", matches = "true")
    void rowsOfMariaDb() throws Exception {
        bothRoadsAgree(TestServers.mariaDb(), List.of(OF_ALL_SERVERS));
    }

    private static void bothRoadsAgree(EmbeddedMySql server, List<List<Table>> tables) throws Exception {
        server.execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE + " CHARACTER SET utf8mb4");
        BinlogStream.Start start = end(server);
        Map<String, Table> byName = new LinkedHashMap<>();
        tables.forEach(some -> some.forEach(table -> byName.put("t" + byName.size(), table)));
        byName.forEach((name, table) -> write(server, name, table));
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        for (String name : byName.keySet()) {
            columns.put(name, columns(server, name));
        }

        Map<String, List<String>> binlog = fromBinlog(server, start, columns);

        for (Map.Entry<String, Table> each : byName.entrySet()) {
            List<String> selected = fromSelect(server, each.getKey(), columns.get(each.getKey()));
            assertThat(selected).hasSize(each.getValue().rows().size());
            assertThat(binlog.get(each.getKey())).as(each.getValue().columns()).isEqualTo(selected);
        }
    }

    private static void write(EmbeddedMySql server, String name, Table table) {
        List<String> statements = new ArrayList<>();
        statements.add("SET NAMES utf8mb4");
        statements.add("SET time_zone = '+00:00'");
        statements.add("SET sql_mode = ''");
        statements.add("USE " + DATABASE);
        statements.add("CREATE TABLE " + name + " (id INT PRIMARY KEY, " + table.columns() + ")");
        for (int i = 0; i < table.rows().size(); i++) {
            statements.add("INSERT INTO " + name + " VALUES (" + i + ", "
                    + table.rows().get(i) + ")");
        }
        server.execute(statements.toArray(String[]::new));
    }

    private static BinlogStream.Start end(EmbeddedMySql server) throws Exception {
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement()) {
            boolean renamed = connection.getMetaData().getDatabaseMajorVersion() == 9;
            try (ResultSet row = statement.executeQuery(renamed ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS")) {
                row.next();
                return new BinlogStream.Start.At(row.getString(1), row.getLong(2));
            }
        }
    }

    private static List<Column> columns(EmbeddedMySql server, String table) throws Exception {
        List<Column> columns = new ArrayList<>();
        try (Connection connection = server.rootConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COLUMN_NAME, COLUMN_TYPE, CHARACTER_SET_NAME"
                        + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '" + DATABASE + "' AND TABLE_NAME = '"
                        + table + "' ORDER BY ORDINAL_POSITION")) {
            while (rows.next()) {
                String name = rows.getString(1);
                columns.add(
                        new Column(name, MySqlType.parse(rows.getString(2)), !name.equals("id"), rows.getString(3)));
            }
        }
        return columns;
    }

    private static RouteEncoder encoder(String table, List<Column> columns) throws UnsupportedTypeException {
        TableId id = new TableId(DATABASE, table);
        List<TargetColumn> target = new ArrayList<>();
        target.add(new TargetColumn(TargetSchema.SOURCE_DATABASE, "LowCardinality(String)"));
        for (Column column : columns) {
            String type = TypeMapping.columnType(TypeMapping.map(column.type()), column.nullable());
            target.add(new TargetColumn(column.name(), type));
        }
        RoutePlan route = new RoutePlan(
                "shop", new TableSchema(id, columns, List.of("id"), List.of()), new TargetSchema(id, target, 2));
        return new RouteEncoder(route, UnencodablePolicy.DEAD_LETTER, new DeadLetters.Box(1, "shops"));
    }

    /** The bytes of the row and, for people, its values. */
    private static String text(RouteEncoder encoder, SourceRow row, List<Column> columns) {
        List<RowChange> changes = new ArrayList<>();
        encoder.insert(row, 0, 1, changes::add);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String type = columns.get(i).type().name();
            int column = i;
            // In these the two roads differ, and become alike when they are encoded.
            if (!List.of("json", "enum", "set", "binary").contains(type)
                    && !type.contains("char")
                    && !type.contains("text")) {
                String value = ToldValue.of(sink -> row.tell(column, sink)).replace("small ", "");
                told.add(value.length() < 200 ? value : value.substring(0, 200));
            }
        }
        return changes.stream()
                        .map(change -> HexFormat.of().formatHex(change.row()))
                        .map(hex -> hex.length() < 5_000 ? hex : hex.substring(0, 100) + hex.hashCode())
                        .collect(Collectors.joining(" "))
                + " of " + told;
    }

    private static List<String> fromSelect(EmbeddedMySql server, String table, List<Column> columns) throws Exception {
        String selected = columns.stream()
                .map(column -> column.type().name().equals("float") ? column.name() + " + 0E0" : column.name())
                .collect(Collectors.joining(", "));
        List<String> texts = new ArrayList<>();
        RouteEncoder encoder = encoder(table, columns);
        TextRow row = new TextRow(columns);
        String url = server.jdbcUrl(DATABASE) + "&characterSetResults=UTF-8";
        try (Connection connection = DriverManager.getConnection(url, "root", server.rootPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
            statement.setFetchSize(Integer.MIN_VALUE);
            try (ResultSet rows = statement.executeQuery("SELECT " + selected + " FROM " + table + " ORDER BY id")) {
                byte[] @Nullable [] values = new byte[columns.size()][];
                while (rows.next()) {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = rows.getBytes(i + 1);
                    }
                    row.read(TextPackets.of(values));
                    texts.add(text(encoder, row, columns));
                }
            }
        }
        return texts;
    }

    private static Map<String, List<String>> fromBinlog(
            EmbeddedMySql server, BinlogStream.Start start, Map<String, List<Column>> columns) throws Exception {
        MySqlEndpoint endpoint = new MySqlEndpoint(
                server.host(), server.port(), server.user(), new Secret(server.password()), TlsMode.DISABLED);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        Map<Long, TableMap> forms = new LinkedHashMap<>();
        try (BinlogStream stream = new BinlogStream(new BinlogStream.Settings(
                endpoint, 4712, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30)))) {
            stream.read(start, event -> {
                if (event instanceof TableMapped mapped) {
                    forms.put(mapped.table().number(), mapped.table());
                } else if (event instanceof RowsChanged changed) {
                    TableMap form = forms.get(changed.rows().table());
                    List<Column> structure = columns.get(form.table());
                    texts.computeIfAbsent(form.table(), unused -> new ArrayList<>())
                            .addAll(rows(form, changed.rows(), structure));
                } else if (event instanceof Heartbeat) {
                    stream.close();
                }
            });
        }
        return texts;
    }

    private static List<String> rows(TableMap form, RowsData data, List<Column> columns)
            throws UnsupportedTypeException {
        List<String> texts = new ArrayList<>();
        RouteEncoder encoder = encoder(form.table(), columns);
        RowImage image = new RowImage(form, data.after(), columns);
        for (int at = data.from(); at < data.to(); ) {
            at = image.read(data.bytes(), at);
            texts.add(text(encoder, image, columns));
        }
        return texts;
    }
}
