package dev.tributary.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.model.MySqlType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrintedMomentsTest {

    private static final long MICROS = 1_000_000;

    static Stream<Arguments> values() {
        return Stream.of(
                printed("date", sink -> sink.date(2020, 2, 29), "2020-02-29"),
                printed("date", sink -> sink.date(0, 0, 0), "0000-00-00"),
                printed("date", sink -> sink.date(1, 1, 1), "0001-01-01"),
                printed("date", sink -> sink.date(9999, 12, 31), "9999-12-31"),
                printed("date", sink -> sink.date(2020, 2, 31), "2020-02-31"),
                printed("datetime", sink -> sink.dateTime(0, 0, 0, 0, 0, 0, 0), "0000-00-00 00:00:00"),
                printed("datetime", sink -> sink.dateTime(1, 1, 1, 2, 3, 4, 0), "0001-01-01 02:03:04"),
                printed("datetime(3)", sink -> sink.dateTime(2020, 0, 5, 0, 0, 0, 7_000), "2020-00-05 00:00:00.007"),
                printed(
                        "datetime(6)",
                        sink -> sink.dateTime(9999, 12, 31, 23, 59, 59, 999_999),
                        "9999-12-31 23:59:59.999999"),
                printed("timestamp", sink -> sink.timestamp(0, 0), "0000-00-00 00:00:00"),
                printed("timestamp(2)", sink -> sink.timestamp(0, 0), "0000-00-00 00:00:00.00"),
                printed("timestamp", sink -> sink.timestamp(1, 0), "1970-01-01 00:00:01"),
                printed("timestamp(1)", sink -> sink.timestamp(0, 100_000), "1970-01-01 00:00:00.1"),
                printed("timestamp(6)", sink -> sink.timestamp(2147483647L, 5), "2038-01-19 03:14:07.000005"),
                printed("timestamp", sink -> sink.timestamp(951_782_400, 0), "2000-02-29 00:00:00"),
                printed("time", sink -> sink.time(0), "00:00:00"),
                printed("time", sink -> sink.time(-MICROS), "-00:00:01"),
                printed("time(1)", sink -> sink.time(-500_000), "-00:00:00.5"),
                printed("time", sink -> sink.time(99 * 3600 * MICROS), "99:00:00"),
                printed("time", sink -> sink.time(100 * 3600 * MICROS), "100:00:00"),
                printed("time(6)", sink -> sink.time(-((838 * 3600L + 3599) * MICROS) - 1), "-838:59:59.000001"));
    }

    private static Arguments printed(String type, TypedValue value, String text) {
        return Arguments.of(type, value, text);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("values")
    void isTheTextThatMySqlPrints(String type, TypedValue value, String text) throws Exception {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (String chosen : new String[] {"String", "LowCardinality(String)"}) {
            byte[] row = value.encode(TypeMapping.mapInto(MySqlType.parse(type), chosen));
            assertThat(row[0]).isEqualTo((byte) utf8.length);
            assertThat(new String(row, 1, row.length - 1, StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    @Test
    void finerFractionIsRefused() throws Exception {
        MappedType printed = TypeMapping.mapInto(MySqlType.parse("datetime(2)"), "String");
        TypedValue finer = sink -> sink.dateTime(2020, 1, 1, 0, 0, 0, 1_000);

        assertThatThrownBy(() -> finer.encode(printed)).hasMessageContaining("finer than the column's 2 digits");
    }

    @Test
    void everyDayIsPrintedAsItIsCounted() {
        for (int year = 1; year < 10_000; year += 3) {
            for (int month = 1; month <= 12; month++) {
                long day = Dates.epochDay(year, month, 28);
                assertThat(Dates.packedDate(day)).isEqualTo(year * 10_000 + month * 100 + 28);
            }
        }
    }

    @Test
    void otherTypesAreNoneOfDates() {
        assertThatThrownBy(() -> TypeMapping.mapInto(MySqlType.parse("int"), "String"))
                .isInstanceOf(UnsupportedTypeException.class);
        assertThatThrownBy(() -> TypeMapping.mapInto(MySqlType.parse("date"), "Date"))
                .hasMessageContaining("String can be chosen");
    }

    @Test
    void dateTime64HoldsTheYearsOfItsServer() throws Exception {
        MySqlType type = MySqlType.parse("datetime(6)");
        TypedValue last = sink -> sink.dateTime(9999, 12, 31, 23, 59, 59, 999_999);
        TypedValue first = sink -> sink.dateTime(1, 1, 1, 0, 0, 0, 0);
        TypedValue before = sink -> sink.dateTime(0, 5, 5, 0, 0, 0, 0);
        MappedType wide = TypeMapping.mapInto(type, "DateTime64(6, 'UTC')", DateRange.WIDE);
        MappedType usual = TypeMapping.mapInto(type, "DateTime64(6, 'UTC')", DateRange.USUAL);

        assertThat(last.encode(wide)).isEqualTo(number(253_402_300_799_999_999L));
        assertThat(first.encode(wide)).isEqualTo(number(-62_135_596_800_000_000L));
        assertThatThrownBy(() -> before.encode(wide))
                .hasMessageContaining("0000-05-05 00:00:00 is outside DateTime64, 0001-01-01 00:00:00 to 9999-12-31");
        assertThatThrownBy(() -> last.encode(usual)).hasMessageContaining("1900-01-01 00:00:00 to 2299-12-31");
        MappedType date = TypeMapping.mapInto(MySqlType.parse("date"), "Date32", DateRange.WIDE);
        TypedValue never = sink -> sink.date(1, 1, 1);
        assertThatThrownBy(() -> never.encode(date)).hasMessageContaining("outside Date32");
    }

    private static byte[] number(long value) {
        RowBinaryWriter out = new RowBinaryWriter(8);
        out.writeLong(value);
        return out.toByteArray();
    }
}
