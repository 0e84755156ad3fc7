package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypeMappingTest {

    /** @param decoded what the bytes hold: a whole number (scaled where the type has a scale), a Double or String */
    record Value(String type, TypedValue value, Object decoded) {

        static Value whole(String type, long value) {
            return new Value(type, sink -> sink.whole(value), value);
        }

        static Value decimal(String type, String value, String decoded) {
            return new Value(type, sink -> sink.decimal(new BigDecimal(value)), new BigInteger(decoded));
        }

        static Value small(String type, long unscaled, int scale, String decoded) {
            return new Value(type, sink -> sink.decimal(unscaled, scale), new BigInteger(decoded));
        }

        static Value text(String type, String value) {
            return new Value(type, sink -> sink.text(value), value);
        }

        static Value utf8(String type, String value) {
            return new Value(type, sink -> sink.text(utf8Of(value), 2, utf8Of(value).length - 4), value);
        }

        static Value bytes(String type, byte[] value, String decoded) {
            return new Value(type, sink -> sink.bytes(value, 0, value.length), decoded);
        }

        static Value timestamp(String type, long second, int micros, long decoded) {
            return new Value(type, sink -> sink.timestamp(second, micros), decoded);
        }

        static Value time(String type, long micros, long decoded) {
            return new Value(type, sink -> sink.time(micros), decoded);
        }
    }

    /** With bytes around it that are none of it. */
    private static byte[] utf8Of(String value) {
        return ("\u00e9" + value + "\u00e9").getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Value> encodableValues() {
        return Stream.of(
                Value.whole("tinyint", -128),
                Value.whole("tinyint", 127),
                Value.whole("tinyint(1)", 2),
                Value.whole("tinyint unsigned", 255),
                Value.whole("smallint", -32768),
                Value.whole("smallint unsigned", 65535),
                Value.whole("mediumint", -8388608),
                Value.whole("mediumint unsigned", 16777215),
                Value.whole("int", Integer.MIN_VALUE),
                Value.whole("int", Integer.MAX_VALUE),
                Value.whole("int(10) unsigned zerofill", 4294967295L),
                Value.whole("bigint", Long.MIN_VALUE),
                Value.whole("bigint", Long.MAX_VALUE),
                new Value("bigint unsigned", sink -> sink.unsigned(-1), -1L),
                new Value("bigint unsigned", sink -> sink.decimal(new BigDecimal("18446744073709551615")), -1L),
                Value.whole("bigint unsigned", 0),
                Value.decimal("decimal(9,2)", "-9999999.99", "-999999999"),
                Value.small("decimal(9,2)", -999999999, 2, "-999999999"),
                Value.small("decimal(9,2)", 1, 0, "100"),
                Value.decimal("decimal(9,2)", "1.500", "150"),
                Value.small("decimal(9,2)", 1500, 3, "150"),
                new Value("decimal(10,0)", sink -> sink.whole(7), big("7")),
                Value.small("decimal(18,4)", 999999999999999999L, 4, "999999999999999999"),
                Value.small("decimal(18,4)", -999999999999999999L, 4, "-999999999999999999"),
                Value.decimal("decimal(38,10)", "-1e27", "-1" + "0".repeat(37)),
                Value.small("decimal(38,10)", -1, 10, "-1"),
                Value.small("decimal(38,10)", 999999999999999999L, 0, "999999999999999999" + "0".repeat(10)),
                Value.small("decimal(65,30)", -7, 0, "-7" + "0".repeat(30)),
                Value.small("decimal(65,30)", Long.MAX_VALUE, 30, String.valueOf(Long.MAX_VALUE)),
                Value.decimal("decimal(65,30)", nines(65, 30).toString(), "9".repeat(65)),
                Value.decimal("decimal(65,30)", nines(65, 30).negate().toString(), "-" + "9".repeat(65)),
                new Value("double", sink -> sink.real(Double.MIN_VALUE), Double.MIN_VALUE),
                new Value("double", sink -> sink.real(-0.0), -0.0),
                Value.text("char(3)", ""),
                Value.utf8("char(3)", ""),
                Value.text("varchar(255)", "Größe 😀 \u0000\n"),
                Value.utf8("varchar(255)", "Größe 😀 \u0000\n"),
                Value.text("longtext", "x".repeat(100_000)),
                Value.utf8("longtext", "x".repeat(100_000)),
                Value.text("enum('a','b c')", "b c"),
                new Value("enum('a','b c')", sink -> sink.member(2), "b c"),
                new Value("enum('a','b c')", sink -> sink.member(0), ""),
                new Value("set('a','b','c')", sink -> sink.members(0b101), "a,c"),
                new Value("set('a','b','c')", sink -> sink.members(0), ""),
                new Value("set(" + "'x',".repeat(63) + "'last')", sink -> sink.members(Long.MIN_VALUE), "last"),
                new Value("json", sink -> sink.document("{\"a\": 1.0}"), "{\"a\":1}"),
                Value.bytes("binary(4)", new byte[] {'a', 'b'}, "ab\0\0"),
                Value.bytes("varbinary(4)", new byte[] {'a', 0}, "a\0"),
                new Value("blob", sink -> sink.bytes(new byte[] {'x', 'a', 'b'}, 1, 2), "ab"),
                new Value("date", sink -> sink.date(1900, 1, 1), -25567L),
                new Value("date", sink -> sink.date(2299, 12, 31), 120529L),
                new Value("date", sink -> sink.date(2000, 2, 29), 11016L),
                dateTime("datetime", "1969-12-31T23:59:59", -1L),
                dateTime("datetime", "1900-01-01T00:00:00", -2208988800L),
                dateTime("datetime(3)", "2020-09-13T12:26:40.123", 1_600_000_000_123L),
                dateTime("datetime(1)", "2020-09-13T12:26:40.100", 16_000_000_001L),
                dateTime("datetime(6)", "1969-12-31T23:59:59.999999", -1L),
                dateTime("datetime(6)", "2299-12-31T23:59:59.999999", 10413791999_999999L),
                dateTime("datetime(4)", "2020-09-13T12:26:40.123400", 16_000_000_001234L),
                Value.timestamp("timestamp", 1577872800L, 0, 1577872800L),
                Value.timestamp("timestamp(3)", 1577872800L, 123_000, 1577872800_123L),
                Value.timestamp("timestamp(6)", 0, 1, 1L),
                Value.timestamp("timestamp(6)", 1577872800L, 500_000, 1577872800_500000L),
                Value.time("time", 3_600_000_000L, 3600L),
                Value.time("time", -3020399_000000L, -3020399L),
                Value.time("time(6)", 3020399_000001L, 3020399_000001L),
                Value.time("time(2)", -10_000L, -1L),
                Value.whole("year", 0),
                Value.whole("year", 1901),
                Value.whole("year", 2155));
    }

    private static Value dateTime(String type, String dateTime, Object decoded) {
        return new Value(type, told(LocalDateTime.parse(dateTime)), decoded);
    }

    private static TypedValue told(LocalDateTime time) {
        return sink -> sink.dateTime(
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 1000);
    }

    @ParameterizedTest
    @MethodSource("encodableValues")
    void valueIsEncodedExactly(Value value) throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse(value.type()));

        assertThat(decode(type, encode(type, value.value()))).isEqualTo(value.decoded());
    }

    record Refused(String type, TypedValue value, String message) {}

    private static Refused whole(String type, long value, String message) {
        return new Refused(type, sink -> sink.whole(value), message);
    }

    private static Refused decimal(String type, String value, String message) {
        return new Refused(type, sink -> sink.decimal(new BigDecimal(value)), message);
    }

    private static Refused text(String value, String message) {
        return new Refused("varchar(9)", sink -> sink.text(value), message);
    }

    private static Refused utf8(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex("41" + hex + "41");
        return new Refused("varchar(9)", sink -> sink.text(bytes, 1, bytes.length - 2), message);
    }

    private static Refused date(int year, int month, int day, String message) {
        return new Refused("date", sink -> sink.date(year, month, day), message);
    }

    private static Refused dateTime(String type, String dateTime, String message) {
        return new Refused(type, told(LocalDateTime.parse(dateTime)), message);
    }

    static Stream<Refused> unencodableValues() {
        return Stream.of(
                whole("tinyint", 128, "128 is outside Int8, -128 to 127"),
                whole("tinyint unsigned", -1, "-1 is outside UInt8, 0 to 255"),
                whole("smallint", 32768, "Int16"),
                whole("int", 2147483648L, "2147483648 is outside Int32"),
                whole("int unsigned", 4294967296L, "4294967296 is outside UInt32, 0 to 4294967295"),
                decimal("bigint", "9223372036854775808", "9223372036854775808 exceeds 64 bits"),
                new Refused("bigint", sink -> sink.unsigned(Long.MIN_VALUE), "9223372036854775808 exceeds 64 bits"),
                decimal("bigint unsigned", "18446744073709551616", "outside UInt64"),
                whole("bigint unsigned", -1, "-1 is outside UInt64"),
                decimal("bigint unsigned", "1.5", "1.5 is not a whole number"),
                new Refused("int", sink -> sink.text("12"), "a text where a whole number was expected: 12"),
                decimal("decimal(9,2)", "1.001", "1.001 has more than the 2 digits of fraction"),
                new Refused("decimal(9,2)", sink -> sink.decimal(1001, 3), "1.001 has more than the 2 digits"),
                decimal("decimal(9,2)", "10000000", "more digits than Decimal(9, 2)"),
                new Refused("decimal(9,2)", sink -> sink.decimal(10_000_000, 0), "10000000 has more digits"),
                new Refused("decimal(9,2)", sink -> sink.decimal(-1_000_000_000, 2), "-10000000.00 has more digits"),
                new Refused("decimal(18,0)", sink -> sink.whole(1_000_000_000_000_000_000L), "more digits"),
                new Refused("decimal(18,9)", sink -> sink.decimal(Long.MIN_VALUE, 0), "more digits"),
                new Refused(
                        "decimal(9,2)",
                        sink -> sink.real(1.5),
                        "a number of double precision where an exact number was expected: 1.5"),
                text("a\ud83d", "U+d83d at 1"),
                text("\ude00\ud83d", "U+de00 at 0"),
                text("ab\udfff", "a text with bytes at 2 that are no character of the column's character set"),
                utf8("61eda0bd", "a text with half a surrogate pair, U+d83d at 1, has no UTF-8"),
                utf8("edb880", "U+de00 at 0"),
                utf8("e9", "a text with bytes at 0 that are no character of the column's character set"),
                utf8("6162636465666768e9", "bytes at 8"),
                utf8("c080", "bytes at 0"),
                utf8("e08080", "bytes at 0"),
                utf8("f0808080", "bytes at 0"),
                utf8("f4908080", "bytes at 0"),
                utf8("61c3", "bytes at 1"),
                utf8("61e282", "bytes at 1"),
                whole("varchar(9)", 1, "a whole number where a text was expected: 1"),
                new Refused("enum('a')", sink -> sink.member(2), "member number 2 is none of the members 1 'a' that"),
                new Refused("set('a')", sink -> sink.members(3), "member number 2 is none of the members 1 'a' that"),
                new Refused("set('a')", sink -> sink.members(-1), "member number 64 is none"),
                new Refused("json", sink -> sink.document("{\"a\""), "not a JSON document"),
                new Refused("blob", sink -> sink.text("text"), "a text where bytes was expected: text"),
                date(1899, 12, 31, "1899-12-31 is outside Date32, 1900-01-01 to 2299-12-31"),
                date(2300, 1, 1, "2300-01-01 is outside Date32"),
                date(0, 5, 5, "0000-05-05 is outside Date32"),
                date(2020, 0, 0, "2020-00-00 is no date, and the column of the target cannot be NULL"),
                date(0, 0, 0, "0000-00-00 is no date"),
                date(2023, 2, 29, "2023-02-29 is no date of the calendar"),
                date(2100, 2, 29, "2100-02-29 is no date of the calendar"),
                date(2020, 4, 31, "2020-04-31 is no date of the calendar"),
                dateTime("datetime", "1899-12-31T23:59:59", "1899-12-31 23:59:59 is outside DateTime64, 1900-01-01 00"),
                dateTime("datetime(6)", "2300-01-01T00:00:00", "2300-01-01 00:00:00 is outside DateTime64"),
                dateTime(
                        "datetime",
                        "1970-01-01T00:00:01.5",
                        "1970-01-01 00:00:01 and 500000 µs is finer than the column's 0 digits"),
                new Refused(
                        "datetime", sink -> sink.dateTime(2020, 2, 0, 1, 2, 3, 0), "2020-02-00 01:02:03 is no date"),
                new Refused(
                        "datetime",
                        sink -> sink.dateTime(2020, 2, 31, 1, 2, 3, 0),
                        "2020-02-31 01:02:03 is no date of"),
                new Refused("timestamp", sink -> sink.timestamp(0, 0), "0000-00-00 00:00:00 is no date"),
                new Refused("timestamp", sink -> sink.timestamp(1577872800L, 500_000), "finer"),
                new Refused(
                        "timestamp",
                        sink -> sink.timestamp(10413792000L, 0),
                        "2300-01-01 00:00:00 is outside DateTime64"),
                new Refused("time", sink -> sink.time(1), "finer"),
                new Refused("time", sink -> sink.time(3600_000_000000L), "outside Time64"),
                new Refused("point", sink -> sink.geometry(new byte[8], 0, 8), "a spatial value of 8 bytes"),
                whole("year", 65536, "outside UInt16"));
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
            value = {"vector(3)|not supported yet"})
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
        assertThat(decode(type, encode(type, sink -> sink.unsigned(5)))).isEqualTo(5L);
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
        assertThatThrownBy(() -> encode(chosen("bigint", "Int8"), sink -> sink.whole(128)))
                .hasMessageContaining("128 is outside Int8");
        assertThatThrownBy(() -> encode(chosen("bigint unsigned", "Int64"), sink -> sink.unsigned(-1)))
                .hasMessageContaining("18446744073709551615 exceeds 64 bits");
        assertThatThrownBy(() -> encode(chosen("bigint", "Bool"), sink -> sink.whole(256)))
                .hasMessageContaining("256 is no Bool");
        assertThatThrownBy(() -> encode(chosen("bit(64)", "Bool"), sink -> sink.unsigned(-1)))
                .hasMessageContaining("18446744073709551615 is no Bool");
        assertThatThrownBy(() -> encode(chosen("decimal(9,2)", "Decimal(9, 1)"), sink -> sink.decimal(5, 2)))
                .hasMessageContaining("0.05 has more than the 1 digits of fraction");
        assertThat(encode(chosen("bigint", "Bool"), sink -> sink.whole(1))).containsExactly(1);
        assertThat(encode(chosen("bit(1)", "Bool"), sink -> sink.unsigned(1))).containsExactly(1);
        assertThat(decode(
                        chosen("bigint unsigned", "Decimal(20, 0)"),
                        encode(chosen("bigint unsigned", "Decimal(20, 0)"), sink -> sink.unsigned(-1))))
                .isEqualTo(big("18446744073709551615"));
        assertThat(decode(chosen("float", "Float64"), encode(chosen("float", "Float64"), sink -> sink.single(0.1f))))
                .isEqualTo((double) 0.1f);
    }

    @Test
    void membersAsAnArrayAreTheSameFromBothRoads() throws Exception {
        MappedType array = chosen("set('a','b','')", "Array(String)");

        assertThat(encode(array, sink -> sink.text("a,b"))).containsExactly(2, 1, 'a', 1, 'b');
        assertThat(encode(array, sink -> sink.text(new byte[] {'a', ',', 'b'}, 0, 3)))
                .containsExactly(2, 1, 'a', 1, 'b');
        assertThat(encode(array, sink -> sink.members(3))).containsExactly(2, 1, 'a', 1, 'b');
        assertThat(encode(array, sink -> sink.text("a,"))).containsExactly(2, 1, 'a', 0);
        assertThat(encode(array, sink -> sink.members(5))).containsExactly(2, 1, 'a', 0);
        for (TypedValue none :
                List.<TypedValue>of(sink -> sink.text(""), sink -> sink.members(0), sink -> sink.members(4))) {
            assertThat(encode(array, none)).containsExactly(0);
        }
    }

    private static MappedType chosen(String type, String chosen) throws UnsupportedTypeException {
        return TypeMapping.mapInto(MySqlType.parse(type), chosen);
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
    void spatialValueKeepsItsReferenceSystem() throws Exception {
        MappedType type = TypeMapping.map(MySqlType.parse("point"));
        String wkb = "0101000000000000000000f03f0000000000000040";

        assertThat(spatial(type, "00000000" + wkb)).isEqualTo("15" + wkb);
        assertThat(spatial(type, "e6100000" + wkb))
                .isEqualTo("19" + "0101000020e6100000000000000000f03f0000000000000040");
        assertThat(spatial(type, "e6100000" + "00000000013ff00000000000004000000000000000"))
                .isEqualTo("19" + "0020000001000010e63ff00000000000004000000000000000");
        assertThat(spatial(chosen("point", "Point"), "00000000" + wkb)).isEqualTo("000000000000f03f0000000000000040");
        assertThatThrownBy(() -> spatial(chosen("point", "Point"), "e6100000" + wkb))
                .hasMessageContaining("in the reference system 4326");
        assertThatThrownBy(() -> spatial(chosen("point", "WKT"), "00000000" + wkb.substring(0, 30)))
                .hasMessageContaining("cut off");
    }

    private static String spatial(MappedType type, String hex) throws UnencodableValueException {
        byte[] bytes = HexFormat.of().parseHex("ff" + hex + "ff");
        return HexFormat.of().formatHex(encode(type, sink -> sink.geometry(bytes, 1, bytes.length - 2)));
    }

    private static byte[] encode(MappedType type, TypedValue value) throws UnencodableValueException {
        return value.encode(type);
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
