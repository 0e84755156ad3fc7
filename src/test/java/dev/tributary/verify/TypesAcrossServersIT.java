package dev.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.mapping.EncodingSink;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.TypedValue;
import dev.tributary.model.MySqlType;
import dev.tributary.model.TargetSchema;
import dev.tributary.plan.ReplicationPlan;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same values written by MySQL's SQL into the source and by our encoders into the target are found equal. */
class TypesAcrossServersIT {

    /** A value as MySQL's literal, and as a row tells it. */
    record Value(String literal, TypedValue told) {}

    record Type(String name, List<Value> values) {

        static Type of(String name, Object... literalsAndValues) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < literalsAndValues.length; i += 2) {
                values.add(new Value((String) literalsAndValues[i], told(name, literalsAndValues[i + 1])));
            }
            return new Type(name, values);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Type> types() {
        return Stream.of(
                Type.of("tinyint", "-128", -128, "127", 127),
                Type.of("tinyint(1)", "1", 1, "2", 2),
                Type.of("tinyint unsigned", "255", 255),
                Type.of("smallint", "-32768", -32768),
                Type.of("smallint unsigned", "65535", 65535),
                Type.of("mediumint", "-8388608", -8388608),
                Type.of("mediumint unsigned", "16777215", 16777215),
                Type.of("int", "-2147483648", Integer.MIN_VALUE),
                Type.of("int unsigned zerofill", "42", 42L, "4294967295", 4294967295L),
                Type.of("bigint", "-9223372036854775808", Long.MIN_VALUE, "9223372036854775807", Long.MAX_VALUE),
                Type.of("bigint unsigned", "18446744073709551615", new BigDecimal("18446744073709551615")),
                Type.of("decimal(9,2)", "-9999999.99", new BigDecimal("-9999999.99"), "0", new BigDecimal("0.00")),
                Type.of("decimal(18,4)", "1.5", new BigDecimal("1.5000"), "0.0001", new BigDecimal("0.0001")),
                Type.of("decimal(38,10)", "-1e27", new BigDecimal("-1e27")),
                Type.of(
                        "decimal(65,30)",
                        "9".repeat(35) + "." + "9".repeat(30),
                        new BigDecimal("9".repeat(35) + "." + "9".repeat(30)),
                        "-0.000000000000000000000000000001",
                        new BigDecimal("-0.000000000000000000000000000001")),
                Type.of(
                        "double",
                        "0.1",
                        0.1,
                        "1e308",
                        1e308,
                        "-2.5e-308",
                        -2.5e-308,
                        "123456789.123456789",
                        123456789.123456789),
                Type.of("char(3)", "''", "", "'a\\tb'", "a\tb"),
                Type.of(
                        "varchar(200)",
                        "'Größe 😀 \\n \\\\ '' '",
                        "Größe 😀 \n \\ ' ",
                        "'NULL'",
                        "NULL",
                        "'\\\\N'",
                        "\\N"),
                Type.of("varchar(200) character set latin1", "'Größe'", "Größe"),
                Type.of("longtext", "REPEAT('ä', 70000)", "ä".repeat(70000)),
                Type.of("enum('a','b c','日本')", "'b c'", "b c", "'日本'", "日本"),
                Type.of(
                        "json",
                        "'{\"b\": [1, 2.50, 1e20, true, null], \"a\": \"x/ü\"}'",
                        "{\"a\":\"x/ü\",\"b\":[1,2.5,100000000000000000000,true,null]}",
                        "'1.2345678901234566e17'",
                        "123456789012345664"),
                Type.of("binary(4)", "X'6162'", new byte[] {'a', 'b'}),
                Type.of("varbinary(4)", "X'00FF0A'", new byte[] {0, -1, 10}, "''", new byte[0]),
                Type.of("blob", "REPEAT(X'DEADBEEF', 5000)", deadBeef(5000)),
                Type.of(
                        "date",
                        "'1900-01-01'",
                        LocalDate.of(1900, 1, 1),
                        "'2299-12-31'",
                        LocalDate.of(2299, 12, 31),
                        "'1970-01-01'",
                        LocalDate.EPOCH),
                Type.of(
                        "datetime",
                        "'1900-01-01 00:00:00'",
                        LocalDateTime.parse("1900-01-01T00:00:00"),
                        "'2299-12-31 23:59:59'",
                        LocalDateTime.parse("2299-12-31T23:59:59")),
                Type.of(
                        "datetime(3)",
                        "'2020-09-13 12:26:40.120'",
                        LocalDateTime.parse("2020-09-13T12:26:40.120"),
                        "'1969-12-31 23:59:59.999'",
                        LocalDateTime.parse("1969-12-31T23:59:59.999")),
                Type.of(
                        "datetime(6)",
                        "'2299-12-31 23:59:59.999999'",
                        LocalDateTime.parse("2299-12-31T23:59:59.999999"),
                        "'1969-12-31 23:59:59.999999'",
                        LocalDateTime.parse("1969-12-31T23:59:59.999999")),
                Type.of("timestamp", "'2020-01-01 10:00:00'", Instant.parse("2020-01-01T10:00:00Z")),
                Type.of("timestamp(6)", "'2038-01-19 03:14:07.000001'", Instant.parse("2038-01-19T03:14:07.000001Z")),
                Type.of(
                        "time",
                        "'838:59:59'",
                        Duration.ofSeconds(3020399),
                        "'-838:59:59'",
                        Duration.ofSeconds(-3020399),
                        "'00:00:00'",
                        Duration.ZERO,
                        "'-00:00:01'",
                        Duration.ofSeconds(-1)),
                Type.of(
                        "time(6)",
                        "'-00:00:00.000001'",
                        Duration.ofNanos(-1_000),
                        "'12:34:56.789012'",
                        Duration.ofNanos(45296_789012_000L)),
                Type.of("time(2)", "'100:00:00.5'", Duration.ofMillis(360000_500)),
                Type.of("year", "1901", 1901, "2155", 2155));
    }

