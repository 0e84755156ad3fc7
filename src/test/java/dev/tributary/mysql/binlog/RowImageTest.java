package dev.tributary.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.mapping.ToldValue;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes as MySQL writes them, made by hand from the formats of its documentation. */
class RowImageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tinyint|1|0|80|whole -128",
                "tinyint(1)|1|0|01|whole 1",
                "tinyint unsigned|1|0|ff|whole 255",
                "smallint|2|0|0080|whole -32768",
                "smallint unsigned|2|0|ffff|whole 65535",
                "mediumint|9|0|000080|whole -8388608",
                "mediumint|9|0|ffffff|whole -1",
                "mediumint|9|0|ffff7f|whole 8388607",
                "mediumint unsigned|9|0|ffffff|whole 16777215",
                "int|3|0|00000080|whole -2147483648",
                "int(10) unsigned zerofill|3|0|ffffffff|whole 4294967295",
                "bigint|8|0|0000000000000080|whole -9223372036854775808",
                "bigint unsigned|8|0|ffffffffffffffff|unsigned 18446744073709551615",
                "float|4|4|0000c03f|single 1.5",
                "float|4|4|01000080|single -1.4E-45",
                "double|5|8|000000000000f8bf|real -1.5",
                "double|5|8|0000000000000080|real -0.0",
                // The example of MySQL's own sources, decimal.cc.
                "decimal(14,4)|246|1038|810dfb38d204d2|small decimal 1234567890.1234",
                "decimal(14,4)|246|1038|7ef204c72dfb2d|small decimal -1234567890.1234",
                "decimal(4,4)|246|1028|8001|small decimal 0.0001",
                "decimal(4,4)|246|1028|7ffe|small decimal -0.0001",
                "decimal(10,0)|246|10|8000000000|small decimal 0",
                "decimal(20,0)|246|20|803b9ac9ff3b9ac9ff|small decimal 999999999999999999",
                "decimal(20,0)|246|20|810000000000000000|decimal 1000000000000000000",
                "bit(1)|16|1|01|unsigned 1",
                "bit(9)|16|257|0100|unsigned 256",
                "bit(64)|16|2048|8000000000000000|unsigned 9223372036854775808",
                "year|13|0|00|whole 0",
                "year|13|0|01|whole 1901",
                "year|13|0|ff|whole 2155",
                "date|10|0|000000|date 0-0-0",
                "date|14|0|00c80f|date 2020-0-0",
                "date|14|0|5dc80f|date 2020-2-29",
                "date|10|0|9f1f4e|date 9999-12-31",
                "time|11|0|590a80|time -3020399000000",
                "datetime|12|0|38de7a3b5f120000|datetime 2020-2-29 10:11:12 0",
                "timestamp|7|0|00286bee|timestamp 4000000000 0",
                "time|19|0|7fffc0|time -60000000",
                "time|19|0|7ff000|time -3600000000",
                "time|19|0|b46efb|time 3020399000000",
                "time|19|0|4b9105|time -3020399000000",
                "time(6)|19|6|7fffffffffff|time -1",
                "time(6)|19|6|7fffff000000|time -1000000",
                "time(1)|19|1|7fffffce|time -500000",
                "time(3)|19|3|800001270f|time 1999900",
                "datetime|18|0|8000000000|datetime 0-0-0 0:0:0 0",
                "datetime|18|0|99a5baa2cc|datetime 2020-2-29 10:11:12 0",
                "datetime(6)|18|6|fef3ff7efb0f423f|datetime 9999-12-31 23:59:59 999999",
                "datetime(3)|18|3|99a5baa2cc04ce|datetime 2020-2-29 10:11:12 123000",
                "datetime(1)|18|1|99a5baa2cc5a|datetime 2020-2-29 10:11:12 900000",
                "timestamp|17|0|00000000|timestamp 0 0",
                "timestamp(2)|17|2|0000000163|timestamp 1 990000",
                "timestamp(6)|17|6|ffffffff0f423f|timestamp 4294967295 999999",
                "enum('a','b')|254|63233|02|member 2",
                "enum('a','b')|254|63234|0001|member 256",
                "set('a','b')|254|63489|03|members 11",
                "set('a','b')|254|63490|0180|members 1000000000000001",
                "char(3)|254|65036|03616263|utf8 abc",
                "char(255)|254|52988|0300c3a462|utf8 äb",
                "binary(4)|254|65028|0200ff|bytes 00ff",
                "varchar(60)|15|240|00|utf8 ",
                "varchar(60)|15|240|02c3a4|utf8 ä",
                "varchar(300)|15|1200|0200c3a4|utf8 ä",
                "varbinary(4)|15|4|01ff|bytes ff",
                "varbinary(4)|253|4|01ff|bytes ff",
                "tinytext|252|1|0161|utf8 a",
                "text|252|2|010061|utf8 a",
                "mediumtext|252|3|01000061|utf8 a",
                "longtext|252|4|0100000061|utf8 a",
                "blob|252|2|0100ff|bytes ff",
                "json|252|4|020000007b7d|document {}",
                "json|245|4|0d000000000100" + "0c000b0001000501" + "0061|document {\"a\":1}",
                "json|245|4|00000000|document null",
                "geometry|255|4|1900000000000000" + "0101000000000000000000f03f0000000000000040" + "|geometry 00000000"
                        + "0101000000000000000000f03f0000000000000040",
                "vector(1)|242|4|040000000000803f|refused: a value of the type vector(1), which is not read",
            })
    void valueIsToldAsItIs(String type, int code, int metadata, String hex, @Nullable String told) {
        RowImage image =
                new Images().with(type, code, metadata).with("int", 3, 0).image();
        byte[] bytes = HexFormat.of().parseHex("ffff" + "fc" + hex + "07000000" + "ff");

        int end = image.read(bytes, 2);

        assertThat(end).isEqualTo(bytes.length - 1);
        assertThat(ToldValue.of(sink -> image.tell(0, sink)).strip()).isEqualTo(told);
        assertThat(ToldValue.of(sink -> image.tell(1, sink))).isEqualTo("whole 7");
    }

    @ParameterizedTest
    @CsvSource({
        "latin1, e9, text é",
        "latin1, 41, utf8 A",
        "ascii, 4142, utf8 AB",
        "ascii, c3a9, text ??",
        "utf8, c3a9, utf8 é",
        "utf8mb3, c3a9, utf8 é",
        "utf16, 0041, text A",
        "gbk, c4e3, text 你",
        "gbk, 41, utf8 A",
    })
    void textIsDecodedByItsCharacterSet(String characterSet, String hex, String told) {
        for (String type : List.of("varchar(60)", "char(60)", "text")) {
            int code = type.startsWith("varchar") ? 15 : type.startsWith("char") ? 254 : 252;
            int metadata = code == 15 ? 60 : code == 254 ? 0xFE3C : 1;
            RowImage image =
                    new Images().with(type, code, metadata, characterSet).image();

            image.read(HexFormat.of().parseHex("fe" + String.format("%02x", hex.length() / 2) + hex), 0);

            assertThat(ToldValue.of(sink -> image.tell(0, sink))).isEqualTo(told);
        }
    }

    @Test
    void nullsAreBitsBeforeTheValues() {
        Images table = new Images();
        for (int i = 0; i < 10; i++) {
            table.with("tinyint", 1, 0);
        }
        RowImage image = table.image();
        byte[] rows = HexFormat.of()
                .parseHex("55fd" + "0103050708" + "aafe" + "020406080a" + "ffff" + "00fc" + "00010203040506070809");

        int second = image.read(rows, 0);
        assertThat(told(image, 10))
                .containsExactly(
                        "nothing", "whole 1", "nothing", "whole 3", "nothing", "whole 5", "nothing", "whole 7",
                        "nothing", "whole 8");
        int third = image.read(rows, second);
        assertThat(told(image, 10))
                .containsExactly(
                        "whole 2",
                        "nothing",
                        "whole 4",
                        "nothing",
                        "whole 6",
                        "nothing",
                        "whole 8",
                        "nothing",
                        "whole 10",
                        "nothing");
        int fourth = image.read(rows, third);
        assertThat(fourth - third).isEqualTo(2);
        assertThat(told(image, 10)).containsOnly("nothing");
        assertThat(image.read(rows, fourth)).isEqualTo(rows.length);
        assertThat(told(image, 10)).startsWith("whole 0").endsWith("whole 9");
    }

    private static List<String> told(RowImage image, int columns) {
        String[] told = new String[columns];
        Arrays.setAll(told, i -> ToldValue.of(sink -> image.tell(i, sink)));
        return List.of(told);
    }

    @Test
    void imageThatIsCutOffIsRefused() {
        RowImage image =
                new Images().with("varchar(300)", 15, 1200).with("int", 3, 0).image();
        byte[] whole = HexFormat.of().parseHex("fc" + "0300616263" + "07000000");

        assertThat(image.read(whole, 0)).isEqualTo(whole.length);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> image.read(cut, 0))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a row of d.t goes beyond its event");
        }
        RowImage blob = new Images().with("longblob", 252, 4).image();
        assertThatThrownBy(() -> blob.read(HexFormat.of().parseHex("feffffffff00"), 0))
                .hasMessageContaining("goes beyond its event");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint|3|0|column 'c0' of d.t cannot be read from the binlog: it has the type code 3",
                "varchar(9)|252|2|it has the type code 252, which is not that of varchar(9)",
                "char(1)|254|63233|it has the type code 247",
                "datetime(3)|12|0|in MariaDB's old format",
                "text|140|2|it has the type code 140, whose values are not read",
                "int|-1|0|it has the type code 255",
                "decimal(9,2)|246|-1|a DECIMAL of 255 digits",
            })
    void columnOfAnotherFormThanItsTypeIsRefused(String type, int code, int metadata, String message) {
        Images table = new Images().with(type, code, metadata);

        assertThatThrownBy(table::image)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void structureOfAnotherCountIsRefused() {
        TableMap map = new Images().with("int", 3, 0).with("int", 3, 0).map();

        assertThatThrownBy(
                        () -> new RowImage(map, new Images().with("int", 3, 0).columns()))
                .hasMessage("the binlog has 2 columns of d.t, and its structure has 1");
    }
}
