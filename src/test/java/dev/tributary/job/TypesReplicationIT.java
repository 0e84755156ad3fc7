package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.RunMode;
import dev.tributary.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every type's edge values through both roads, snapshot and binlog, compared with MySQL's own rendering. */
class TypesReplicationIT {

    /** Its sixteen numeric columns and its year stop the change source's own reader of table map events. */
    private static final String TABLE = """
            CREATE TABLE all_types (
              id BIGINT UNSIGNED PRIMARY KEY,
              t TINYINT, tu TINYINT UNSIGNED, b TINYINT(1) NOT NULL, s SMALLINT, su SMALLINT UNSIGNED,
              m MEDIUMINT, mu MEDIUMINT UNSIGNED, i INT, iu INT UNSIGNED, l BIGINT, lu BIGINT UNSIGNED,
              d DECIMAL(18,4), dbig DECIMAL(65,30), dint DECIMAL(10,0) NOT NULL, dbl DOUBLE,
              c CHAR(5), v VARCHAR(100) NOT NULL, x TEXT, l1 VARCHAR(20) CHARACTER SET latin1,
              dt DATE, t0 DATETIME, t3 DATETIME(3), t6 DATETIME(6), ts TIMESTAMP NULL, ts3 TIMESTAMP(3) NULL, ts6 TIMESTAMP(6) NULL,
              tm TIME, tm6 TIME(6), y YEAR, e ENUM('a', 'b c', 'ü'), j JSON, vb VARBINARY(20), bi BINARY(4), bl BLOB,
              with_default VARCHAR(10) DEFAULT 'default'
            ) CHARACTER SET utf8mb4""";

    private static final String COLUMNS =
            "id, t, tu, b, s, su, m, mu, i, iu, l, lu, d, dbig, dint, dbl, c, v, x, l1, dt, t0, t3, t6, ts, ts3,"
                    + " ts6, tm, tm6, y, e, j, vb, bi, bl, with_default";

    private static final List<String> ROWS = List.of(
            "0, -128, 0, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0,"
                    + " -99999999999999.9999, -99999999999999999999999999999999999.999999999999999999999999999999, -9999999999,"
                    + " -1.7976931348623157e308, '', '', '', '', '1900-01-01', '1900-01-01 00:00:00', '1900-01-01 00:00:00.001',"
                    + " '1900-01-01 00:00:00.000001', '1970-01-01 00:00:01', '1970-01-01 00:00:01.001', '1970-01-01 00:00:01.000001',"
                    + " '-838:59:59', '-838:59:58.999999', 1901, 'a', '{}', '', '', '', ''",
            "18446744073709551615, 127, 255, 1, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807,"
                    + " 18446744073709551615, 99999999999999.9999, 0.000000000000000000000000000001, 9999999999, 4.9e-324, 'ab  ',"
                    + " 'Zürich 🎉 \\\\ tab\\tline\\nend', '日本語', 'é', '2299-12-31', '2299-12-31 23:59:59', '2299-12-31 23:59:59.999',"
                    + " '2299-12-31 23:59:59.999999', '2038-01-19 03:14:07', '2038-01-19 03:14:07.999', '2038-01-19 03:14:07.999999',"
                    + " '838:59:59', '838:59:58.999999', 2155, 'ü', '{\"b\": [1, 2.50, 1e20, -0.1, null, true, \"x\\\\n😀\"], \"aa\": {\"k\": 18446744073709551615}}',"
                    + " x'00ff0a0d0a00', x'01020000', x'00', NULL",
            "7, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, 'x', NULL, NULL, NULL,"
                    + " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL",
            "8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 1.5, 1, 0.1, 'a', 'a', 'a', 'a', '2024-02-29', '2024-02-29 12:34:56',"
                    + " '2024-02-29 12:34:56.7', '2024-02-29 12:34:56.789', '2024-03-31 01:30:00', '2024-10-27 00:30:00.5',"
                    + " '2024-10-27 01:30:00.123456', '12:34:56', '00:00:00.000001', 2024, 'b c', '[1.0, 0.30000000000000004]', 'ab', 'ab', 'ab', 'ab'",
            "9, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, '', NULL, NULL,"
                    + " '1900-03-01', '2024-03-31 02:30:00', '2024-03-31 02:30:00.001', '2024-10-27 02:30:00.000001', NULL, NULL, NULL, '-00:30:00', '-00:00:00.500000', 0, NULL, NULL, NULL, NULL, NULL, NULL",
            "10, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, '', NULL, NULL,"
                    + " '1969-12-31', '1969-12-31 23:59:59', '1969-12-31 23:59:59.9', '1969-12-31 23:59:59.999999', NULL, NULL, NULL, '-00:01:00', '-01:00:00.000001', '1970', NULL, NULL, NULL, NULL, NULL, NULL",
            "11, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, '', NULL, NULL,"
                    + " '1970-01-01', '1970-01-01 00:00:00', '1970-01-01 00:00:00', '1970-01-01 00:00:00', NULL, NULL, NULL, '-01:00:00', '-00:00:59.000000', '2000', NULL, NULL, NULL, NULL, NULL, NULL",
            "12, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, '', NULL, NULL,"
                    + " '2000-01-01', '2100-06-30 02:30:00', '2011-12-30 00:00:00', '1980-04-06 02:30:00', NULL, NULL, NULL, '-00:00:01', '-00:00:00.000001', '2069', NULL, NULL, NULL, NULL, NULL, NULL");

    private final TimeZone zone = TimeZone.getDefault();

    /** A zone whose clocks are changed: some of the datetimes above do not exist in it. */
    @BeforeEach
    void moveToBerlin() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    }

    @AfterEach
    void moveBack() {
        TimeZone.setDefault(zone);
    }

    @Test
    void bothRoadsBringEveryValueExactly() throws Exception {
        try (Replication replication = new Replication("all_types", "[{source: all_types}]")) {
            replication.everywhere(TABLE);
            for (String row : ROWS) {
                replication.everywhere("INSERT INTO all_types (" + COLUMNS + ") VALUES (" + row + ")");
            }
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM all_types.all_types", "24");

            replication.in("de", "UPDATE all_types SET id = id + 100 WHERE id < 100");
            replication.in("at", "DELETE FROM all_types");
            for (String row : ROWS) {
                replication.in("at", "INSERT INTO all_types (" + COLUMNS + ") VALUES (" + row + ")");
            }
            replication.in(
                    "at",
                    "INSERT INTO all_types (" + COLUMNS
                            + ") SELECT 1000, t, tu, b, s, su, m, mu, i, iu, l, lu, d, dbig, dint, dbl, c, v, x,"
                            + " l1, dt, t0, t3, t6, ts, ts3, ts6, tm, tm6, y, e, j, vb, bi, bl, with_default FROM all_types WHERE id = 8");
            replication.awaitRows(
                    "SELECT _source_database, count(), max(id = 1000), min(_version) > 0 FROM all_types.all_types"
                            + " WHERE _source_database != 'shop_us' AND id != 18446744073709551615 GROUP BY 1 ORDER BY 1",
                    "shop_at 8 1 1",
                    "shop_de 7 0 1");

            List<String> differences = new ArrayList<>();
            VerifyReport report = replication.verify();
            report.routes().forEach(route -> route.details().forEach(detail -> differences.add(detail.toString())));
            assertThat(differences).isEmpty();
            assertThat(report.rows()).isEqualTo(25);
        }
    }
}
