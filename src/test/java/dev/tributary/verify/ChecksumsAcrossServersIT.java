package dev.tributary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.clickhouse.ClickHouseClient;
import dev.tributary.clickhouse.Identifiers;
import dev.tributary.config.LoadLimits;
import dev.tributary.mapping.EncodingSink;
import dev.tributary.mapping.MappedType;
import dev.tributary.mapping.RowBinaryWriter;
import dev.tributary.mapping.TypeMapping;
import dev.tributary.mapping.TypedValue;
import dev.tributary.model.MySqlType;
import dev.tributary.plan.ReplicationPlan;
import dev.tributary.verify.TypesAcrossServersIT.Type;
import dev.tributary.verify.TypesAcrossServersIT.Value;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checksums are equal exactly where the comparison of the rows finds nothing, for every pair of values of each type. */
class ChecksumsAcrossServersIT {

    static Stream<Type> types() {
        Stream<Type> more = Stream.of(
                Type.of("float", "0.1", 0.1f, "-3.4e38", -3.4e38f, "16777216", 16777216f, "1e-10", 1e-10f),
                Type.of("double", doubles()),
                Type.of("bit(1)", "b'0'", 0, "b'1'", 1),
                Type.of("bit(40)", "0", 0, "1099511627775", 1099511627775L),
                Type.of("set('a','b','c')", "''", "", "'a'", "a", "'a,c'", "a,c"),
                Type.of("varchar(20) collate utf8mb4_bin", "'N'", "N", "'1:N'", "1:N", "','", ",", "' '", " "),
                Type.of("decimal(5,0)", "100", 100, "10", 10, "0", 0, "-100", -100),
                Type.of("decimal(4,4)", "0.1000", new BigDecimal("0.1000"), "0", BigDecimal.ZERO),
                Type.of(
                        "point",
                        "ST_GeomFromText('POINT(1 2)', 0)",
                        point(0, 1, 2),
                        "ST_GeomFromText('POINT(1 2)', 3857)",
                        point(3857, 1, 2),
                        "ST_GeomFromText('POINT(2 1)', 0)",
                        point(0, 2, 1)));
        return Stream.concat(TypesAcrossServersIT.types(), more);
    }

    private static TypedValue point(int srid, double x, double y) {
        byte[] bytes = ByteBuffer.allocate(25)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(srid)
                .put((byte) 1)
                .putInt(1)
                .putDouble(x)
                .putDouble(y)
                .array();
        return sink -> sink.geometry(bytes, 0, bytes.length);
    }

