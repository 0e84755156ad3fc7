package dev.tributary.mysql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.mapping.ToldValue;
import dev.tributary.model.Column;
import dev.tributary.model.MySqlType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRowTest {

    private static String told(String type, byte @Nullable [] text) {
        return told(row(type), text);
    }

    private static TextRow row(String type) {
        return new TextRow(List.of(
                new Column("other", MySqlType.parse("int"), true), new Column("c", MySqlType.parse(type), true)));
    }

    private static String told(TextRow row, byte @Nullable [] text) {
        row.read(TextPackets.of(new byte[] {'1'}, text));
        return ToldValue.of(sink -> row.tell(1, sink));
    }

    private static String told(String type, String text) {
        return told(type, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tinyint|-128|whole -128",
                "int(7) unsigned zerofill|0000042|whole 42",
                "int unsigned|4294967295|whole 4294967295",
                "bigint|-9223372036854775808|whole -9223372036854775808",
                "bigint|9223372036854775807|whole 9223372036854775807",
                "bigint unsigned|18446744073709551615|unsigned 18446744073709551615",
                "bigint unsigned|0|unsigned 0",
                "decimal(9,2)|-9999999.99|small decimal -9999999.99",
                "decimal(9,2)|0.00|small decimal 0.00",
                "decimal(8,2) zerofill|000001.50|small decimal 1.50",
                "decimal(18,0)|-999999999999999999|small decimal -999999999999999999",
                "decimal(18,9)|-999999999.999999999|small decimal -999999999.999999999",
                "decimal(19,0)|1000000000000000000|decimal 1000000000000000000",
                "decimal(19,0)|-1000000000000000000|decimal -1000000000000000000",
                "decimal(65,30)|-0.000000000000000000000000000001|decimal -0.000000000000000000000000000001",
                "float|0.10000000149011612|single 0.1",
                "float|-0|single -0.0",
                "float|1.401298464324817e-45|single 1.4E-45",
                "double|0.1|real 0.1",
                "double|-0|real -0.0",
                "double|1e20|real 1.0E20",
                "double|1.7976931348623157e308|real 1.7976931348623157E308",
                "double|5e-324|real 4.9E-324",
                "double|-1e-22|real -1.0E-22",
                "double|123456789.12345679|real 1.2345678912345679E8",
                "date|0000-00-00|date 0-0-0",
                "date|2020-00-31|date 2020-0-31",
                "date|9999-12-31|date 9999-12-31",
                "datetime|0000-00-00 00:00:00|datetime 0-0-0 0:0:0 0",
                "datetime|2020-02-29 23:59:58|datetime 2020-2-29 23:59:58 0",
                "datetime(1)|2020-02-29 23:59:58.9|datetime 2020-2-29 23:59:58 900000",
                "datetime(6)|2020-02-29 23:59:58.000001|datetime 2020-2-29 23:59:58 1",
                "timestamp|0000-00-00 00:00:00|timestamp 0 0",
                "timestamp(6)|0000-00-00 00:00:00.000000|timestamp 0 0",
                "timestamp|1970-01-01 00:00:01|timestamp 1 0",
                "timestamp(3)|2038-01-19 03:14:07.999|timestamp 2147483647 999000",
                "timestamp|2020-02-29 12:00:00|timestamp 1582977600 0",
                "time|838:59:59|time 3020399000000",
                "time|-838:59:59|time -3020399000000",
                "time|-00:30:00|time -1800000000",
                "time(6)|-00:00:00.000001|time -1",
                "time(1)|10:20:30.4|time 37230400000",
                "year|0000|whole 0",
                "year|2155|whole 2155",
                "char(3)|ä |utf8 ä ",
                "longtext||utf8 ",
                "enum('a','ü')|ü|utf8 ü",
                "set('a','ü')|a,ü|utf8 a,ü",
                "json|{\"ä\": 1.0}|document {\"ä\": 1.0}",
                "vector(1)|x|refused: a value of the type vector(1), which is not read",
            })
    void valueIsToldAsTheServerPrintsIt(String type, @Nullable String text, @Nullable String told) {
        String kind = type.startsWith("longtext") ? told(type, "") : told(type, withBlank(type, text));
        assertThat(kind.strip()).isEqualTo(told == null ? null : told.strip());
    }

    /** The blank at the end, which the table of values cannot have. */
    private static String withBlank(String type, @Nullable String text) {
        return type.startsWith("char") ? text + " " : String.valueOf(text);
    }

    @Test
    void bytesBitsAndSpatialValuesComeAsBytes() {
        assertThat(told("bit(1)", new byte[] {1})).isEqualTo("unsigned 1");
        assertThat(told("bit(9)", new byte[] {1, 0})).isEqualTo("unsigned 256");
        assertThat(told("bit(64)", HexFormat.of().parseHex("ffffffffffffffff")))
                .isEqualTo("unsigned 18446744073709551615");
        assertThat(told("binary(2)", new byte[] {0, -1})).isEqualTo("bytes 00ff");
        assertThat(told("longblob", new byte[0])).isEqualTo("bytes ");
        assertThat(told("point", new byte[] {1, 2})).isEqualTo("geometry 0102");
        assertThat(told("geometry", (byte[]) null)).isEqualTo("nothing");
        assertThat(told("int", (byte[]) null)).isEqualTo("nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "int, 1x",
        "int, -",
        "int, ''",
        "bigint unsigned, -1",
        "'decimal(9,2)', 1.2.3",
        "'decimal(9,2)', .",
        "'decimal(65,2)', 111111111111111111111x",
        "double, 1e",
        "double, nan",
        "double, 1.1.1",
        "date, 2020-1-1",
        "date, 2020-01-xx",
        "datetime, 2020-01-01",
        "datetime, 2020-01-01 00:00:00.",
        "datetime, 2020-01-01 00:00:00.0000001",
        "timestamp, 2020-01-01 00:00",
        "time, 10:20",
        "time, 102030",
    })
    void textOfAnotherFormIsRefused(String type, String text) {
        assertThat(told(type, text)).startsWith("refused: '" + text + "' is no ");
    }

    @Test
    void doublesAreThoseThatTheJdkReads() {
        Random random = new Random(5);
        TextRow row = row("double");
        for (int i = 0; i < 20_000; i++) {
            double value = switch (i % 6) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt() / 1000.0;
                case 2 -> random.nextLong(1_000_000_000_000_000_000L) * Math.pow(10, random.nextInt(46) - 23);
                case 3 -> between(random);
                case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(50) - 25);
                default -> random.nextLong();
            };
            if (Double.isFinite(value)) {
                String text = printed(value, random);
                assertThat(told(row, text.getBytes(StandardCharsets.UTF_8)))
                        .as(text)
                        .isEqualTo("real " + Double.parseDouble(text));
            }
        }
    }

    private static double between(Random random) {
        return Math.scalb((double) (random.nextInt(1 << 30) * 2L + 1), random.nextInt(60) - 50);
    }

    /** Whole numbers of 18 digits in the middle between two doubles, and beside it, where one digit decides. */
    @Test
    void doublesInTheMiddleAreRoundedToEven() {
        Random random = new Random(6);
        TextRow row = row("double");
        for (int i = 0; i < 5_000; i++) {
            double low = Math.scalb(1 + random.nextDouble(), 53 + random.nextInt(6));
            long middle = (long) low + (long) Math.ulp(low) / 2 + random.nextInt(3) - 1;
            for (String text : new String[] {
                Long.toString(middle), middle + "e" + random.nextInt(23), middle + "e-" + random.nextInt(23)
            }) {
                assertThat(told(row, text.getBytes(StandardCharsets.UTF_8)))
                        .as(text)
                        .isEqualTo("real " + Double.parseDouble(text));
            }
        }
    }

    /** As MySQL prints doubles: with or without a power of ten. */
    private static String printed(double value, Random random) {
        String text = Double.toString(value).replace("E", "e");
        return random.nextBoolean() || Math.abs(value) > 1e40 || Math.abs(value) < 1e-40
                ? text
                : new BigDecimal(value).toPlainString();
    }

    @Test
    void valuesOfEachLengthAreFound() {
        List<Column> columns = IntStream.range(0, 8)
                .mapToObj(i -> new Column("c" + i, MySqlType.parse("longtext"), true))
                .toList();
        byte @Nullable [][] values = {
            {}, null, new byte[0xFA], new byte[0xFB], new byte[0xFFFF], new byte[0x10000], new byte[0x1000000], {'z'}
        };

        assertThat(TextPackets.values(TextPackets.of(values), columns)).containsExactly(values);
    }

    @Test
    void rowThatGoesBeyondItsPacketIsRefused() {
        TextRow row = new TextRow(
                List.of(new Column("a", MySqlType.parse("int"), true), new Column("b", MySqlType.parse("int"), true)));
        byte[] whole = TextPackets.of(new byte[] {'1'}, new byte[] {'2', '3'});

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> row.read(cut))
                    .hasMessageContaining("goes beyond its packet of " + length + " bytes");
        }
        for (byte[] cut :
                new byte[][] {{'1', 'x', (byte) 0xFC, 1}, {'1', 'x', (byte) 0xFE, -1, -1, -1, -1, -1, -1, -1, -1}}) {
            assertThatThrownBy(() -> row.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
