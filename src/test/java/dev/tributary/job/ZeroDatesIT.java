package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.config.RunMode;
import dev.tributary.verify.VerifyReport;
import org.junit.jupiter.api.Test;

/** MySQL's dates that are none, by snapshot and by binlog. */
class ZeroDatesIT {

    private static final String NULLABLE =
            "CREATE TABLE d (id INT PRIMARY KEY, d DATE, t DATETIME, t6 DATETIME(6), s TIMESTAMP NULL, s6 TIMESTAMP(6) NULL)";

    private static final String REQUIRED =
            "CREATE TABLE d (id INT PRIMARY KEY, d DATE NOT NULL, t DATETIME(3) NOT NULL,"
                    + " s TIMESTAMP NOT NULL, name VARCHAR(10) NOT NULL)";

    /** A target that is adopted as it is. */
    private static final String TARGET =
            " (_source_database LowCardinality(String), id Int32, d Date32, t DateTime64(3, 'UTC'), s DateTime64(0, 'UTC'),"
                    + " name String, _version UInt64) ENGINE = ReplacingMergeTree(_version) ORDER BY (_source_database, id)"
                    + " SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1";

    private static final String LENIENT = "SET sql_mode = ''";

    @Test
    void arriveAsNullWhereTheColumnCanBeNull() throws Exception {
        try (Replication replication = new Replication("zero_dates", "[{source: d}]")) {
            replication.everywhere(NULLABLE);
            String rows = "INSERT INTO d VALUES"
                    + " (1, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00'),"
                    + " (2, '2020-00-00', '2020-00-00 10:00:00', '2020-00-00 00:00:00.000001', NULL, NULL),"
                    + " (3, '2020-02-00', '2020-02-00 00:00:00', '2020-00-07 23:59:59.999999', NULL, NULL),"
                    + " (4, '1970-01-01', '1970-01-01 00:00:00', '1970-01-01 00:00:00', '1970-01-01 00:00:01', '1970-01-01 00:00:01')";
            replication.in("de", LENIENT, rows);
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM zero_dates.d", "4");
            replication.in("us", LENIENT, rows);

            String good = "4 1970-01-01 1970-01-01 00:00:00 1970-01-01 00:00:00.000000 1970-01-01 00:00:01"
                    + " 1970-01-01 00:00:01.000000";
            String nulls = " NULL NULL NULL NULL NULL";
            replication.awaitRows(
                    "SELECT _source_database, id, ifNull(toString(d), 'NULL'), ifNull(toString(t), 'NULL'),"
                            + " ifNull(toString(t6), 'NULL'), ifNull(toString(s), 'NULL'), ifNull(toString(s6), 'NULL')"
                            + " FROM zero_dates.d ORDER BY 1, 2",
                    "shop_de 1" + nulls,
                    "shop_de 2" + nulls,
                    "shop_de 3" + nulls,
                    "shop_de " + good,
                    "shop_us 1" + nulls,
                    "shop_us 2" + nulls,
                    "shop_us 3" + nulls,
                    "shop_us " + good);
        }
    }