    /** Of each size at which one of the servers changes from digits to an exponent. */
    private static Object[] doubles() {
        double[] values = {
            1e15,
            999999999999999.9,
            1.5e15,
            1234567890123456.5,
            1234567890123456.0,
            1.2345e17,
            1e20,
            1e21,
            1.5e22,
            1e-5,
            1e-6,
            9.99e-7,
            1.25e-10,
            1e-14,
            1e-15,
            9.5e-16,
            1e-16,
            4.9e-324,
            1.7976931348623157e308,
            -1e17,
            -2.5e-9,
            0.0
        };
        return Arrays.stream(values)
                .boxed()
                .flatMap(value -> Stream.of(String.valueOf(value), value))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("types")
    void checksumsTellValuesApartAsTheComparisonOfRowsDoes(Type type) throws Exception {
        List<@Nullable Value> values = new ArrayList<>(type.values());
        values.add(null);
        VerifyFixture fixture = new VerifyFixture("verify_checksums");
        fixture.createSource("CREATE TABLE v (id INT PRIMARY KEY, value " + type.name() + ")");
        StringBuilder rows = new StringBuilder();
        List<@Nullable Value> ofTarget = new ArrayList<>();
        for (Value source : values) {
            for (Value target : values) {
                rows.append(rows.isEmpty() ? "" : ", ")
                        .append('(')
                        .append(ofTarget.size())
                        .append(", ")
                        .append(source == null ? "NULL" : source.literal())
                        .append(')');
                ofTarget.add(target);
            }
        }
        fixture.source("INSERT INTO v VALUES " + rows);
        ReplicationPlan plan = fixture.planAndCreateTargets("v");
        insertEncoded(plan, type, ofTarget);
        int differing = values.size() * (values.size() - 1);

        VerifyOptions byRows = new VerifyOptions(
                null, null, 0, Duration.ZERO, 100_000, new VerifyOptions.Pace(VerifyMethod.ROWS, 1, LoadLimits.NONE));
        List<String> differingRows = new Verifier(plan, byRows, route -> {})
                .verify().routes().get(0).details().stream()
                        .map(difference -> difference.key().get(0))
                        .toList();
        assertThat(differingRows).hasSize(differing);
        ComparedTable table = ComparedTable.of(plan.servers().get(0).routes().get(0));
        if (type.name().equals("json")) {
            assertThat(table.whyByRows()).contains("column value");
            return;
        }
        assertThat(differingTexts(plan, table)).isEqualTo(differingRows);
    }

    /** The keys of the rows of which the two servers write different texts for a digest. */
    private static List<String> differingTexts(ReplicationPlan plan, ComparedTable table) throws Exception {
        Map<String, String> ofSource = new HashMap<>();
        List<String> differing = new ArrayList<>();
        try (ClickHouseClient client = new ClickHouseClient(plan.config().clickHouse());
                Connection source = VerifyFixture.mysql().rootConnection();
                Statement statement = source.createStatement()) {
            statement.execute(Verifier.SESSION);
            String name = plan.targets().get(0).schema().target().toString();
            try (SourceRows rows =
                    new SourceRows(source, "SELECT id, " + text(table, DigestText::source) + " FROM " + name)) {
                for (List<@Nullable String> row = rows.next(); row != null; row = rows.next()) {
                    ofSource.put(row.get(0), row.get(1));
                }
            }
            client.stream("SELECT id, " + text(table, DigestText::target) + " FROM " + name + " ORDER BY id", row -> {
                if (!row.get(1).equals(ofSource.remove(row.get(0)))) {
                    differing.add(row.get(0));
                }
            });
        }
        assertThat(ofSource).isEmpty();
        return differing;
    }

    private static String text(ComparedTable table, Function<DigestText, String> expression) {
        return table.digestTexts().stream()
                .map(expression)
                .collect(Collectors.joining(", ',', ", "HEX(CONCAT('', ", "))"));
    }

    private static void insertEncoded(ReplicationPlan plan, Type type, List<@Nullable Value> values) throws Exception {
        MappedType mapped = TypeMapping.map(MySqlType.parse(type.name()));
        RowBinaryWriter out = new RowBinaryWriter(100);
        for (int id = 0; id < values.size(); id++) {
            Value value = values.get(id);
            out.writeString(VerifyFixture.SOURCE);
            out.writeInt(id);
            out.writeByte(value == null ? 1 : 0);
            if (value != null) {
                value.told().tell(new EncodingSink(mapped.encoder(), out));
            }
        }
        try (ClickHouseClient client = new ClickHouseClient(plan.config().clickHouse())) {
            client.insertRowBinary(
                    Identifiers.quote(plan.targets().get(0).schema().target()),
                    plan.targets().get(0).schema().columnNames(),
                    new ByteArrayInputStream(out.toByteArray()),
                    Map.of());
        }
    }

    /** Random digits at random sizes, as one table: the checksum of all proves that both servers print them alike. */
    @Test
    void randomNumbersHaveTheSameText() throws Exception {
        Random random = new Random(20);
        VerifyFixture fixture = new VerifyFixture("verify_checksums");
        fixture.createSource("CREATE TABLE v (id INT PRIMARY KEY, d DOUBLE, f FLOAT)");
        int rows = 2_000;
        StringBuilder source = new StringBuilder();
        StringBuilder target = new StringBuilder();
        for (int id = 0; id < rows; id++) {
            double wide = Double.longBitsToDouble(random.nextLong());
            double d = Double.isFinite(wide) && id % 3 == 0
                    ? wide
                    : (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(44) - 20);
            float f = (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(44) - 20));
            source.append(id == 0 ? "" : ", ").append("(" + id + ", " + d + ", " + f + ")");
            target.append(id == 0 ? "" : ", ")
                    .append("('" + VerifyFixture.SOURCE + "', " + id + ", " + d + ", toFloat32('" + f + "'))");
        }
        fixture.source("INSERT INTO v VALUES " + source);
        ReplicationPlan plan = fixture.planAndCreateTargets("v");
        VerifyFixture.clickHouse()
                .execute("INSERT INTO verify_checksums.v (_source_database, id, d, f) VALUES " + target);
        ComparedTable table = ComparedTable.of(plan.servers().get(0).routes().get(0));
        List<String> byRows = VerifyFixture.verify(plan).routes().get(0).details().stream()
                .map(difference -> difference.key().get(0))
                .toList();

        assertThat(byRows).isEmpty();
        assertThat(differingTexts(plan, table)).isEmpty();
    }
}
