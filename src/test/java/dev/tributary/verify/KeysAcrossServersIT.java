package dev.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.Difference.Kind;
import dev.tributary.verify.VerifyReport.RouteReport;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both servers sort, page and look up keys of every type alike. */
class KeysAcrossServersIT {

    /**
     * @param columns of the key, as MySQL declares them
     * @param rows the key's literals, which both servers understand
     */
    record Key(List<String> columns, List<String> rows) {

        @Override
        public String toString() {
            return columns.toString();
        }
    }

    static Stream<Key> keys() {
        return Stream.of(
                key("BIGINT UNSIGNED", "0", "9", "10", "9223372036854775808", "18446744073709551615"),
                key("INT", "-10", "-9", "0", "9", "10", "100"),
                key("DECIMAL(20,4)", "-10.5", "-9", "0", "0.0001", "9", "10"),
                key("DOUBLE", "-1.5", "0", "0.1", "2", "10"),
                key("DATE", "'1900-01-01'", "'1969-12-31'", "'2024-02-29'", "'2299-12-31'"),
                key("DATETIME(3)", "'1900-01-01 00:00:00.000'", "'1969-12-31 23:59:59.999'", "'2024-01-01 00:00:00.5'"),
                key(
                        "TIMESTAMP(6)",
                        "'2024-01-01 00:00:00.000001'",
                        "'2024-01-01 00:00:00.000002'",
                        "'2024-01-02 00:00:00'"),
                key("TIME(6)", "'-838:59:59'", "'-00:00:00.5'", "'00:00:00'", "'09:00:00'", "'100:00:00'"),
                key("YEAR", "1901", "2024", "2155"),
                key("VARBINARY(8)", "''", "'a'", "'a\\0'", "'aa'", "'b'"),
                key(
                        "VARCHAR(40) COLLATE utf8mb4_bin",
                        "''",
                        "'A'",
                        "'Z'",
                        "'a'",
                        "'a b'",
                        "'it\\'s'",
                        "'ä'",
                        "'日本'",
                        "'😀'"),
                key("VARCHAR(40) COLLATE utf8mb4_0900_ai_ci", "'Z'", "'a'", "'\\\\'", "'\uff5e'", "'😀'"),
                key("VARCHAR(40) CHARACTER SET latin1", "'Z'", "'a'", "'ä'"),
                key("VARCHAR(40) CHARACTER SET utf16", "''", "'z'", "'ä'", "'日本'", "'😀'"),
                key("VARCHAR(40) CHARACTER SET sjis", "'z'", "'表'", "'ア'", "'ソ'"),
                key("CHAR(5) CHARACTER SET latin1 COLLATE latin1_german2_ci", "'z'", "'a'", "'ä'", "'ß'"),
                key("VARCHAR(40) COLLATE utf8mb4_tr_0900_ai_ci", "'i'", "'I'", "'z'"),
                key("VARCHAR(40) COLLATE utf8mb4_ja_0900_as_cs_ks", "'は'", "'ハ'", "'ば'"),
                key("SET('b','a')", "'b'", "'a'", "'b,a'"),
                key("BIT(9)", "0", "1", "255", "511"),
                key("VARCHAR(40) COLLATE utf8mb4_general_ci", "'z '", "'A'", "'ä b'", "'ß'"),
                key("VARCHAR(40) COLLATE utf8mb4_0900_as_cs", "'a'", "'A'", "'a '", "'ä'", "''"),
                key("ENUM('zebra','apple')", "'zebra'", "'apple'"),
                new Key(
                        List.of("INT", "DATETIME(3)", "BIGINT"),
                        List.of(
                                "-1, '2024-01-01 00:00:00', 5",
                                "1, '2023-01-01 00:00:00', 7",
                                "1, '2024-01-01 00:00:00', -5",
                                "1, '2024-01-01 00:00:00', 5",
                                "1, '2024-01-01 00:00:00.001', 1",
                                "2, '1999-01-01 00:00:00', 0")));
    }

    private static Key key(String column, String... rows) {
        return new Key(List.of(column), List.of(rows));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyRowIsFoundInSmallPagesAndAgainByItsKey(Key key) throws Exception {
        VerifyFixture fixture = new VerifyFixture("verify_keys");
        fixture.createSource(createTable(key));
        for (String row : key.rows()) {
            fixture.source("INSERT INTO t VALUES (" + row + ", 'same')");
        }
        ReplicationPlan plan = fixture.planAndCreateTargets("t");
        for (String row : key.rows()) {
            target(row, "same");
        }
        assertThat(check(plan).differences()).isZero();

        fixture.source("UPDATE t SET value = 'other'");
        RouteReport report = check(plan);

        assertThat(report.rows()).isEqualTo(key.rows().size());
        assertThat(report.details())
                .hasSize(key.rows().size())
                .allSatisfy(difference -> assertThat(difference.kind()).isEqualTo(Kind.DIFFERENT));
    }

    /** The first pass in pages of two rows, then all differing rows again. */
    private static RouteReport check(ReplicationPlan plan) throws Exception {
        try (ClickHouseClient client = new ClickHouseClient(plan.config().clickHouse());
                Connection source = VerifyFixture.mysql().rootConnection();
                Statement statement = source.createStatement()) {
            statement.execute(Verifier.SESSION);
            ComparedTable table =
                    ComparedTable.of(plan.servers().get(0).routes().get(0));
            RouteCheck check = new RouteCheck(table, client, VerifyMethod.CHECKSUMS, 2, EqualRanges.forgotten(table));
            for (KeyRange range = check.take(source); range != null; range = check.take(source)) {
                check.compare(source, range);
            }
            check.recheck(source);
            return check.report(100);
        }
    }

    private static String createTable(Key key) {
        StringBuilder columns = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < key.columns().size(); i++) {
            columns.append("k")
                    .append(i)
                    .append(' ')
                    .append(key.columns().get(i))
                    .append(" NOT NULL, ");
            names.append(i == 0 ? "k" : ", k").append(i);
        }
        return "CREATE TABLE t (" + columns + "value VARCHAR(10), PRIMARY KEY (" + names + "))";
    }

    private static void target(String key, String value) {
        VerifyFixture.clickHouse()
                .execute("INSERT INTO verify_keys.t VALUES ('" + VerifyFixture.SOURCE + "', " + key + ", '" + value
                        + "', 0)");
    }
}
