package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypeMappingTest {

    /** @param decoded what the bytes hold: a whole number (scaled where the type has a scale), a Double or String */
    record Value(String type, Object value, Object decoded) {}

    static Stream<Value> encodableValues() {
        return Stream.of(
                new Value("tinyint", (short) -128, -128L),
                new Value("tinyint", (short) 127, 127L),
                new Value("tinyint(1)", (short) 2, 2L),
                new Value("tinyint(1)", true, 1L),
                new Value("tinyint unsigned", (short) 255, 255L),
                new Value("smallint", (short) -32768, -32768L),
                new Value("smallint unsigned", 65535, 65535L),
                new Value("mediumint", -8388608, -8388608L),
                new Value("mediumint unsigned", 16777215, 16777215L),
                new Value("int", Integer.MIN_VALUE, (long) Integer.MIN_VALUE),
                new Value("int", Integer.MAX_VALUE, (long) Integer.MAX_VALUE),
                new Value("int(10) unsigned zerofill", 4294967295L, 4294967295L),
                new Value("bigint", Long.MIN_VALUE, Long.MIN_VALUE),
                new Value("bigint", Long.MAX_VALUE, Long.MAX_VALUE),
                new Value("bigint unsigned", new BigDecimal("18446744073709551615"), -1L),
                new Value("bigint unsigned", 0L, 0L),
                new Value("decimal(9,2)", new BigDecimal("-9999999.99"), big("-999999999")),
                new Value("decimal(9,2)", new BigDecimal("1"), big("100")),
                new Value("decimal(9,2)", new BigDecimal("1.500"), big("150")),
                new Value("decimal(10,0)", 7, big("7")),
                new Value("decimal(18,4)", new BigDecimal("99999999999999.9999"), big("999999999999999999")),
                new Value("decimal(38,10)", new BigDecimal("-1e27"), big("-1" + "0".repeat(37))),
                new Value("decimal(65,30)", nines(65, 30), big("9".repeat(65))),
                new Value("decimal(65,30)", nines(65, 30).negate(), big("-" + "9".repeat(65))),
                new Value("double", Double.MIN_VALUE, Double.MIN_VALUE),
                new Value("double", -0.0, -0.0),
                new Value("char(3)", "", ""),
                new Value("varchar(255)", "Größe 😀 \u0000\n", "Größe 😀 \u0000\n"),
                new Value("longtext", "x".repeat(100_000), "x".repeat(100_000)),
                new Value("enum('a','b c')", "b c", "b c"),
                new Value("json", "{\"a\": 1.0}", "{\"a\":1}"),
                new Value("binary(4)", ByteBuffer.wrap(new byte[] {'a', 'b'}), "ab\0\0"),
                new Value("varbinary(4)", new byte[] {'a', 0}, "a\0"),
                new Value("blob", ByteBuffer.wrap(new byte[] {'x', 'a', 'b'}, 1, 2), "ab"),
                new Value("date", -25567, -25567L),
                new Value("date", (int) LocalDate.of(2299, 12, 31).toEpochDay(), 120529L),
                new Value("datetime", -1000L, -1L),
                new Value("datetime", -2208988800000L, -2208988800L),
                new Value("datetime(3)", 1_600_000_000_123L, 1_600_000_000_123L),
                new Value("datetime(1)", 1_600_000_000_100L, 16_000_000_001L),
                new Value("datetime(6)", -1L, -1L),
                new Value("datetime(6)", 10413791999_999999L, 10413791999_999999L),
                new Value("datetime(4)", 1_600_000_000_123400L, 16_000_000_001234L),
                new Value("timestamp", "2020-01-01T10:00:00Z", 1577872800L),
                new Value("timestamp(3)", "2020-01-01T10:00:00.123Z", 1577872800_123L),
                new Value("timestamp(6)", "1970-01-01T00:00:00.000001Z", 1L),
                new Value("timestamp(6)", "2020-01-01T10:00:00.5Z", 1577872800_500000L),
                new Value("timestamp(6)", "2020-01-01T12:00:00.5+02:00", 1577872800_500000L),
                new Value("time", 3_600_000_000L, 3600L),
                new Value("time", -3020399_000000L, -3020399L),
                new Value("time(6)", 3020399_000001L, 3020399_000001L),
                new Value("time(2)", -10_000L, -1L),
                new Value("year", 1901, 1901L),
                new Value("year", 2155, 2155L));
    }

    @ParameterizedTest
    @MethodSource("encodableValues")
    void valueIsEncodedExactly(Value value) throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse(value.type()));

        assertThat(decode(type, encode(type, value.value()))).isEqualTo(value.decoded());
    }

    record Refused(String type, Object value, String message) {}

    static Stream<Refused> unencodableValues() {
        return Stream.of(
                new Refused("tinyint", 128, "128 is outside Int8, -128 to 127"),
                new Refused("tinyint unsigned", -1, "-1 is outside UInt8, 0 to 255"),
                new Refused("smallint", 32768, "Int16"),
                new Refused("int", 2147483648L, "2147483648 is outside Int32"),
                new Refused("int unsigned", 4294967296L, "4294967296 is outside UInt32, 0 to 4294967295"),
                new Refused("bigint", new BigInteger("9223372036854775808"), "exceeds 64 bits"),
                new Refused("bigint unsigned", new BigDecimal("18446744073709551616"), "outside UInt64"),
                new Refused("bigint unsigned", -1L, "-1 is outside UInt64"),
                new Refused("bigint unsigned", new BigDecimal("1.5"), "1.5 is not a whole number"),
                new Refused("int", "12", "java.lang.String"),
                new Refused("decimal(9,2)", new BigDecimal("1.001"), "1.001 has more than the 2 digits of fraction"),
                new Refused("decimal(9,2)", new BigDecimal("10000000"), "more digits than Decimal(9, 2)"),
                new Refused("decimal(9,2)", 1.5, "java.lang.Double"),
                new Refused("varchar(9)", "a\ud83d", "U+d83d at 1"),
                new Refused("varchar(9)", "\ude00\ud83d", "U+de00 at 0"),
                new Refused("varchar(9)", 1, "java.lang.Integer"),
                new Refused("json", "{\"a\"", "not a JSON document"),
                new Refused("blob", "text", "java.lang.String"),
                new Refused("date", -25568, "1899-12-31 is outside Date32, 1900-01-01 to 2299-12-31"),
                new Refused("date", 120530, "2300-01-01"),
                new Refused("datetime", -2208988800001L, "1899-12-31 23:59:59 is outside DateTime64"),
                new Refused("datetime(6)", 10413792000_000000L, "2300-01-01 00:00:00"),
                new Refused("datetime", 1_500L, "finer than the column's 0 digits"),
                new Refused("datetime(6)", Long.MIN_VALUE, "outside DateTime64"),
                new Refused("date", (int) OddDates.date("2020-00-00").toEpochDay(), "2020-00-00 is no date"),
                new Refused("timestamp", "1970-01-01T00:00:00Z", "0000-00-00 00:00:00 is no date"),
                new Refused("timestamp", "2020-01-01T10:00:00.5Z", "finer"),
                new Refused("timestamp(6)", "2020-01-01T10:00:00.0000005Z", "finer"),
                new Refused("timestamp", "2020-13-01T10:00:00Z", "not a timestamp"),
                new Refused("timestamp", "yesterday", "'yesterday' is not a timestamp"),
                new Refused("time", 1L, "finer"),
                new Refused("time", 3600_000_000000L, "outside Time64"),
                new Refused("year", 65536, "outside UInt16"));
    }

    @ParameterizedTest
    @MethodSource("unencodableValues")
    void valueThatDoesNotFitIsRefused(Refused refused) throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse(refused.type()));

        assertThatThrownBy(() -> encode(type, refused.value()))
                .isInstanceOf(UnencodableValueException.class)
                .hasMessageContaining(refused.message());
    }

    @ParameterizedTest
    @MethodSource("encodableValues")
    void defaultIsAWholeValueOfTheType(Value value) throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse(value.type()));

        Object decoded = decode(type, type.defaultValue());

        assertThat(decoded).isIn(0L, BigInteger.ZERO, 0d, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int|Nullable(Int32)",
                "enum('a')|LowCardinality(Nullable(String))",
                "datetime(3)|Nullable(DateTime64(3, 'UTC'))"
            })
    void nullableColumnWrapsTheType(String mySqlType, String columnType) throws UnsupportedTypeException {
        assertThat(TypeMapping.columnType(TypeMapping.map(MySqlType.parse(mySqlType)), true))
                .isEqualTo(columnType);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "enum('a,b','a\\\\,b')|come from the binlog alike",
                "set('a\\\\b','a\\\\\\\\b')|come from the binlog alike",
                "vector(3)|not supported yet"
            })
    void typeThatCannotBeExactIsRefusedWithTheReason(String type, String reason) {
        assertThatThrownBy(() -> TypeMapping.map(MySqlType.parse(type)))
                .isInstanceOf(UnsupportedTypeException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1, UInt8",
        "8, UInt8",
        "9, UInt16",
        "16, UInt16",
        "17, UInt32",
        "32, UInt32",
        "33, UInt64",
        "64, UInt64"
    })
    void bitsTakeTheSmallestNumberThatHoldsThem(int bits, String clickHouseType) throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse("bit(" + bits + ")"));

        assertThat(type.clickHouseType()).isEqualTo(clickHouseType);
        assertThat(decode(type, encode(type, new byte[] {5}))).isEqualTo(5L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tinyint(1)|Bool",
                "bit(1)|Bool",
                "int unsigned|Int64",
                "bigint|Int8",
                "int|Decimal(18, 4)",
                "decimal(9,2)|Decimal(38, 10)",
                "set('a')|Array(String)",
                "float|Float64",
                "enum('a')|String",
                "varchar(9)|LowCardinality(String)",
                "date|Date32"
            })
    void anotherTypeCanBeChosen(String mySqlType, String chosen) throws Exception {
        assertThat(TypeMapping.mapInto(MySqlType.parse(mySqlType), chosen).clickHouseType())
                .isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int|String|cannot be written as String: it becomes Int32; other whole numbers, Decimal(P, S) and Bool can be chosen",
                "varchar(9)|Int32|LowCardinality(String) can be chosen",
                "set('a')|Array(Int8)|Array(String) can be chosen",
                "enum('a')|Enum8('a' = 1)|String can be chosen",
                "decimal(9,2)|Float64|other Decimal(P, S) can be chosen",
                "year|Int8|it becomes UInt16",
                "date|DateTime|it becomes Date32",
                "double|Float32|it becomes Float64"
            })
    void typeThatCouldLoseValuesIsRefused(String mySqlType, String chosen, String message) {
        assertThatThrownBy(() -> TypeMapping.mapInto(MySqlType.parse(mySqlType), chosen))
                .isInstanceOf(UnsupportedTypeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void valuesAreCheckedAgainstTheChosenType() throws Exception {
        assertThatThrownBy(() -> encode(TypeMapping.mapInto(MySqlType.parse("bigint"), "Int8"), 128L))
                .hasMessageContaining("128 is outside Int8");
        assertThatThrownBy(() -> encode(TypeMapping.mapInto(MySqlType.parse("bigint"), "Bool"), 256L))
                .hasMessageContaining("256 is no Bool");
        assertThatThrownBy(() -> encode(
                        TypeMapping.mapInto(MySqlType.parse("decimal(9,2)"), "Decimal(9, 1)"), new BigDecimal("0.05")))
                .hasMessageContaining("more than the 1 digits of fraction");
        assertThat(encode(TypeMapping.mapInto(MySqlType.parse("bigint"), "Bool"), 1L))
                .containsExactly(1);
        assertThat(encode(TypeMapping.mapInto(MySqlType.parse("set('a','b')"), "Array(String)"), "a,b"))
                .containsExactly(2, 1, 'a', 1, 'b');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nullable(Int32)|Int32",
                "LowCardinality(Nullable(String))|LowCardinality(String)",
                "Nullable(DateTime64(3, 'UTC'))|DateTime64(3, 'UTC')",
                "Array(String)|Array(String)"
            })
    void nullableIsTakenOff(String columnType, String type) {
        assertThat(TypeMapping.withoutNullable(columnType)).isEqualTo(type);
    }

    @Test
    void membersComeInBothFormsAndAreTheSame() throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse("enum('a,b','it''s','back\\\\slash','line\\n')"));

        assertThat(decode(type, encode(type, "a\\,b"))).isEqualTo("a,b");
        assertThat(decode(type, encode(type, "a,b"))).isEqualTo("a,b");
        assertThat(decode(type, encode(type, "it's"))).isEqualTo("it's");
        assertThat(decode(type, encode(type, "back\\\\slash"))).isEqualTo("back\\slash");
        assertThat(decode(type, encode(type, "back\\slash"))).isEqualTo("back\\slash");
        assertThat(decode(type, encode(type, "line\\n"))).isEqualTo("line\n");
        assertThat(decode(type, encode(type, ""))).isEqualTo("");
        assertThatThrownBy(() -> encode(type, "new\\,one"))
                .hasMessageContaining("'new\\,one' is none of the members '', 'a,b', ");
    }

    @Test
    void spatialValueKeepsItsReferenceSystem() throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse("point"));
        byte[] wkb = HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");

        assertThat(HexFormat.of().formatHex(encode(type, new Geometry(0, wkb))))
                .isEqualTo("15" + "0101000000000000000000f03f0000000000000040");
        assertThat(HexFormat.of().formatHex(encode(type, new Geometry(4326, wkb))))
                .isEqualTo("19" + "0101000020e6100000000000000000f03f0000000000000040");
    }

    @Test
    void bufferOfTheSourceIsNotConsumed() throws Exception {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});

        encode(TypeMapping.map(MySqlType.parse("blob")), buffer);

        assertThat(buffer.remaining()).isEqualTo(3);
    }

    private static byte[] encode(MappedType type, Object value) throws UnencodableValueException {
        RowBinaryWriter out = new RowBinaryWriter(8);
        type.encoder().encode(value, out);
        return out.toByteArray();
    }

    private static Object decode(MappedType type, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        String name = type.clickHouseType();
        if (name.endsWith("String") || name.endsWith("String)")) {
            return decodeString(in);
        }
        if (name.startsWith("Decimal")) {
            return decodeBigInteger(bytes);
        }
        boolean unsigned = name.startsWith("UInt");
        Object decoded = switch (bytes.length) {
            case 1 -> unsigned ? in.get() & 0xFFL : (long) in.get();
            case 2 -> unsigned ? in.getShort() & 0xFFFFL : (long) in.getShort();
            case 4 -> unsigned ? in.getInt() & 0xFFFFFFFFL : (long) in.getInt();
            default -> name.equals("Float64") ? (Object) in.getDouble() : (Object) in.getLong();
        };
        assertThat(in.hasRemaining()).isFalse();
        return decoded;
    }

    private static String decodeString(ByteBuffer in) {
        int length = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            length |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        assertThat(in.remaining()).isEqualTo(length);
        return new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    }

    private static BigInteger decodeBigInteger(byte[] littleEndian) {
        byte[] bigEndian = Arrays.copyOf(littleEndian, littleEndian.length);
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(bigEndian);
    }

    private static BigInteger big(String digits) {
        return new BigInteger(digits);
    }

    private static BigDecimal nines(int digits, int scale) {
        return new BigDecimal(new BigInteger("9".repeat(digits)), scale);
    }
}