    /** By the snapshot on one server, by the binlog on the other; what no NULL stands for stays as it was. */
    @Test
    void targetGetsRoomForThemWhenTheFirstOneComes() throws Exception {
        try (Replication replication = new Replication("zero_late", "[{source: d}]")) {
            replication.withJobOption("unencodable-values: dead-letter");
            replication.clickHouse().execute("DROP TABLE IF EXISTS tributary.dead_letters");
            replication.everywhere(REQUIRED);
            replication.clickHouse().execute("DROP TABLE IF EXISTS zero_late.d", "CREATE TABLE zero_late.d" + TARGET);
            String rows = "INSERT INTO d VALUES (1, '0000-00-00', '2020-01-01', '2020-01-01', 'a'),"
                    + " (2, '2020-01-01', '2020-02-00 10:11:12', '0000-00-00 00:00:00', 'b'),"
                    + " (4, '1970-01-01', '1970-01-01', '1970-01-01 00:00:01', 'd'),"
                    + " (5, '0000-05-05', '2020-01-01', '2020-01-01', 'e'),"
                    + " (6, '2020-01-01', '9999-12-31 23:59:59.999', '2020-01-01', 'f')";
            replication.in("de", LENIENT, rows);
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM zero_late.d", "4");
            replication.in(
                    "us",
                    LENIENT,
                    rows,
                    "UPDATE d SET d = '0000-00-00' WHERE id = 6",
                    "UPDATE d SET id = 7, t = 0" + " WHERE id = 4");

            replication.awaitRows(
                    "SELECT row_key, count(), any(column_name), any(cause) FROM tributary.dead_letters GROUP BY 1 ORDER BY 1",
                    "id=5 2 d 0000-05-05 is outside Date32, 1900-01-01 to 2299-12-31; out-of-range-dates can have it otherwise");
            replication.awaitRows(
                    "SELECT _source_database, id, d, t, s FROM zero_late.d ORDER BY 1, 2",
                    "shop_de 1 ᴺᵁᴸᴸ 2020-01-01 00:00:00.000 2020-01-01 00:00:00",
                    "shop_de 2 2020-01-01 ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                    "shop_de 4 1970-01-01 1970-01-01 00:00:00.000 1970-01-01 00:00:01",
                    "shop_de 6 2020-01-01 9999-12-31 23:59:59.999 2020-01-01 00:00:00",
                    "shop_us 1 ᴺᵁᴸᴸ 2020-01-01 00:00:00.000 2020-01-01 00:00:00",
                    "shop_us 2 2020-01-01 ᴺᵁᴸᴸ ᴺᵁᴸᴸ",
                    "shop_us 6 ᴺᵁᴸᴸ 9999-12-31 23:59:59.999 2020-01-01 00:00:00",
                    "shop_us 7 1970-01-01 ᴺᵁᴸᴸ 1970-01-01 00:00:01");
            VerifyReport report = replication.verifyWhatDiffers();
            assertThat(report.routes().stream().flatMap(route -> route.details().stream()))
                    .extracting(difference -> difference.kind() + " " + difference.key())
                    .containsExactly("MISSING [5]", "MISSING [5]");
        }
    }

    @Test
    void becomeWhatTheirColumnsPolicySays() throws Exception {
        String policies = "zero-dates: {d: nullable, t: 1970-01-01, s: 2000-02-29, r: refuse}";
        try (Replication replication = new Replication("zero_policies", "[{source: d, " + policies + "}]")) {
            replication.withJobOption("unencodable-values: dead-letter");
            replication.clickHouse().execute("DROP TABLE IF EXISTS tributary.dead_letters");
            replication.everywhere("CREATE TABLE d (id INT PRIMARY KEY, d DATE NOT NULL, t DATETIME(3) NOT NULL,"
                    + " s TIMESTAMP(6) NULL, r DATE)");
            String rows = "INSERT INTO d VALUES (1, '2020-00-00', '2020-02-00 10:00:00.5', '0000-00-00', NULL),"
                    + " (2, '1970-01-01', '1970-01-01 00:00:00.001', NULL, '2020-01-01'),"
                    + " (3, '2020-01-01', '2020-01-01', '2020-01-01', '2020-01-00')";
            replication.in("de", LENIENT, rows);
            replication.start(RunMode.SYNC);
            replication.awaitRows("SELECT count() FROM zero_policies.d", "2");
            replication.in("us", LENIENT, rows);

            replication.awaitRows(
                    "SELECT id, d, t, s, r, count() FROM zero_policies.d GROUP BY ALL ORDER BY 1",
                    "1 ᴺᵁᴸᴸ 1970-01-01 00:00:00.000 2000-02-29 00:00:00.000000 ᴺᵁᴸᴸ 2",
                    "2 1970-01-01 1970-01-01 00:00:00.001 ᴺᵁᴸᴸ 2020-01-01 2");
            replication.awaitRows(
                    "SELECT row_key, column_name, count(), any(cause) FROM tributary.dead_letters GROUP BY 1, 2",
                    "id=3 r 2 a date with a zero as its day or month, which zero-dates refuses");
            VerifyReport report = replication.verifyWhatDiffers();
            assertThat(report.routes().stream().flatMap(route -> route.details().stream()))
                    .extracting(difference -> difference.kind() + " " + difference.key())
                    .containsExactly("MISSING [3]", "MISSING [3]");
        }
    }

    @Test
    void failNamesTheRowAndTheDate() throws Exception {
        try (Replication replication = new Replication("zero_fails", "[{source: d}]")) {
            replication.everywhere(REQUIRED);
            replication.clickHouse().execute("DROP TABLE IF EXISTS zero_fails.d", "CREATE TABLE zero_fails.d" + TARGET);
            replication.in("us", LENIENT, "INSERT INTO d VALUES (7, '0000-05-05', '2020-01-01', '2020-01-01', 'a')");
            replication.start(RunMode.ETL);
            assertThatThrownBy(replication::awaitFinished)
                    .hasStackTraceContaining("row id=7 of zero_fails_us.d (connection shop_us), column d")
                    .hasStackTraceContaining("0000-05-05 is outside");
        }
    }
}