    /** The value in the form in which a row tells it. */
    private static TypedValue told(String type, Object value) {
        if (value instanceof BigDecimal decimal) {
            return TypedValue.number(MySqlType.parse(type), decimal);
        }
        if (value instanceof TypedValue told) {
            return told;
        }
        if (value instanceof Float number) {
            return sink -> sink.single(number);
        }
        if (value instanceof Double number) {
            return sink -> sink.real(number);
        }
        if (value instanceof Number number) {
            return sink -> sink.whole(number.longValue());
        }
        if (value instanceof byte[] bytes) {
            return TypedValue.bytes(bytes);
        }
        if (value instanceof LocalDate date) {
            return sink -> sink.date(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        }
        if (value instanceof LocalDateTime time) {
            return sink -> sink.dateTime(
                    time.getYear(),
                    time.getMonthValue(),
                    time.getDayOfMonth(),
                    time.getHour(),
                    time.getMinute(),
                    time.getSecond(),
                    time.getNano() / 1_000);
        }
        if (value instanceof Instant time) {
            return sink -> sink.timestamp(time.getEpochSecond(), time.getNano() / 1_000);
        }
        return value instanceof Duration span
                ? sink -> sink.time(TimeUnit.NANOSECONDS.toMicros(span.toNanos()))
                : TypedValue.text(MySqlType.parse(type), (String) value);
    }

    @ParameterizedTest
    @MethodSource("types")
    void encodedValuesEqualTheSource(Type type) throws Exception {
        VerifyFixture fixture = new VerifyFixture("verify_types");
        fixture.createSource("CREATE TABLE v (id INT PRIMARY KEY, value " + type.name() + ")");
        for (int i = 0; i < type.values().size(); i++) {
            fixture.source(
                    "INSERT INTO v VALUES (" + i + ", " + type.values().get(i).literal() + ")");
        }
        fixture.source("INSERT INTO v VALUES (" + type.values().size() + ", NULL)");
        ReplicationPlan plan = fixture.planAndCreateTargets("v");
        insertEncoded(plan, type);

        VerifyReport report = VerifyFixture.verify(plan);

        assertThat(report.routes().get(0).details()).isEmpty();
        assertThat(report.summary())
                .isEqualTo("verified 1 tables, " + (type.values().size() + 1) + " rows, 0 differences");
    }

    private static void insertEncoded(ReplicationPlan plan, Type type) throws Exception {
        TargetSchema schema = plan.targets().get(0).schema();
        MappedType mapped = TypeMapping.map(MySqlType.parse(type.name()));
        RowBinaryWriter out = new RowBinaryWriter(100);
        for (int i = 0; i <= type.values().size(); i++) {
            out.writeString(VerifyFixture.SOURCE);
            out.writeInt(i);
            boolean isNull = i == type.values().size();
            out.writeByte(isNull ? 1 : 0);
            if (!isNull) {
                type.values().get(i).told().tell(new EncodingSink(mapped.encoder(), out));
            }
        }
        try (ClickHouseClient client = new ClickHouseClient(plan.config().clickHouse())) {
            client.insertRowBinary(
                    Identifiers.quote(schema.target()),
                    schema.columnNames(),
                    new ByteArrayInputStream(out.toByteArray()),
                    Map.of());
        }
    }

    private static byte[] deadBeef(int times) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * times);
        for (int i = 0; i < times; i++) {
            bytes.putInt(0xDEADBEEF);
        }
        return bytes.array();
    }
}
